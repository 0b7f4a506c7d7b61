"""A programme's life: created, approved (its trips and visits come to be), published."""

from collections.abc import Iterable, Iterator, Mapping
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
from hamyar.visits.enums import PROGRAMME_MOVES, SPAN_MONTHS, ProgrammeState, RunStatus, Span
from hamyar.visits.errors import UnableToApproveProgrammeError, UnableToPlanVisitsError
from hamyar.visits.models import CountySession, ProgrammeRun, Team, Trip, Visit, VisitProgramme
from hamyar.visits.permissions import APPROVE, PLAN, PUBLISH
from hamyar.visits.rules import read_rules
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
    towns = {town.code: town for town in Municipality.objects.select_related("county")}
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
            visit for stop in planned["stops"] for visit in _visits_of_stop(trip, stop, towns)
        )


def _visits_of_stop(
    trip: Trip, stop: Mapping[str, Any], towns: Mapping[str, Municipality]
) -> Iterator[Visit]:
    """Yield the visits of one stop; those of a county session share the session's meeting."""
    span = {
        "planned_start": instant(stop["on"], stop["arrival"]),
        "planned_end": instant(stop["on"], stop["departure"]),
    }
    session = None
    if stop["session"]:
        host = towns[stop["location"]]
        session = CountySession.objects.create(trip=trip, county=host.county, host=host, **span)
    for code in stop["serves"]:
        yield Visit(municipality=towns[code], trip=trip, session=session, **span)


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
