"""Which pages not everybody may read: hardly ever any, so lists and items ask once for all."""

from typing import TypeVar

from django.db.models import Q, QuerySet
from wagtail.models import Page, PageViewRestriction

from hamyar.core.pagecache import kept_part

P = TypeVar("P", bound=Page)


@kept_part
def restricted_paths() -> tuple[str, ...]:
    """Return the places in the tree of pages below which reading is restricted."""
    return tuple(PageViewRestriction.objects.order_by("pk").values_list("page__path", flat=True))


def open_to_all(pages: QuerySet[P]) -> QuerySet[P]:
    """Leave out what not everybody may read."""
    within = Q()
    for path in restricted_paths():
        within |= Q(path__startswith=path)
    return pages.exclude(within) if within else pages
