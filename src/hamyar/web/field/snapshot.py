"""What a telephone takes along: the visits of the next weeks, their town files and what is recorded already."""

from collections import defaultdict
from collections.abc import Collection, Container, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.core.jalali import local_date
from hamyar.visits.enums import COMING, OperationResult, VisitState
from hamyar.visits.models import CountySession, DeviceOperation, Meeting, Visit
from hamyar.visits.permissions import CHANGE_VISITS, memberships_of
from hamyar.visits.selectors.meeting import key_of, towns_to_confirm
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


def sessions_to_carry(*, user: User, at: datetime) -> QuerySet[CountySession]:
    """Return the county sessions a person records soon, by the same rule."""
    rows = CountySession.objects.filter(state__in=OPEN, planned_start__lt=at + AHEAD).select_related(
        "county", "host", "trip__team"
    )
    if not has_permission(user, CHANGE_VISITS):
        rows = rows.filter(trip__team__in=memberships_of(user=user).values("team"))
    return rows.order_by("planned_start", "pk")


def snapshot(*, user: User, at: datetime) -> dict[str, Any]:
    """Return everything the field page of a person holds."""
    visits, sessions = list(visits_to_carry(user=user, at=at)), list(sessions_to_carry(user=user, at=at))
    records, on = _records([*visits, *sessions], user), local_date(at)
    towns = {visit.municipality_id: visit.municipality for visit in visits}
    standings = current_standings()
    known = briefs(towns=list(towns.values()), viewer=user, standings=standings, on=on)
    files = {
        pk: town_sections(municipality=town, standings=standings, briefs=known) for pk, town in towns.items()
    }
    carried = {session.pk for session in sessions}
    return {
        "user": {"id": user.pk, "name": user.full_name},
        "server_time": at.isoformat(),
        "choices": field_choices(on=on),
        "open_conflicts": _open_conflicts(user),
        "visits": [
            *(_session(session, records) for session in sessions),
            *({**_visit(visit, carried, records), "file": files[visit.municipality_id]} for visit in visits),
        ],
    }


Records = Mapping[str, list[dict[str, Any]]]


def _session(session: CountySession, records: Records) -> dict[str, Any]:
    towns = towns_to_confirm(meeting=session)
    name = _("County session of {county}").format(county=session.county.name)
    told = {"id": key_of(session), "town": name, "county": session.county.name, "session": ""}
    return {**told, **_meeting(session, records), "file": [], "towns": [[t.code, t.name] for t in towns]}


def _visit(visit: Visit, carried: Container[int | None], records: Records) -> dict[str, Any]:
    """Return a visit; ``session`` is the one it belongs to, as far as the telephone has it."""
    town = visit.municipality
    session = f"s{visit.session_id}" if visit.session_id in carried else ""
    told = {"id": visit.pk, "town": town.name, "county": town.county.name, "session": session}
    return {**told, **_meeting(visit, records), "towns": []}


def _meeting(meeting: Meeting, records: Records) -> dict[str, Any]:
    key = key_of(meeting)
    return {
        "team": meeting.trip.team.name if meeting.trip else "",
        "place": meeting.place,
        "state": meeting.get_state_display(),
        "start": meeting.planned_start.isoformat(),
        "end": meeting.planned_end.isoformat(),
        "held_id": str(held_id(meeting)),
        "desk": meeting.get_absolute_url(),
        "paper": reverse("meetings:form", args=[key]),
        "records": records.get(key, []),
    }


def _records(meetings: Collection[Meeting], reader: User) -> Records:
    """Return what is recorded at each meeting by its key: ``12`` is a visit, ``s3`` a county session."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    visits = [each for each in meetings if isinstance(each, Visit)]
    sessions = [each for each in meetings if isinstance(each, CountySession)]
    for name, kind in KINDS.items():
        rows = kind.open_rows(reader=reader).filter(Q(visit__in=visits) | Q(session__in=sessions))
        for row in rows:
            standing = standing_of(row, kind).as_json()
            key = f"s{row.session_id}" if row.session_id else str(row.visit_id)
            found[key].append({"kind": name, "id": str(row.device_id), **standing})
    for meeting in meetings:
        held = held_standing(meeting)
        if held:
            found[key_of(meeting)].append({"kind": HELD, "id": str(held_id(meeting)), **held.as_json()})
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
