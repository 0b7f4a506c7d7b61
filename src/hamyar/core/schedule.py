"""Regular work: what the worker does by itself, every day at a time of Tehran or every few minutes.

A stage names its regular work in one place, ``<stage>/schedule.py``::

    WORK = (
        RegularWork("newsroom.publish_scheduled", publish_scheduled, every=timedelta(minutes=5)),
        RegularWork("commitments.remind", remind, daily=time(7, 30)),
    )

The function is called with ``at``, the moment of the call. It must be harmless when it is called twice: work whose
worker died is begun again, and so is work that failed. Times that passed while no worker ran are caught up once,
not once for each.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from django.apps import apps
from django.db.models import Q

from hamyar.core.jalali import TEHRAN
from hamyar.core.models import ScheduledWork

if TYPE_CHECKING:
    from collections.abc import Iterable

logger = logging.getLogger(__name__)

HOLD = timedelta(minutes=30)
"""How long a worker keeps others away; one that died is followed after it."""
AGAIN_AFTER = timedelta(minutes=10)
"""How long after a failure the next attempt comes."""
_PRODUCT = "hamyar."
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class Function(Protocol):
    """What does the work."""

    def __call__(self, *, at: datetime) -> object:
        """Do what is due at a moment."""


@dataclass(frozen=True)
class RegularWork:
    """Work with a name that stays, and either a time of day in Tehran or a distance between two times."""

    name: str
    function: Function
    daily: time | None = None
    every: timedelta | None = None

    def __post_init__(self) -> None:
        if (self.daily is None) == (self.every is None):
            raise ValueError(f"{self.name} needs a time of day or a distance, not both")
        if self.every is not None and self.every <= timedelta():
            raise ValueError(f"{self.name} needs a distance longer than nothing")

    def slot(self, at: datetime) -> datetime:
        """Return the last time, up to a moment, at which the work was due."""
        if self.every is not None:
            return _EPOCH + (at - _EPOCH) // self.every * self.every
        local = at.astimezone(TEHRAN)
        today = datetime.combine(local.date(), self.daily or time.min, TEHRAN)
        return today if today <= local else today - timedelta(days=1)


@cache
def regular_work() -> tuple[RegularWork, ...]:
    """Return the regular work of all stages, in the order of the stages."""
    found: list[RegularWork] = []
    for config in apps.get_app_configs():
        module = f"{config.name}.schedule"
        if config.name.startswith(_PRODUCT) and config.name != "hamyar.core" and find_spec(module):
            found.extend(import_module(module).WORK)
    names = [work.name for work in found]
    if len(names) != len(set(names)):
        raise ValueError(f"two kinds of regular work share a name: {names}")
    return tuple(found)


def run_due(*, at: datetime, works: Iterable[RegularWork] | None = None) -> list[str]:
    """Do the work that is due and that no other worker does; return the names of what was done.

    Call it outside a transaction: a claim counts when others can see it.
    """
    chosen = regular_work() if works is None else works
    return [work.name for work in chosen if _claimed(work, at) and _done(work, at)]


def _claimed(work: RegularWork, at: datetime) -> bool:
    """Take the work by one conditional update: of two workers one changes the row.

    Most ticks find nothing due; they only read.
    """
    ScheduledWork.objects.get_or_create(name=work.name)
    rows = ScheduledWork.objects.filter(
        Q(slot=None) | Q(slot__lt=work.slot(at)), Q(held_until=None) | Q(held_until__lte=at), name=work.name
    )
    return rows.exists() and bool(rows.update(held_until=at + HOLD, started_at=at))


def _done(work: RegularWork, at: datetime) -> bool:
    row = ScheduledWork.objects.filter(name=work.name)
    try:
        work.function(at=at)
    except Exception as failure:  # the edge of a process: one kind of work must not stop the others
        logger.exception("Regular work %s failed", work.name)
        row.update(held_until=at + AGAIN_AFTER, failure=type(failure).__name__)
        return False
    row.update(slot=work.slot(at), held_until=None, finished_at=at, failure="")
    return True
