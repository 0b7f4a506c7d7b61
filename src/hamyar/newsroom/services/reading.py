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
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from hamyar.core.jalali import local_date
from hamyar.newsroom.models import DailyReading, Reading, ReadingTotal

LINE_DIGITS = 12
"""So many digits of a reader's digest stand for the line."""
MOST_OF_LINE = 100
"""Browsers behind one address that count as readers of one item on one day: a whole office, not a program."""


def reader_digest(*, address: str, browser: str, day: date) -> str:
    """Return what stands for a reader on one day; tomorrow's cannot be joined to it without the key.

    It begins with what stands for the reader's line, which many may share.
    """
    key = hmac.digest(settings.SECRET_KEY.encode(), f"reading {day.isoformat()}".encode(), "sha256")

    def digest(words: str) -> str:
        return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()

    return digest(_line(address))[:LINE_DIGITS] + digest(f"{address}\n{browser}")[: 32 - LINE_DIGITS]


def _line(address: str) -> str:
    """Return what a provider gives one customer: an address, or in the sixth version a net of 2⁶⁴."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(IPv6Network((int(found), 64), strict=False)) if isinstance(found, IPv6Address) else address


def count_reading(*, page_id: int, reader: str, day: date) -> None:
    """Note that somebody read an item today; the same reader again changes nothing.

    From one line only so many browsers count in a day: programs that invent a new one for each request end there.

    Side effects: earlier days of this item are folded into numbers and their digests forgotten.
    """
    today = Reading.objects.filter(page_id=page_id, day=day)
    if today.filter(reader__startswith=reader[:LINE_DIGITS]).count() >= MOST_OF_LINE:
        return
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
