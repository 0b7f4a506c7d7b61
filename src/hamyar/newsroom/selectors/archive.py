"""Lists of published items."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from hamyar.core.jalali import TEHRAN, jalali_parts, month_bounds
from hamyar.core.pagecache import kept_part
from hamyar.newsroom.hashtags import hashtag_key
from hamyar.newsroom.models import NewsGroup, NewsPage
from hamyar.newsroom.restrictions import open_to_all
from hamyar.places.models import Municipality

SHOWN_OF_CARD = (
    *("title", "url_path", "kicker", "lead", "published_at"),
    *(f"news_group__{name}" for name in ("slug", "name_fa", "name_en")),
    *(f"picture__{name}" for name in ("title", "description", "file", "file_hash", "width", "height")),
    *(f"picture__focal_point_{name}" for name in ("x", "y", "width", "height")),
)


@dataclass(frozen=True)
class Archive:
    """By what a list is narrowed; nothing set means all."""

    group: NewsGroup | None = None
    tag: str = ""
    town: Municipality | None = None
    month: tuple[int, int] | None = None


def stories(*, archive: Archive | None = None) -> QuerySet[NewsPage]:
    """Return the published items, the newest first."""
    chosen = archive or Archive()
    items: QuerySet[NewsPage] = open_to_all(NewsPage.objects.live())
    if chosen.group:
        items = items.filter(news_group=chosen.group)
    if chosen.tag:
        items = items.filter(hashtag_uses__hashtag__key=hashtag_key(chosen.tag))
    if chosen.town:
        items = items.filter(municipalities=chosen.town)
    if chosen.month:
        items = items.filter(published_at__range=_instants(*month_bounds(*chosen.month)))
    return items.select_related("news_group", "picture").order_by("-published_at", "-pk")


def story_cards(*, archive: Archive | None = None) -> QuerySet[NewsPage]:
    """Return the published items with what lists show of them; their texts stay where they are."""
    return stories(archive=archive).only(*SHOWN_OF_CARD)


def _instants(first: date, last: date) -> tuple[datetime, datetime]:
    start = datetime.combine(first, time.min, TEHRAN)
    end = datetime.combine(last + timedelta(days=1), time.min, TEHRAN) - timedelta(microseconds=1)
    return start, end


@kept_part
def news_groups() -> list[NewsGroup]:
    """Return the groups of news in their order."""
    return list(NewsGroup.objects.all())


@kept_part
def archive_months() -> list[tuple[int, int, int]]:
    """Return Jalali year, month and number of items, the newest first."""
    moments = stories().values_list("published_at", flat=True)
    counted = Counter(jalali_parts(moment)[:2] for moment in moments)
    return [(year, month, counted[year, month]) for year, month in sorted(counted, reverse=True)]
