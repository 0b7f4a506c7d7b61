"""What the planner asks of the next run: a visit pinned to a day, moved to another, or not in this week."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_permission
from hamyar.core.audit import record
from hamyar.core.jalali import local_date
from hamyar.places.models import Municipality
from hamyar.visits.enums import WishKind
from hamyar.visits.errors import UnableToPlanVisitsError
from hamyar.visits.models import ProgrammeRun, Team, VisitProgramme, Wish
from hamyar.visits.permissions import PLAN
from hamyar.visits.rules import read_rules
from hamyar.visits.services.days import work_days
from hamyar.visits.services.planning import require_draft


@dataclass(frozen=True)
class WishFacts:
    """What is asked of the next run for one town."""

    municipality: Municipality
    kind: WishKind
    on: date
    team: Team | None = None
    reason: str = ""


@transaction.atomic
def make_wish(*, programme: VisitProgramme, facts: WishFacts, by: User, at: datetime) -> Wish:
    """Pin a visit to a day, or keep a town free of visits in the week of a day; the next run heeds it.

    Raises
    ------
    UnableToPlanVisitsError
        When the day is past or no working day of the programme, or the wish stands already.
    """
    return _make(programme, facts, None, by=by, at=at)


@transaction.atomic
def move_planned(
    *, programme: VisitProgramme, facts: WishFacts, from_on: date, by: User, at: datetime
) -> Wish:
    """Ask that a visit planned on one day be made on another; a pin to the old day goes.

    Raises
    ------
    UnableToPlanVisitsError
        When the newest run plans no visit of the town on the old day, or the new day is refused as for a pin.
    """
    require_permission(by, PLAN)
    require_draft(programme)
    if not _is_planned(programme.runs.first(), facts.municipality, from_on):
        raise UnableToPlanVisitsError(
            _("The newest plan has no visit of this town on this day."), "nothing_to_move"
        )
    if facts.on == from_on:
        raise UnableToPlanVisitsError(_("Choose another day than the planned one."), "same_day")
    pinned = programme.wishes.filter(municipality=facts.municipality, kind=WishKind.PIN)
    for old in pinned.filter(on=from_on) | pinned.filter(moved_from=from_on):
        drop_wish(wish=old, by=by, at=at)
    return _make(programme, facts, from_on, by=by, at=at)


@transaction.atomic
def drop_wish(*, wish: Wish, by: User, at: datetime) -> None:
    """Take a wish back."""
    require_permission(by, PLAN)
    require_draft(wish.programme)
    changes = {"kind": [wish.kind, None], "on": [wish.on, None]}
    record(by=by, at=at, action="drop_wish", target=wish, changes=changes)
    wish.delete()


def _make(
    programme: VisitProgramme, facts: WishFacts, moved_from: date | None, *, by: User, at: datetime
) -> Wish:
    require_permission(by, PLAN)
    require_draft(programme)
    _require_day(programme, facts, local_date(at))
    values = {"municipality": facts.municipality, "kind": facts.kind, "on": facts.on}
    if programme.wishes.filter(**values).exists():
        raise UnableToPlanVisitsError(_("This was asked for already."), "wish_twice")
    wish = Wish.objects.create(
        programme=programme,
        team=facts.team,
        reason=facts.reason,
        moved_from=moved_from,
        created_at=at,
        created_by=by,
        **values,
    )
    changes = {
        "kind": [None, facts.kind],
        "on": [moved_from, facts.on],
        "reason": [None, facts.reason],
    }
    record(by=by, at=at, action="make_wish", target=wish, changes=changes)
    return wish


def _require_day(programme: VisitProgramme, facts: WishFacts, today: date) -> None:
    if not programme.first_on <= facts.on <= programme.last_on:
        raise UnableToPlanVisitsError(_("The day lies outside the programme."), "day_outside")
    if facts.kind != WishKind.PIN:
        return
    if facts.on <= today:
        raise UnableToPlanVisitsError(_("Only days after today are planned."), "day_past")
    days = work_days(programme=programme, rules=read_rules(programme.rules))
    if facts.on not in {day.on for day in days}:
        raise UnableToPlanVisitsError(_("No visit is made on this day: it is off."), "day_off")


def _is_planned(run: ProgrammeRun | None, town: Municipality, on: date) -> bool:
    trips = run.result["trips"] if run else ()
    return any(
        stop["on"] == on.isoformat() and town.code in stop["serves"]
        for trip in trips
        for stop in trip["stops"]
    )
