"""What the desk holds for a person who has signed in: never in the index, asked of each stage's own rule of who may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamyar.accounts.models import User
from hamyar.commitments.models import Commitment
from hamyar.commitments.selectors import commitments_visible_to
from hamyar.core.jalali import format_jalali
from hamyar.core.search import Query
from hamyar.core.search.excerpts import Piece, marked
from hamyar.core.search.terms import terms_of
from hamyar.core.translation import active_language
from hamyar.findings.selectors.register import Filters, register
from hamyar.places.selectors import municipalities_matching
from hamyar.projects.selectors import Filters as Asked
from hamyar.projects.selectors import register as projects
from hamyar.visits.models import Visit
from hamyar.visits.permissions import visits_visible_to

MOST_SHOWN = 5
MOST_READ = 2_000
"""So many of the promises a person may read are looked through, the latest first."""


@dataclass(frozen=True)
class Record:
    """A record of the desk as a page shows it."""

    name: list[Piece]
    note: str
    address: str


@dataclass(frozen=True)
class Records:
    """Records of one kind, and the register that shows all of them."""

    label: str | Promise
    icon: str
    rows: list[Record]
    register: str = ""


def inside(*, user: User | AnonymousUser, query: Query) -> list[Records]:
    """Return what the person may read of findings, projects, promises and visits that hold every word; at most four queries."""
    if not isinstance(user, User) or not query.words:
        return []
    found = [_findings(user, query), _projects(user, query), _promises(user, query), _visits(user, query)]
    return [records for records in found if records.rows]


def _findings(user: User, query: Query) -> Records:
    rows = register(viewer=user, filters=Filters(words=query.text))[:MOST_SHOWN]
    records = [
        Record(
            marked(row.title, query=query),
            f"{row.get_kind_display()} · {row.place.name} · {row.get_state_display()}",
            row.get_absolute_url(),
        )
        for row in rows
    ]
    address = f"{reverse('findings:list')}?{urlencode({'q': query.text})}"
    return Records(gettext_lazy("Findings"), "bulb", records, address)


def _projects(user: User, query: Query) -> Records:
    rows = projects(viewer=user, filters=Asked(words=query.text))[:MOST_SHOWN]
    records = [
        Record(
            marked(row.title, query=query),
            f"{row.code} · {row.municipality.name} · {row.get_stage_display()}",
            row.get_absolute_url(),
        )
        for row in rows
    ]
    address = f"{reverse('projects:list')}?{urlencode({'q': query.text})}"
    return Records(gettext_lazy("Projects"), "building-factory-2", records, address)


def _promises(user: User, query: Query) -> Records:
    rows = commitments_visible_to(user=user).select_related("company", "municipality", "town")
    found = _holding(query, rows.order_by("-recorded_at", "-pk")[:MOST_READ])
    records = [
        Record(
            marked(str(row), query=query),
            f"{row.promised_by} · {row.get_state_display()}",
            row.get_absolute_url(),
        )
        for row in found
    ]
    return Records(gettext_lazy("Promises"), "checklist", records, reverse("commitments:list"))


def _holding(query: Query, rows: Iterable[Commitment]) -> list[Commitment]:
    """Return the first promises that hold every word, whatever the spelling."""
    found: list[Commitment] = []
    for row in rows:
        town = row.town or row.municipality
        terms = set(terms_of(f"{row.text} {row.owner_name} {row.promised_by} {town.name_fa if town else ''}"))
        if all(any(terms.issuperset(way.terms) for way in word.ways) for word in query.words):
            found.append(row)
            if len(found) == MOST_SHOWN:
                break
    return found


def _visits(user: User, query: Query) -> Records:
    towns = municipalities_matching(query=query.text)
    rows = visits_visible_to(user=user).filter(municipality__in=towns).select_related("municipality")
    records = [
        Record([Piece(_title(row))], str(row.get_state_display()), row.get_absolute_url())
        for row in rows.order_by("-planned_start", "-pk")[:MOST_SHOWN]
    ]
    return Records(gettext_lazy("Visits"), "calendar-event", records)


def _title(visit: Visit) -> str:
    day = format_jalali(visit.held_start or visit.planned_start, language=active_language())
    return _("Visit to {town}, {day}").format(town=visit.municipality.name, day=day)
