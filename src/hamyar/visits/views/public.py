"""What everybody sees: the coming visits by county, and calendars by a secret address."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from icalendar import Calendar, Event

from hamyar.core.jalali import TEHRAN
from hamyar.visits.enums import VisitState
from hamyar.visits.models import Feed, Visit
from hamyar.visits.selectors import by_county, published_visits, visits_of_feed

NEXT = 6
"""Visits that stand before those by county."""
GONE = (VisitState.CANCELLED, VisitState.MOVED)


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the coming visits of published programmes by county; no person is named."""
    today = timezone.now().astimezone(TEHRAN).replace(hour=0, minute=0, second=0, microsecond=0)
    visits = published_visits(since=today)
    next_visits = sorted(visits, key=lambda visit: (visit.planned_start, visit.pk))[:NEXT]
    context = {"counties": by_county(visits), "number": len(visits), "next_visits": next_visits}
    return render(request, "visits/calendar.html", context)


@require_GET
@never_cache
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """Send the calendar of a team or a town to whoever knows its secret address."""
    found = Feed.objects.select_related("team", "municipality").filter(key=key, revoked_at=None).first()
    if found is None:
        raise Http404
    made = Calendar()
    made.add("prodid", "-//Hamyar//visits//FA")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("Visits: %(name)s") % {"name": found})
    made.add("x-wr-timezone", "Asia/Tehran")
    for visit in visits_of_feed(feed=found):
        made.add_component(_event(visit, request.get_host(), stamp=found.created_at))
    response = HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    return response


def _event(visit: Visit, host: str, *, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"visit-{visit.pk}@{host}")
    event.add("dtstamp", stamp)
    event.add("dtstart", visit.planned_start)
    event.add("dtend", visit.planned_end)
    event.add("summary", _("Visit to %(town)s") % {"town": visit.municipality.name})
    event.add("location", visit.place or visit.municipality.name)
    event.add("status", "CANCELLED" if visit.state in GONE else _status(visit))
    return event


def _status(visit: Visit) -> str:
    return "TENTATIVE" if visit.state == VisitState.PLANNED else "CONFIRMED"
