"""What surrounds one item."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Count, Prefetch, Q, QuerySet

from hamyar.newsroom.enums import BESIDE_TITLE
from hamyar.newsroom.hashtags import hashtags_of_line
from hamyar.newsroom.models import HashtagUse, NewsPage, PhotoGalleryPage, Picture, Reading, ReadingTotal
from hamyar.newsroom.selectors.archive import stories

MOST_RELATED = 4
SHOWN_OF_RELATED = ("title", "url_path", "published_at", "picture")
VIEW_COUNT = """
SELECT (SELECT COALESCE(SUM(imported + counted), 0) FROM newsroom_readingtotal WHERE page_id = %s)
     + (SELECT COUNT(*) FROM newsroom_reading WHERE page_id = %s)
"""
"""Each reader of a kept page asks this; building the same query anew takes twenty times as long as the answer."""


def hashtag_lines(*, page: NewsPage | PhotoGalleryPage) -> list[list[str]]:
    """Return the hashtags of an item by line, as they were written."""
    return [hashtags_of_line(line) for line in page.hashtags.splitlines()]


def related_items(*, page: NewsPage) -> QuerySet[NewsPage]:
    """Return other items of the same towns or hashtags, those with most in common first."""
    towns = [town.pk for town in page.towns]
    tags = HashtagUse.objects.filter(page=page.pk).order_by().values("hashtag")
    common = Count("hashtag_uses", filter=Q(hashtag_uses__hashtag__in=tags), distinct=True)
    shared = Count("municipalities", filter=Q(municipalities__in=towns), distinct=True)
    return (
        stories()
        .select_related(None)
        .only(*SHOWN_OF_RELATED)
        .prefetch_related(Prefetch("picture", Picture.objects.prefetch_renditions(BESIDE_TITLE)))
        .exclude(pk=page.pk)
        .annotate(common=common + shared * 3)
        .filter(common__gt=0)
        .order_by("-common", "-published_at", "-pk")[:MOST_RELATED]
    )


def view_count(*, page_id: int) -> int:
    """Return how many readers an item had: of the old site, of days that are over, of today."""
    with connection.cursor() as cursor:
        cursor.execute(VIEW_COUNT, [page_id, page_id])
        return int(cursor.fetchone()[0])


def view_counts(*, page_ids: Iterable[int]) -> dict[int, int]:
    """Return how many readers each item had."""
    counts = dict.fromkeys(page_ids, 0)
    for total in ReadingTotal.objects.filter(page_id__in=counts):
        counts[total.page_id] += total.imported + total.counted
    rows = Reading.objects.filter(page_id__in=counts).values("page_id").annotate(readers=Count("pk"))
    for row in rows.order_by():
        counts[row["page_id"]] += row["readers"]
    return counts
