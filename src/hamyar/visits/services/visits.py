"""One visit of an approved programme: confirmed with the town, moved or cancelled with a reason."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_permission
from hamyar.core.audit import record
from hamyar.core.calendar import working_calendar
from hamyar.core.jalali import TEHRAN, local_date
from hamyar.visits.enums import COMING, VISIT_MOVES, WITH_REASON, VisitState
from hamyar.visits.errors import UnableToChangeVisitError
from hamyar.visits.models import Trip, Visit
from hamyar.visits.permissions import CHANGE_VISITS
from hamyar.visits.services.days import is_nowruz_pause


def require_visit_move(*, visit: Visit, to: VisitState, reason: str = "") -> None:
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
