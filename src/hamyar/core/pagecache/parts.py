"""Results that several pages are made from, kept in this process as long as what they were read from is the same.

A page that is made anew because one item was published need not read and draw the whole province again. A part
stays with the tables it was read from, as a page does, and hands them to the page that uses it.
"""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone
from django.utils.translation import get_language

from hamyar.core.pagecache.changes import note_tables_read, tables_read, version_of_request

P = ParamSpec("P")
T = TypeVar("T")

MOST_PARTS = 2048


@dataclass(frozen=True)
class Part:
    """A result, what it was read from and until when it is kept."""

    value: Any
    tables: frozenset[str]
    version: tuple[Any, ...]
    until: float


_parts: dict[Hashable, Part] = {}


def kept_part(make: Callable[P, T]) -> Callable[P, T]:
    """Keep what a function of hashable arguments returns, by arguments, language and day.

    The result is shared by all readers: it must be the same for everybody, and nobody may change it. Inside a
    transaction, where others do not see what was written, it is made anew.
    """

    @wraps(make)
    def kept(*args: P.args, **kwargs: P.kwargs) -> T:
        if not parts_are_kept():
            return make(*args, **kwargs)
        words = (args, tuple(sorted(kwargs.items())), get_language(), timezone.localdate())
        return cast("T", _value(lambda: make(*args, **kwargs), key=(make, words)))

    return kept


def parts_are_kept() -> bool:
    """Tell whether parts are kept here and now."""
    is_on = bool(settings.PART_CACHE_SECONDS) and not settings.DEBUG
    return is_on and not connections[DEFAULT_DB_ALIAS].in_atomic_block


def _value(make: Callable[[], Any], *, key: Hashable) -> Any:
    version = version_of_request()
    part = _parts.get(key)
    if part is None or part.until < time.time() or part.version != version.of(part.tables):
        with tables_read() as tables:
            value = make()
        named = frozenset(tables)
        part = Part(value, named, version.of(named), time.time() + settings.PART_CACHE_SECONDS)
        if not named & settings.PAGE_CACHE_UNWATCHED:
            _keep(key, part)
    note_tables_read(part.tables)
    return part.value


def forget_parts() -> None:
    """Forget every part of this process."""
    _parts.clear()


def _keep(key: Hashable, part: Part) -> None:
    if len(_parts) >= MOST_PARTS:
        for oldest in list(_parts)[: MOST_PARTS // 4]:
            _parts.pop(oldest, None)
    _parts[key] = part
