"""The sectors of findings: a short dated list kept as data (``definitions/sectors.yaml``)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from hamyar.core.persian import search_key
from hamyar.core.translation import active_language

FILE = Path(__file__).parent / "definitions" / "sectors.yaml"


@dataclass(frozen=True)
class Sector:
    """A field of a town's life, from a day on and, once dropped, until a day (that day not included)."""

    code: str
    name_fa: str
    name_en: str
    since: date
    until: date | None = None

    @property
    def name(self) -> str:
        """Return the name in the language of the page."""
        return self.name_en if active_language() == "en" else self.name_fa

    def holds_on(self, on: date) -> bool:
        """Tell whether the sector may be chosen on a day."""
        return self.since <= on and (self.until is None or on < self.until)


@cache
def all_sectors() -> dict[str, Sector]:
    """Return every sector there ever was, in the order of the list."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["sectors"]
    return {
        code: Sector(code, row["name"]["fa"], row["name"]["en"], row["since"], row.get("until"))
        for code, row in rows.items()
    }


def sectors_on(*, on: date) -> tuple[Sector, ...]:
    """Return the sectors that may be chosen on a day."""
    return tuple(sector for sector in all_sectors().values() if sector.holds_on(on))


def sector_name(code: str) -> str:
    """Return the name of a sector; a code that is no longer known stays as it is."""
    sector = all_sectors().get(code)
    return sector.name if sector else code


def sector_called(text: str) -> Sector | None:
    """Return the sector of a code or a name, however it is spelt."""
    key = search_key(text)
    named = (s for s in all_sectors().values() if key in map(search_key, (s.code, s.name_fa, s.name_en)))
    return next(named, None)
