"""Counting readers; the rules stand in ``docs/how-to/newsroom.md``.

A reader counts once per item and day. Each reading is one row whose uniqueness the database keeps, so several
processes count right and what a crash leaves is whole: a row is stored or it is not.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from hamyar.core.jalali import local_date
from hamyar.newsroom.models import DailyReading, Reading, ReadingTotal


def reader_digest(*, address: str, browser: str, day: date) -> str:
    """Return what stands for a reader on one day; tomorrow's cannot be joined to it without the key."""
    key = hmac.digest(settings.SECRET_KEY.encode(), f"reading {day.isoformat()}".encode(), "sha256")
    return hmac.new(key, f"{address}\n{browser}".encode(), hashlib.sha256).hexdigest()[:32]


def count_reading(*, page_id: int, reader: str, day: date) -> None:
    """Note that somebody read an item today; the same reader again changes nothing.

    Side effects: earlier days of this item are folded into numbers and their digests forgotten.
    """
    with _on_disk():
        Reading.objects.bulk_create([Reading(page_id=page_id, day=day, reader=reader)], ignore_conflicts=True)
    if Reading.objects.filter(page_id=page_id, day__lt=day).exists():
        fold_readings(page_id=page_id, before=day)


@contextmanager
def _on_disk() -> Iterator[None]:
    """Let what is written meanwhile reach the disk before it counts as stored.

    PostgreSQL does; SQLite as it is set otherwise (``synchronous`` is NORMAL) survives the end of a process but
    may lose the last seconds before a power cut. Inside a transaction the caller's commit decides.
    """
    is_lazy = connection.vendor == "sqlite" and not connection.in_atomic_block
    if is_lazy:
        _synchronous("FULL")
    try:
        yield
    finally:
        if is_lazy:
            _synchronous("NORMAL")


def _synchronous(level: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous={level}")


@transaction.atomic
def fold_readings(*, page_id: int, before: date) -> int:
    """Turn readings of days that are over into numbers; return how many.

    The total's row is locked, and exactly the rows that were counted are deleted: nothing is lost or counted twice.
    """
    total, _is_new = ReadingTotal.objects.get_or_create(page_id=page_id)
    ReadingTotal.objects.select_for_update().get(pk=total.pk)
    rows = list(Reading.objects.filter(page_id=page_id, day__lt=before).values_list("pk", "day"))
    for day, readers in Counter(day for _pk, day in rows).items():
        kept, _is_new = DailyReading.objects.get_or_create(page_id=page_id, day=day, defaults={"readers": 0})
        DailyReading.objects.filter(pk=kept.pk).update(readers=F("readers") + readers)
    ReadingTotal.objects.filter(pk=total.pk).update(counted=F("counted") + len(rows))
    Reading.objects.filter(pk__in=[pk for pk, _day in rows]).delete()
    return len(rows)


def fold_all_readings(*, before: date) -> int:
    """Fold the days that are over for every item; return how many readings."""
    pages = Reading.objects.filter(day__lt=before).order_by("page_id").values_list("page_id", flat=True)
    return sum(fold_readings(page_id=page_id, before=before) for page_id in pages.distinct())


def fold_past_days(*, at: datetime) -> int:
    """Fold the days that are over at a moment, in Tehran."""
    return fold_all_readings(before=local_date(at))
