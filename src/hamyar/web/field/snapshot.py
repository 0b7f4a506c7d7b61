"""What a telephone takes along: the visits of the next weeks, their town files and what is recorded already."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.core.jalali import local_date
from hamyar.visits.enums import COMING, OperationResult, VisitState
from hamyar.visits.models import DeviceOperation, Visit
from hamyar.visits.permissions import CHANGE_VISITS, memberships_of
from hamyar.visits.selectors.meeting import key_of
from hamyar.web.field.briefing import briefs
from hamyar.web.field.choices import field_choices
from hamyar.web.field.kinds import HELD, KINDS, held_id, held_standing, standing_of
from hamyar.web.field.town_file import town_sections
from hamyar.web.municipality.standing import current_standings

AHEAD = timedelta(days=30)
"""How far ahead visits are taken along."""
OPEN = (*COMING, VisitState.HELD, VisitState.MINUTED)
"""States in which a visit is still recorded; afterwards it leaves the telephone."""


def visits_to_carry(*, user: User, at: datetime) -> QuerySet[Visit]:
    """Return the visits a person records soon: a planner all, a member of a team its own."""
    rows = Visit.objects.filter(state__in=OPEN, planned_start__lt=at + AHEAD).select_related(
        "municipality__county", "trip__team"
    )
    if not has_permission(user, CHANGE_VISITS):
        rows = rows.filter(trip__team__in=memberships_of(user=user).values("team"))
    return rows.order_by("planned_start", "pk")


def snapshot(*, user: User, at: datetime) -> dict[str, Any]:
    """Return everything the field page of a person holds."""
    visits = list(visits_to_carry(user=user, at=at))
    records = _records(visits, user)
    standings, on = current_standings(), local_date(at)
    towns = {visit.municipality_id: visit.municipality for visit in visits}
    known = briefs(towns=list(towns.values()), viewer=user, standings=standings, on=on)
    files = {
        pk: town_sections(municipality=town, standings=standings, briefs=known) for pk, town in towns.items()
    }
    return {
        "user": {"id": user.pk, "name": user.full_name},
        "server_time": at.isoformat(),
        "choices": field_choices(on=on),
        "open_conflicts": _open_conflicts(user),
        "visits": [
            {**_visit(visit), "file": files[visit.municipality_id], "records": records[visit.pk]}
            for visit in visits
        ],
    }


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.pk,
        "town": visit.municipality.name,
        "county": visit.municipality.county.name,
        "team": visit.trip.team.name if visit.trip else "",
        "place": visit.place,
        "state": visit.get_state_display(),
        "start": visit.planned_start.isoformat(),
        "end": visit.planned_end.isoformat(),
        "held_id": str(held_id(visit)),
        "desk": visit.get_absolute_url(),
        "paper": reverse("meetings:form", args=[key_of(visit)]),
    }


def _records(visits: Iterable[Visit], reader: User) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for name, kind in KINDS.items():
        for row in kind.open_rows(reader=reader).filter(visit__in=visits):
            standing = standing_of(row, kind).as_json()
            found[row.visit_id].append({"kind": name, "id": str(row.device_id), **standing})
    for visit in visits:
        held = held_standing(visit)
        if held:
            found[visit.pk].append({"kind": HELD, "id": str(held_id(visit)), **held.as_json()})
    return found


def _open_conflicts(user: User) -> list[str]:
    rows = DeviceOperation.objects.filter(
        sent_by=user, result=OperationResult.CONFLICT, resolution=""
    ).order_by("pk")
    return [str(row) for row in rows.values_list("operation_id", flat=True)]


def organisation(language: str) -> str:
    """Return the name of the organisation in the language of the page."""
    names: dict[str, str] = settings.ORGANISATION
    return names.get(language, names["fa"])
