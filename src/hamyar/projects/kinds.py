"""The kinds of projects and the units of their sizes: a dated list kept as data (``definitions/kinds.yaml``)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hamyar.core.translation import active_language

FILE = Path(__file__).parent / "definitions" / "kinds.yaml"


@dataclass(frozen=True)
class Unit:
    """What a size is counted in."""

    code: str
    name_fa: str
    name_en: str

    @property
    def name(self) -> str:
        """Return the name in the language of the page."""
        return self.name_en if active_language() == "en" else self.name_fa


@dataclass(frozen=True)
class Kind:
    """A kind of project with its units, the usual one first; from a day on and, once dropped, until a day."""

    code: str
    name_fa: str
    name_en: str
    units: tuple[str, ...]
    since: date
    until: date | None = None

    @property
    def name(self) -> str:
        """Return the name in the language of the page."""
        return self.name_en if active_language() == "en" else self.name_fa

    def holds_on(self, on: date) -> bool:
        """Tell whether the kind may be chosen on a day."""
        return self.since <= on and (self.until is None or on < self.until)


@cache
def _loaded() -> Any:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


@cache
def all_units() -> dict[str, Unit]:
    """Return every unit."""
    return {code: Unit(code, row["fa"], row["en"]) for code, row in _loaded()["units"].items()}


@cache
def all_kinds() -> dict[str, Kind]:
    """Return every kind there ever was, in the order of the list."""
    return {
        code: Kind(code, row["fa"], row["en"], tuple(row["units"]), row["since"], row.get("until"))
        for code, row in _loaded()["kinds"].items()
    }


def kinds_on(*, on: date) -> tuple[Kind, ...]:
    """Return the kinds that may be chosen on a day."""
    return tuple(kind for kind in all_kinds().values() if kind.holds_on(on))


def kind_name(code: str) -> str:
    """Return the name of a kind; a code that is no longer known stays as it is."""
    kind = all_kinds().get(code)
    return kind.name if kind else code


def unit_name(code: str) -> str:
    """Return the name of a unit; a code that is no longer known stays as it is."""
    unit = all_units().get(code)
    return unit.name if unit else code
