"""What surrounds one item."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count

from hamyar.newsroom.hashtags import hashtags_of_line
from hamyar.newsroom.models import NewsPage, PhotoGalleryPage, Reading, ReadingTotal
from hamyar.newsroom.restrictions import restricted_paths

RELATED = """
SELECT told.id, told.title, told.url_path, item.published_at, item.picture_id
FROM (
    SELECT other.page_id AS page_id, COUNT(*) AS points
    FROM newsroom_hashtaguse AS own JOIN newsroom_hashtaguse AS other ON other.hashtag_id = own.hashtag_id
    WHERE own.page_id = %s GROUP BY other.page_id
    UNION ALL
    SELECT place.newspage_id, 3 * COUNT(*) FROM newsroom_newspage_municipalities AS place
    WHERE place.municipality_id IN ({towns}) GROUP BY place.newspage_id
) AS common
JOIN newsroom_newspage AS item ON item.page_ptr_id = common.page_id
JOIN wagtailcore_page AS told ON told.id = item.page_ptr_id
WHERE told.live AND told.id <> %s{hidden}
GROUP BY told.id, told.title, told.url_path, item.published_at, item.picture_id
ORDER BY SUM(common.points) DESC, item.published_at DESC, told.id DESC LIMIT 4
"""
"""Each page of an item that is made asks this; a town in common counts as three hashtags."""
VIEW_COUNT = """
SELECT (SELECT COALESCE(SUM(imported + counted), 0) FROM newsroom_readingtotal WHERE page_id = %s)
     + (SELECT COUNT(*) FROM newsroom_reading WHERE page_id = %s)
"""
"""Each reader of a kept page asks this; building the same query anew takes twenty times as long as the answer."""


@dataclass(frozen=True)
class RelatedItem:
    """An item that has something in common with another."""

    pk: int
    title: str
    url_path: str
    published_at: dt.datetime
    picture_id: int | None


def hashtag_lines(*, page: NewsPage | PhotoGalleryPage) -> list[list[str]]:
    """Return the hashtags of an item by line, as they were written."""
    return [hashtags_of_line(line) for line in page.hashtags.splitlines()]


def related_items(*, page: NewsPage) -> list[RelatedItem]:
    """Return other items of the same towns or hashtags, those with most in common first."""
    towns = [town.pk for town in page.towns]
    hidden = restricted_paths()
    query = RELATED.format(
        towns=", ".join(["%s"] * len(towns)) or "NULL", hidden=" AND told.path NOT LIKE %s" * len(hidden)
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [page.pk, *towns, page.pk or 0, *(f"{path}%" for path in hidden)])
        rows = cursor.fetchall()
    return [
        RelatedItem(pk, title, url_path, _moment(moment), picture)
        for pk, title, url_path, moment, picture in rows
    ]


def _moment(value: dt.datetime) -> dt.datetime:
    """Return an instant with its zone; SQLite keeps it in UTC and forgets to say so."""
    return value if value.tzinfo else value.replace(tzinfo=dt.UTC)


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
