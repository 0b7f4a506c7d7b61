"""What items can be drafted from, with the items that tell of it."""

from django.db.models import Prefetch, QuerySet

from hamyar.newsroom.models import NewsPage
from hamyar.priorities.models import Publication
from hamyar.projects.models import Project
from hamyar.projects.selectors import public_projects
from hamyar.visits.enums import MADE
from hamyar.visits.models import CountySession, Visit

MOST = 30


def _told() -> Prefetch[str]:
    return Prefetch("news_items", NewsPage.objects.order_by("-published_at", "-pk"))


def visits_to_tell() -> QuerySet[Visit]:
    """Return the visits made last."""
    rows = Visit.objects.filter(state__in=MADE).select_related("municipality__county")
    return rows.prefetch_related(_told()).order_by("-planned_start", "-pk")[:MOST]


def sessions_to_tell() -> QuerySet[CountySession]:
    """Return the county sessions held last."""
    rows = CountySession.objects.filter(state__in=MADE).select_related("county", "host")
    return rows.prefetch_related(_told()).order_by("-planned_start", "-pk")[:MOST]


def projects_to_tell() -> QuerySet[Project]:
    """Return the investment opportunities published last."""
    return public_projects().prefetch_related(_told()).order_by("-published_at", "-pk")[:MOST]


def rankings_to_tell() -> QuerySet[Publication]:
    """Return the rankings published last."""
    return Publication.objects.prefetch_related(_told()).order_by("-published_at", "-pk")[:MOST]
