"""One visit or county session on its way: agreed with the town, moved, cancelled, held, closed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_permission
from hamyar.core.audit import record
from hamyar.core.calendar import working_calendar
from hamyar.core.jalali import TEHRAN, local_date
from hamyar.core.persian import normalise_line
from hamyar.visits.enums import COMING, MADE, VISIT_MOVES, WITH_REASON, VisitState
from hamyar.visits.errors import UnableToChangeVisitError
from hamyar.visits.models import CountySession, Meeting, Trip, Visit
from hamyar.visits.permissions import CHANGE_VISITS, require_can_record
from hamyar.visits.services.days import is_nowruz_pause
from hamyar.visits.services.meeting.saving import locked as locked_meeting


def require_visit_move(*, visit: Meeting, to: VisitState, reason: str = "") -> None:
    """Refuse a step that the table of moves does not hold, or that needs a reason and has none."""
    if to not in VISIT_MOVES[VisitState(visit.state)]:
        raise UnableToChangeVisitError(
            _("The visit is {state}; this step is not open."),
            "step_not_open",
            state=visit.get_state_display(),
        )
    if to in WITH_REASON and not reason.strip():
        raise UnableToChangeVisitError(_("Give the reason."), "reason_missing")


@transaction.atomic
def confirm_visit(*, visit: Visit, by: User, at: datetime) -> Visit:
    """Record that the town agreed to the day."""
    return _change(visit, VisitState.CONFIRMED, "", by=by, at=at)


@transaction.atomic
def cancel_visit(*, visit: Visit, reason: str, by: User, at: datetime) -> Visit:
    """Cancel a visit with a reason; it stays on record."""
    return _change(visit, VisitState.CANCELLED, reason, by=by, at=at)


def _change(visit: Visit, to: VisitState, reason: str, *, by: User, at: datetime) -> Visit:
    require_permission(by, CHANGE_VISITS)
    locked = Visit.objects.select_for_update().get(pk=visit.pk)
    require_visit_move(visit=locked, to=to, reason=reason)
    changes = {"state": [locked.state, to], **({"reason": [locked.reason, reason]} if reason else {})}
    locked.state, locked.reason = to, reason.strip()
    locked.save()
    record(by=by, at=at, action="change_visit_state", target=locked, changes=changes)
    return locked


@dataclass(frozen=True)
class NewTime:
    """When a visit is to be instead, and why."""

    start: datetime
    reason: str


@transaction.atomic
def move_visit(*, visit: Visit, to: NewTime, by: User, at: datetime) -> Visit:
    """Move a visit to another working day: the old one stays as moved, a new one of the same length is planned.

    The team comes along: by its trip of that day when it has one, else by a trip of its own.

    Raises
    ------
    UnableToChangeVisitError
        When the visit was made, the day is off or past, there is no reason, or the town is visited on that day.
    """
    require_permission(by, CHANGE_VISITS)
    locked = Visit.objects.select_for_update().get(pk=visit.pk)
    require_visit_move(visit=locked, to=VisitState.MOVED, reason=to.reason)
    _require_open_day(locked, to.start, at)
    day, trip = local_date(to.start), locked.trip
    made = Visit.objects.create(
        municipality=locked.municipality,
        trip=_trip_of(trip, day) if trip else None,
        planned_start=to.start,
        planned_end=to.start + (locked.planned_end - locked.planned_start),
    )
    locked.state, locked.reason, locked.moved_to = VisitState.MOVED, to.reason.strip(), made
    locked.save()
    changes = {"planned_start": [locked.planned_start, to.start], "reason": [None, to.reason]}
    record(by=by, at=at, action="move_visit", target=locked, changes=changes)
    return made


def _require_open_day(visit: Visit, start: datetime, at: datetime) -> None:
    day = local_date(start)
    if day < local_date(at):
        raise UnableToChangeVisitError(_("This day is past."), "day_past")
    if is_nowruz_pause(day) or not working_calendar().is_working_day(day):
        raise UnableToChangeVisitError(_("No visit is made on this day: it is off."), "day_off")
    midnight = datetime.combine(day, datetime.min.time(), TEHRAN)
    others = Visit.objects.filter(municipality=visit.municipality, state__in=COMING).exclude(pk=visit.pk)
    if others.filter(planned_start__gte=midnight, planned_start__lt=midnight + timedelta(days=1)).exists():
        raise UnableToChangeVisitError(_("The town is visited on this day already."), "day_taken")


def _trip_of(old: Trip, day: date) -> Trip:
    if old.first_on <= day <= old.last_on:
        return old
    same_team = Trip.objects.filter(team=old.team, programme=old.programme)
    there = same_team.filter(first_on__lte=day, last_on__gte=day).order_by("pk").first()
    return there or Trip.objects.create(team=old.team, programme=old.programme, first_on=day, last_on=day)


CLOCK_MAY_DIFFER = timedelta(minutes=15)
"""How far ahead of the server's a clock may be that says when a visit began."""


@transaction.atomic
def hold_visit(
    *,
    meeting: Meeting,
    started: datetime,
    ended: datetime | None,
    place: str,
    by: User,
    at: datetime,
    chair: str = "",
    secretary: str = "",
) -> Meeting:
    """Record that a visit, or a county session with its visits, took place; it counts at once.

    The same facts sent again change nothing; until both sides confirmed, other facts correct the first.

    Raises
    ------
    PermissionDenied
        When ``by`` is neither a planner nor of the team.
    UnableToChangeVisitError
        When it was cancelled or moved, its minutes are confirmed, it ends before it starts or starts later than now.
    """
    found = locked_meeting(meeting)
    require_can_record(user=by, meeting=found)
    said = {"place": place, "chair": chair, "secretary": secretary}
    texts = {name: normalise_line(text) or getattr(found, name) for name, text in said.items()}
    facts = {"held_start": started, "held_end": ended, **texts}
    if found.state in MADE and all(getattr(found, name) == value for name, value in facts.items()):
        return found
    _require_can_be_held(found, started, ended, at)
    before = {"state": found.state, **{name: getattr(found, name) for name in facts}}
    _set(found, {"state": found.state if found.state in MADE else VisitState.HELD, **facts})
    changes = {
        name: [old, getattr(found, name)] for name, old in before.items() if old != getattr(found, name)
    }
    record(by=by, at=at, action="hold_visit", target=found, changes=changes)
    if isinstance(found, CountySession):
        _hold_visits_of(found, by=by, at=at)
    return found


def _require_can_be_held(found: Meeting, started: datetime, ended: datetime | None, at: datetime) -> None:
    if found.state not in (VisitState.HELD, VisitState.MINUTED):
        require_visit_move(visit=found, to=VisitState.HELD)
    if ended is not None and ended < started:
        raise UnableToChangeVisitError(_("The visit cannot end before it starts."), "held_ends_early")
    if started > at + CLOCK_MAY_DIFFER:
        raise UnableToChangeVisitError(_("The visit has not begun yet at this time."), "held_in_future")


def _set(found: Meeting, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(found, name, value)
    found.save()


def _hold_visits_of(session: CountySession, *, by: User, at: datetime) -> None:
    """Let the visits of a session count from the day it was held."""
    for visit in session.visits.filter(state__in=(*COMING, VisitState.HELD, VisitState.MINUTED)).order_by(
        "pk"
    ):
        before = visit.state
        times = {"held_start": session.held_start, "held_end": session.held_end}
        _set(visit, {"state": VisitState.HELD if before in COMING else before, **times})
        if visit.state != before:
            changes = {"state": [before, visit.state]}
            record(by=by, at=at, action="hold_visit", target=visit, changes=changes)


@transaction.atomic
def close_visit(*, meeting: Meeting, by: User, at: datetime) -> Meeting:
    """Close a visit whose minutes both sides confirmed; from then on they are not opened again."""
    require_permission(by, CHANGE_VISITS)
    found = locked_meeting(meeting)
    require_visit_move(visit=found, to=VisitState.CLOSED)
    set_state(meeting=found, to=VisitState.CLOSED, by=by, at=at)
    if isinstance(found, CountySession):
        for visit in found.visits.filter(state=VisitState.CONFIRMED_BY_BOTH).order_by("pk"):
            set_state(meeting=visit, to=VisitState.CLOSED, by=by, at=at)
    return found


def set_state(*, meeting: Meeting, to: VisitState, by: User, at: datetime) -> None:
    """Take a meeting to a state of the table of moves and keep who did so."""
    if meeting.state == to:
        return
    require_visit_move(visit=meeting, to=to)
    changes = {"state": [meeting.state, to]}
    meeting.state = to
    meeting.save(update_fields=["state"])
    record(by=by, at=at, action="change_visit_state", target=meeting, changes=changes)
