"""YAML files whose every wrong key is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from hamyar.cli.plan_visits.errors import UnableToReadProgrammeError, wrong_key
from hamyar.core.errors import UnableToError
from hamyar.core.jalali import parse_jalali
from hamyar.core.persian import normalise, parse_number
from hamyar.core.translation import gettext_noop
from hamyar_engine.visits.model import Window

SHOULD_BE_MAPPING = gettext_noop("a mapping of names to values is expected.")
SHOULD_BE_LIST = gettext_noop("a list is expected.")


@dataclass(frozen=True)
class Part:
    """A mapping within a YAML file, and the path to it."""

    file: str
    path: str
    values: Mapping[str, Any]

    def key(self, name: str) -> str:
        """Return the full path of a key."""
        return f"{self.path}.{name}" if self.path else name

    def refuse(self, name: str, reason: str, /, **params: object) -> UnableToReadProgrammeError:
        """Refuse one key."""
        return wrong_key(self.file, self.key(name), reason, **params)

    def only(self, *names: str) -> "Part":
        """Refuse keys that mean nothing here."""
        for name in self.values:
            if name not in names:
                known = "، ".join(names)
                raise self.refuse(
                    str(name), gettext_noop("this key is not known; known are {known}."), known=known
                )
        return self

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text."""
        value = self.values.get(name)
        if value is None or not str(value).strip():
            if default is None:
                raise self.refuse(name, gettext_noop("this part is missing or empty."))
            return default
        return normalise(str(value)).strip()

    def number(self, name: str, default: float, bounds: tuple[float, float]) -> float:
        """Return a number within bounds."""
        value = self.values.get(name)
        if value is None:
            return default
        number = self._as_number(name, value)
        if not bounds[0] <= number <= bounds[1]:
            raise self.refuse(
                name,
                gettext_noop("{value} lies outside {low} to {high}."),
                value=f"{number:g}",
                low=f"{bounds[0]:g}",
                high=f"{bounds[1]:g}",
            )
        return number

    def _as_number(self, name: str, value: object) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        try:
            return float(parse_number(str(value)))
        except (UnableToError, ValueError):
            raise self.refuse(name, gettext_noop("“{value}” is not a number."), value=value) from None

    def whole(self, name: str, default: int, bounds: tuple[int, int]) -> int:
        """Return a whole number within bounds."""
        number = self.number(name, default, bounds)
        if number != int(number):
            raise self.refuse(name, gettext_noop("“{value}” is not a whole number."), value=f"{number:g}")
        return int(number)

    def flag(self, name: str, *, default: bool) -> bool:
        """Return yes or no."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self.refuse(name, gettext_noop("write true or false."))
        return value

    def part(self, name: str) -> "Part":
        """Return the mapping under a key; empty when it is not there."""
        value = self.values.get(name) or {}
        if not isinstance(value, Mapping):
            raise self.refuse(name, SHOULD_BE_MAPPING)
        return Part(self.file, self.key(name), value)

    def items(self, name: str) -> list[Any]:
        """Return the list under a key; empty when it is not there."""
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.refuse(name, SHOULD_BE_LIST)
        return value

    def parts(self, name: str) -> "list[Part]":
        """Return the mappings of the list under a key."""
        found = []
        for number, value in enumerate(self.items(name), start=1):
            if not isinstance(value, Mapping):
                raise self.refuse(f"{name}[{number}]", SHOULD_BE_MAPPING)
            found.append(Part(self.file, f"{self.key(name)}[{number}]", value))
        return found

    def day(self, name: str) -> date:
        """Return a Jalali date."""
        return self.read_date(name, self.values.get(name))

    def read_date(self, name: str, value: object) -> date:
        """Read a Jalali date; YAML has read none of its own, since dates are kept as text."""
        try:
            return parse_jalali(str(value if value is not None else ""))
        except UnableToError as refusal:
            raise self.refuse(name, "{reason}", reason=refusal.message) from refusal

    def spans(self, name: str) -> tuple[Window, ...]:
        """Return spans of days: single dates, or mappings of first and last."""
        found = []
        for number, value in enumerate(self.items(name), start=1):
            key = f"{name}[{number}]"
            if isinstance(value, Mapping):
                found.append(span(Part(self.file, self.key(key), value)))
            else:
                day = self.read_date(key, value)
                found.append(Window(day, day))
        return tuple(found)


def span(part: Part) -> Window:
    """Read first and last of a span of days."""
    first = part.day("first")
    last = part.day("last") if "last" in part.values else first
    if last < first:
        raise part.refuse("last", gettext_noop("the span ends before it begins."))
    return Window(first, last)


class _TextLoader(yaml.SafeLoader):
    """Keeps dates as the text they were typed as."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(content: bytes, *, file: str) -> Part:
    """Read a YAML file whose top is a mapping."""
    try:
        loaded = yaml.load(content.decode("utf-8-sig"), Loader=_TextLoader)  # noqa: S506 - a SafeLoader
    except UnicodeDecodeError as error:
        message = gettext_noop("{file}: the file is not in UTF-8.")
        raise UnableToReadProgrammeError(message, "encoding", file=file) from error
    except yaml.YAMLError as error:
        raise UnableToReadProgrammeError(
            gettext_noop("{file}, row {row}: this is not YAML."), "yaml", file=file, row=_line(error)
        ) from error
    if not isinstance(loaded, Mapping):
        raise UnableToReadProgrammeError(
            gettext_noop("{file}: the file must be a mapping of names to values."), "yaml", file=file
        )
    return Part(file, "", loaded)


def _line(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None)
    return 1 if mark is None else int(mark.line) + 1
