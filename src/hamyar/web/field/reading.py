"""Reading what a device sent: each value in its type, or a refusal that names the field."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NoReturn, TypeVar
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive
from django.utils.translation import gettext_noop as _

from hamyar.core.errors import UnableToError
from hamyar.core.jalali import TEHRAN

Values = Mapping[str, Any]
Parsed = TypeVar("Parsed")


class UnableToReadError(UnableToError):
    """Something a device sent that is not what it should be."""


def text(values: Values, name: str) -> str:
    """Return a text; a missing one is empty."""
    value = values.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        _refuse(name)
    return value


def truth(values: Values, name: str) -> bool:
    """Return a yes or no; a missing one is no."""
    value = values.get(name)
    if not isinstance(value, bool | None):
        _refuse(name)
    return bool(value)


def whole(values: Values, name: str) -> int:
    """Return a whole number that is not negative; a missing one is 0."""
    value = values.get(name)
    if value in (None, ""):
        return 0
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        _refuse(name)
    return value


def real(values: Values, name: str) -> float | None:
    """Return a number, or nothing."""
    return _parsed(values, name, float)


def day(values: Values, name: str) -> date | None:
    """Return a date, or nothing."""
    return _parsed(values, name, date.fromisoformat)


def moment(values: Values, name: str) -> datetime | None:
    """Return an instant that says its zone, or nothing."""
    found = _parsed(values, name, parse_datetime)
    if found is not None and is_naive(found):
        _refuse(name)
    return found


def tehran(values: Values, name: str) -> datetime | None:
    """Return an instant written as a day and an hour of Tehran, or nothing."""
    found = _parsed(values, name, parse_datetime)
    return found.replace(tzinfo=TEHRAN) if found is not None and is_naive(found) else found


def identity(values: Values, name: str) -> UUID | None:
    """Return an id made on a device, or nothing."""
    return _parsed(values, name, UUID)


def needed_identity(values: Values, name: str) -> UUID:
    """Return an id made on a device."""
    found = identity(values, name)
    if found is None:
        _refuse(name)
    return found


def _parsed(values: Values, name: str, parse: Callable[[Any], Parsed | None]) -> Parsed | None:
    value = values.get(name)
    if value in (None, ""):
        return None
    try:
        parsed = parse(value)
    except (TypeError, ValueError, AttributeError):
        parsed = None
    if parsed is None:
        _refuse(name)
    return parsed


def _refuse(name: str) -> NoReturn:
    raise UnableToReadError(_("What the device sent could not be read: {name}."), "unreadable", name=name)
