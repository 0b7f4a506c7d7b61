"""A programme's life: created, wished for, approved (its trips and visits come to be), published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_permission
from hamyar.core.audit import record
from hamyar.core.jalali import TEHRAN, month_bounds
from hamyar.places.models import Municipality
from hamyar.priorities.models import Run
from hamyar.visits.enums import PROGRAMME_MOVES, SPAN_MONTHS, ProgrammeState, RunStatus, Span, WishKind
from hamyar.visits.errors import UnableToApproveProgrammeError, UnableToPlanVisitsError
from hamyar.visits.models import ProgrammeRun, Team, Trip, Visit, VisitProgramme, Wish
from hamyar.visits.permissions import APPROVE, PLAN, PUBLISH
from hamyar.visits.rules import read_rules
from hamyar.visits.services.days import work_days
from hamyar.visits.services.planning import require_draft


@dataclass(frozen=True)
class ProgrammeFacts:
    """What the planner decides of a programme."""

    title: str
    jalali_year: int
    span: Span
    ranking_run: Run
    teams: tuple[Team, ...]
    rules: Mapping[str, Any]

    def bounds(self) -> tuple[date, date]:
        """Return its first and last day."""
        first, last = SPAN_MONTHS[self.span]
        return month_bounds(self.jalali_year, first)[0], month_bounds(self.jalali_year, last)[1]


@transaction.atomic
def create_programme(*, facts: ProgrammeFacts, by: User | None, at: datetime) -> VisitProgramme:
    """Create a draft of a programme.

    Raises
    ------
    UnableToPlanVisitsError
        When no team is chosen or a rule is out of its limits.
    """
    _require_may_plan(by)
    rules = read_rules(facts.rules)
    _require_teams(facts.teams)
    first_on, last_on = facts.bounds()
    programme = VisitProgramme.objects.create(
        title=facts.title,
        jalali_year=facts.jalali_year,
        span=facts.span,
        first_on=first_on,
        last_on=last_on,
        ranking_run=facts.ranking_run,
        rules=rules.as_json(),
        created_at=at,
        created_by=by,
    )
    programme.teams.set(facts.teams)
    record(
        by=by, at=at, action="create_programme", target=programme, changes={"rules": [None, programme.rules]}
    )
    return programme


@transaction.atomic
def change_programme(
    *, programme: VisitProgramme, facts: ProgrammeFacts, by: User, at: datetime
) -> VisitProgramme:
    """Change a draft; the runs computed before stay as they are."""
    _require_may_plan(by)
    require_draft(programme)
    rules = read_rules(facts.rules).as_json()
    _require_teams(facts.teams)
    changes = {"title": [programme.title, facts.title], "rules": [programme.rules, rules]}
    programme.title, programme.rules, programme.span = facts.title, rules, facts.span
    programme.jalali_year, programme.ranking_run = facts.jalali_year, facts.ranking_run
    programme.first_on, programme.last_on = facts.bounds()
    programme.save()
    programme.teams.set(facts.teams)
    changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    record(by=by, at=at, action="change_programme", target=programme, changes=changed)
    return programme


def _require_may_plan(by: User | None) -> None:
    if by is not None:
        require_permission(by, PLAN)


def _require_teams(teams: Iterable[Team]) -> None:
    if not tuple(teams):
        raise UnableToPlanVisitsError(_("Choose at least one active team first."), "no_team")


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
        When the day is no working day of the programme, or the wish stands already.
    """
    _require_may_plan(by)
    require_draft(programme)
    if not programme.first_on <= facts.on <= programme.last_on:
        raise UnableToPlanVisitsError(_("The day lies outside the programme."), "day_outside")
    if facts.kind == WishKind.PIN and facts.on not in {
        day.on for day in work_days(programme=programme, rules=read_rules(programme.rules))
    }:
        raise UnableToPlanVisitsError(_("No visit is made on this day: it is off."), "day_off")
    values = {"municipality": facts.municipality, "kind": facts.kind, "on": facts.on}
    if programme.wishes.filter(**values).exists():
        raise UnableToPlanVisitsError(_("This was asked for already."), "wish_twice")
    wish = Wish.objects.create(
        programme=programme, team=facts.team, reason=facts.reason, created_at=at, created_by=by, **values
    )
    changes = {"kind": [None, facts.kind], "on": [None, facts.on], "reason": [None, facts.reason]}
    record(by=by, at=at, action="make_wish", target=wish, changes=changes)
    return wish


@transaction.atomic
def move_planned(
    *, programme: VisitProgramme, facts: WishFacts, from_on: date, by: User, at: datetime
) -> Wish:
    """Ask that a visit planned on one day be made on another: the old day's pin goes, the new one is pinned."""
    _require_may_plan(by)
    programme.wishes.filter(municipality=facts.municipality, kind=WishKind.PIN, on__in=[from_on]).delete()
    return make_wish(programme=programme, facts=facts, by=by, at=at)


@transaction.atomic
def drop_wish(*, wish: Wish, by: User, at: datetime) -> None:
    """Take a wish back."""
    _require_may_plan(by)
    require_draft(wish.programme)
    changes = {"kind": [wish.kind, None], "on": [wish.on, None]}
    record(by=by, at=at, action="drop_wish", target=wish, changes=changes)
    wish.delete()


@transaction.atomic
def approve_programme(*, run: ProgrammeRun, by: User, at: datetime) -> VisitProgramme:
    """Approve a run: the programme is frozen, its trips and visits come to be.

    Raises
    ------
    UnableToApproveProgrammeError
        When the programme is approved already or the run leaves guarantees unkept.
    """
    require_permission(by, APPROVE)
    programme = VisitProgramme.objects.select_for_update().get(pk=run.programme_id)
    _require_move(programme, ProgrammeState.APPROVED)
    if run.status == RunStatus.IMPOSSIBLE:
        raise UnableToApproveProgrammeError(
            _("This plan leaves guarantees unkept. Change rules or teams and plan again."), "guarantee_unkept"
        )
    programme.state, programme.approved_run = ProgrammeState.APPROVED, run
    programme.approved_at, programme.approved_by = at, by
    programme.save()
    _bring_into_being(programme, run)
    changes = {"approved_run": [None, run.number], "state": [ProgrammeState.DRAFT, programme.state]}
    record(by=by, at=at, action="approve_programme", target=programme, changes=changes)
    return programme


def _require_move(programme: VisitProgramme, to: ProgrammeState) -> None:
    if to not in PROGRAMME_MOVES[ProgrammeState(programme.state)]:
        raise UnableToApproveProgrammeError(
            _("The programme is {state}; this step is not open."),
            "step_not_open",
            state=programme.get_state_display(),
        )


def _bring_into_being(programme: VisitProgramme, run: ProgrammeRun) -> None:
    teams = {team.code: team for team in Team.objects.all()}
    towns = {town.code: town for town in Municipality.objects.all()}
    for planned in run.result["trips"]:
        days = [date.fromisoformat(day) for day in planned["days"]]
        trip = Trip.objects.create(
            programme=programme,
            team=teams[planned["team"]],
            first_on=days[0],
            last_on=days[-1],
            nights=planned["nights"],
            departs_at=clock_time(planned["departs_at"]),
            returns_at=clock_time(planned["returns_at"]),
            km=planned["km"],
            drive_minutes=planned["drive_minutes"],
        )
        Visit.objects.bulk_create(
            Visit(
                municipality=towns[code],
                trip=trip,
                planned_start=instant(stop["on"], stop["arrival"]),
                planned_end=instant(stop["on"], stop["departure"]),
            )
            for stop in planned["stops"]
            for code in stop["serves"]
        )


def clock_time(minutes: float) -> time:
    """Return the time of day so many minutes after midnight, to the minute."""
    whole = min(round(minutes), 24 * 60 - 1)
    return time(whole // 60, whole % 60)


def instant(day: str, minutes: float) -> datetime:
    """Return the instant so many minutes after midnight of a day in Tehran, to the minute."""
    return datetime.combine(date.fromisoformat(day), time(0), TEHRAN) + timedelta(minutes=round(minutes))


@transaction.atomic
def publish_programme(*, programme: VisitProgramme, by: User, at: datetime) -> VisitProgramme:
    """Show the coming visits of an approved programme to everybody.

    Raises
    ------
    UnableToApproveProgrammeError
        When it is not approved, or published already.
    """
    require_permission(by, PUBLISH)
    locked = VisitProgramme.objects.select_for_update().get(pk=programme.pk)
    _require_move(locked, ProgrammeState.PUBLISHED)
    locked.state, locked.published_at, locked.published_by = ProgrammeState.PUBLISHED, at, by
    locked.save()
    changes = {"state": [ProgrammeState.APPROVED, locked.state]}
    record(by=by, at=at, action="publish_programme", target=locked, changes=changes)
    return locked
