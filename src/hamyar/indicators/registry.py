"""The shipped definitions, read from ``definitions/*.yaml`` and refused when a field is missing or wrong."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hamyar.core.errors import UnableToError
from hamyar.core.translation import gettext_noop as _
from hamyar.core.translation import translate
from hamyar.indicators.enums import Direction, Level, Theme

FOLDER = Path(__file__).parent / "definitions"
REQUIRED = {
    "name",
    "unit",
    "why",
    "how",
    "source",
    "author",
    "code",
    "position",
    "theme",
    "decimals",
    "direction",
    "level",
    "valid_range",
    "written_on",
    "review_due_on",
}
OPTIONAL = {"checker", "checked_on"}
OTHER_FILES = {"actions.yaml"}
"""What stands in the same folder and defines no indicator: the words of the audit record."""
CHOICES = {"theme": Theme, "direction": Direction, "level": Level}


class UnableToReadDefinitionError(UnableToError):
    """A definition file that does not say what it must."""

    default_code = "definition_wrong"


@dataclass(frozen=True)
class Told:
    """A text in both languages."""

    fa: str
    en: str


@dataclass(frozen=True)
class Definition:
    """What an indicator is, as written in its file."""

    code: str
    position: int
    name: Told
    theme: Theme
    unit: Told
    decimals: int
    direction: Direction
    level: Level
    least: float
    most: float
    why: Told
    how: Told
    source: Told
    author: Told
    written_on: dt.date
    review_due_on: dt.date
    checker: Told | None = None
    checked_on: dt.date | None = None


def read_definition(text: str, *, file_name: str) -> Definition:
    """Read one definition.

    Raises
    ------
    UnableToReadDefinitionError
        Naming the file and the field that is missing, unknown or wrong.
    """
    entry = _mapping(text, file_name)
    _check_fields(entry, file_name)
    definition = Definition(
        code=_code(entry, file_name),
        position=_whole(entry, "position", file_name),
        decimals=_whole(entry, "decimals", file_name, most=6),
        theme=Theme(_choice(entry, "theme", file_name)),
        direction=Direction(_choice(entry, "direction", file_name)),
        level=Level(_choice(entry, "level", file_name)),
        written_on=_day(entry, "written_on", file_name),
        review_due_on=_day(entry, "review_due_on", file_name),
        checked_on=_day(entry, "checked_on", file_name) if "checked_on" in entry else None,
        checker=_told(entry, "checker", file_name) if "checker" in entry else None,
        least=_range(entry, file_name)[0],
        most=_range(entry, file_name)[1],
        name=_told(entry, "name", file_name),
        unit=_told(entry, "unit", file_name),
        why=_told(entry, "why", file_name),
        how=_told(entry, "how", file_name),
        source=_told(entry, "source", file_name),
        author=_told(entry, "author", file_name),
    )
    if definition.review_due_on <= definition.written_on:
        raise _wrong(file_name, "review_due_on", _("must lie after written_on"))
    return definition


@cache
def definitions(folder: Path = FOLDER) -> tuple[Definition, ...]:
    """Return all definitions of a folder by position; each code stands once."""
    paths = [path for path in sorted(folder.glob("*.yaml")) if path.name not in OTHER_FILES]
    found = [read_definition(path.read_text("utf-8"), file_name=path.name) for path in paths]
    return tuple(sorted(found, key=lambda definition: (definition.position, definition.code)))


def _wrong(file_name: str, field: str, what: str, **params: object) -> UnableToReadDefinitionError:
    reason = translate(what).format(**params)
    return UnableToReadDefinitionError(
        _("{file}: the field “{field}” {reason}."), file=file_name, field=field, reason=reason
    )


def _mapping(text: str, file_name: str) -> dict[str, Any]:
    try:
        entry = yaml.safe_load(text)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise UnableToReadDefinitionError(
            _("{file}: line {line} is not valid YAML."), "definition_not_yaml", file=file_name, line=line
        ) from error
    if not isinstance(entry, dict):
        raise UnableToReadDefinitionError(_("{file}: a definition is a list of fields."), file=file_name)
    return entry


def _check_fields(entry: Mapping[str, Any], file_name: str) -> None:
    for field in sorted(REQUIRED - set(entry)):
        raise _wrong(file_name, field, _("is missing"))
    for field in sorted(map(str, set(entry) - REQUIRED - OPTIONAL)):
        raise _wrong(file_name, field, _("is not known"))
    if ("checker" in entry) != ("checked_on" in entry):
        raise _wrong(file_name, "checker", _("and its date “checked_on” belong together"))


def _code(entry: Mapping[str, Any], file_name: str) -> str:
    code = entry["code"]
    if f"{code}.yaml" != file_name:
        raise _wrong(file_name, "code", _("must be the name of the file"))
    if not str(code).isidentifier() or not str(code).islower():
        raise _wrong(file_name, "code", _("may hold small Latin letters, digits and underscores only"))
    return str(code)


def _choice(entry: Mapping[str, Any], field: str, file_name: str) -> str:
    if entry[field] not in CHOICES[field].values:
        raise _wrong(
            file_name, field, _("must be one of: {choices}"), choices=", ".join(CHOICES[field].values)
        )
    return str(entry[field])


def _whole(entry: Mapping[str, Any], field: str, file_name: str, most: int = 30_000) -> int:
    number = entry[field]
    if type(number) is not int or not 0 <= number <= most:
        raise _wrong(file_name, field, _("must be a whole number from 0 to {most}"), most=most)
    return number


def _day(entry: Mapping[str, Any], field: str, file_name: str) -> dt.date:
    day = entry[field]
    if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
        raise _wrong(file_name, field, _("must be a Gregorian date such as 2026-11-22"))
    return day


def _told(entry: Mapping[str, Any], field: str, file_name: str) -> Told:
    texts = entry[field]
    if not isinstance(texts, dict) or set(texts) != {"fa", "en"}:
        raise _wrong(file_name, field, _("must have a text under fa and one under en"))
    if not all(isinstance(text, str) and text.strip() for text in texts.values()):
        raise _wrong(file_name, field, _("must not be empty in any language"))
    return Told(**texts)


def _range(entry: Mapping[str, Any], file_name: str) -> tuple[float, float]:
    ends = entry["valid_range"]
    if not isinstance(ends, list) or [type(end) in {int, float} for end in ends] != [True, True]:
        raise _wrong(file_name, "valid_range", _("must be two numbers such as [0, 100]"))
    if ends[0] >= ends[1]:
        raise _wrong(file_name, "valid_range", _("must begin with the smaller number"))
    return float(ends[0]), float(ends[1])
