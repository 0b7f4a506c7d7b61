"""Reading over time, for editors."""

from collections import Counter
from datetime import date

from django.db.models import Count, Sum

from hamyar.newsroom.models import DailyReading, NewsPage, Reading
from hamyar.newsroom.selectors.archive import stories
from hamyar.newsroom.selectors.items import view_counts


def daily_readers(*, first: date, last: date) -> list[tuple[date, int]]:
    """Return the readers of all items together by day."""
    counted: Counter[date] = Counter()
    done = DailyReading.objects.filter(day__range=(first, last)).values("day").annotate(n=Sum("readers"))
    fresh = Reading.objects.filter(day__range=(first, last)).values("day").annotate(n=Count("pk"))
    for row in (*done.order_by(), *fresh.order_by()):
        counted[row["day"]] += row["n"]
    return sorted(counted.items())


def most_read(*, most: int = 20) -> list[tuple[NewsPage, int]]:
    """Return the most read items with their readers."""
    items = {item.pk: item for item in stories()}
    counts = view_counts(page_ids=items)
    order = sorted(counts, key=lambda pk: (-counts[pk], -pk))[:most]
    return [(items[pk], counts[pk]) for pk in order]
