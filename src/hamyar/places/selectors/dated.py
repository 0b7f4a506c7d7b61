"""Facts that hold from a day until another."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol, TypeVar

from django.db.models import Expression, Q


class Dated(Protocol):
    """Anything with the days from which and until which it holds."""

    since: dt.date
    until: dt.date | None


DatedT = TypeVar("DatedT", bound=Dated)


def valid_on(on: dt.date | Expression) -> Q:
    """Filter dated facts (``since``, ``until``) to those that hold on a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def at_day(facts: Iterable[DatedT], *, on: dt.date) -> DatedT | None:
    """Return the fact that holds on a day, the newest where several do; works on prefetched rows."""
    holding = [fact for fact in facts if fact.since <= on and (fact.until is None or fact.until > on)]
    return max(holding, key=lambda fact: fact.since, default=None)
