"""Reading over time, for editors: readers by day or week, of all items or of one, and the most read items."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Sum

from hamyar.core.jalali import weekday
from hamyar.newsroom.models import DailyReading, NewsPage, PhotoGalleryPage, Reading, ReadingTotal
from hamyar.newsroom.selectors.archive import stories
from hamyar.newsroom.selectors.items import view_counts

WEEK_DAYS = 7


@dataclass(frozen=True)
class Stretch:
    """A day, or the days of a week that were asked for, with their readers."""

    first: date
    last: date
    readers: int


@dataclass(frozen=True)
class ReadItem:
    """An item with its readers in the days that were asked for, and of all time."""

    page: NewsPage | PhotoGalleryPage
    recent: int
    total: int


def daily_readers(*, first: date, last: date, page_id: int | None = None) -> list[Stretch]:
    """Return the readers of each day, of all items together or of one; days without any stand there too."""
    chosen = {"day__range": (first, last)} | ({} if page_id is None else {"page_id": page_id})
    counted: Counter[date] = Counter()
    done = DailyReading.objects.filter(**chosen).order_by().values("day").annotate(n=Sum("readers"))
    fresh = Reading.objects.filter(**chosen).order_by().values("day").annotate(n=Count("pk"))
    for row in (*done, *fresh):
        counted[row["day"]] += row["n"]
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return [Stretch(day, day, counted[day]) for day in days]


def by_week(days: Iterable[Stretch]) -> list[Stretch]:
    """Put days together to weeks that begin on Saturday; the first and the last may be shorter."""
    weeks: dict[date, list[Stretch]] = {}
    for day in days:
        weeks.setdefault(day.first - timedelta(days=weekday(day.first)), []).append(day)
    return [
        Stretch(week[0].first, week[-1].last, sum(day.readers for day in week)) for week in weeks.values()
    ]


def most_read(*, first: date, last: date, most: int = 20) -> list[ReadItem]:
    """Return the items that most read in these days, then those most read of all time, then the newest."""
    chosen = {"day__range": (first, last)}
    recent: Counter[int] = Counter()
    done = DailyReading.objects.filter(**chosen).order_by().values("page_id").annotate(n=Sum("readers"))
    fresh = Reading.objects.filter(**chosen).order_by().values("page_id").annotate(n=Count("pk"))
    for row in (*done, *fresh):
        recent[row["page_id"]] += row["n"]
    known = ReadingTotal.objects.annotate(n=F("imported") + F("counted")).order_by("-n", "-page_id")
    newest = stories().values_list("pk", flat=True)[:most]
    pages = _live({*recent, *known.values_list("page_id", flat=True)[: most + len(recent)], *newest})
    totals = view_counts(page_ids=pages)
    order = sorted(pages, key=lambda pk: (-recent[pk], -totals[pk], -pk))[:most]
    return [ReadItem(pages[pk], recent[pk], totals[pk]) for pk in order]


def _live(page_ids: Iterable[int]) -> dict[int, NewsPage | PhotoGalleryPage]:
    wanted = list(page_ids)
    found: dict[int, NewsPage | PhotoGalleryPage] = {}
    for model in (NewsPage, PhotoGalleryPage):
        found.update(model.objects.live().in_bulk(wanted))
    return found


def story_told(*, pk: int) -> NewsPage | PhotoGalleryPage | None:
    """Return an item or a gallery that was ever published, also one that was taken back."""
    for model in (NewsPage, PhotoGalleryPage):
        if page := model.objects.filter(pk=pk, first_published_at__isnull=False).first():
            return page
    return None
