"""Computing a programme: the search, its check, and the run that is kept for good."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_permission
from hamyar.core.audit import record
from hamyar.core.progress import Report, StoppedByUserError, silent
from hamyar.visits.enums import ProgrammeState
from hamyar.visits.errors import UnableToPlanVisitsError
from hamyar.visits.models import ProgrammeRun, VisitProgramme
from hamyar.visits.permissions import PLAN
from hamyar.visits.services.plan_json import change_json, plan_json, stored_plan
from hamyar.visits.services.problem import Brief, brief_of
from hamyar_engine import __version__
from hamyar_engine.errors import InvalidInputError
from hamyar_engine.visits import Budget, Plan, Progress, changes_between, plan_visits, replan_visits, verify

STEPS = 100
STAGES = {
    "first": _("Making a first plan"),
    "columns": _("Looking for trips"),
    "choose": _("Choosing among the trips"),
    "dates": _("Finding days for the trips"),
    "improve": _("Improving the plan"),
}
"""What the search says it is doing."""
MOST_SECONDS = 3600


@dataclass(frozen=True)
class Search:
    """How long to search and from which seed.

    ``rounds`` instead of seconds makes the result repeatable. ``keeps`` moves as little as possible of the run
    before; else the programme is planned anew.
    """

    seconds: float = 60.0
    seed: int = 1
    rounds: int | None = None
    keeps: bool = True


class _Stoppable:
    """Tells a reporter how far the search is, and the search that somebody asked to stop."""

    def __init__(self, report: Report) -> None:
        self.report, self.was_stopped = report, False

    def tell(self, progress: Progress) -> None:
        """Pass progress on; a request to stop ends the search and keeps the best plan so far."""
        try:
            words = STAGES.get(progress.stage)
            done = min(STEPS - 1, round(progress.share * STEPS))
            self.report(done, STEPS, gettext(words) if words else "")
        except StoppedByUserError:
            self.was_stopped = True


def compute_programme(
    *,
    programme: VisitProgramme,
    search: Search,
    by: User | None,
    at: datetime,
    clock: Callable[[], datetime],
    report: Report = silent,
) -> ProgrammeRun:
    """Plan a programme's visits and keep the run; a run before it is followed as closely as it is worth.

    The search runs outside the transaction. Asked to stop, it keeps the best plan found so far.

    Raises
    ------
    PermissionDenied
        When ``by`` may not plan.
    UnableToPlanVisitsError
        When the programme is frozen, its parts do not go together, or the plan breaks a rule.
    """
    if by is not None:
        require_permission(by, PLAN)
    require_draft(programme)
    previous = programme.runs.first()
    old = _plan_of(previous)
    brief = brief_of(programme=programme, at=at, previous=previous if search.keeps else None)
    plan = _search(brief, search, old if search.keeps else None, report)
    _require_sound(brief, plan)
    return _store(programme, previous, brief, plan, search=search, by=by, at=clock())


def require_draft(programme: VisitProgramme) -> None:
    """Refuse to touch an approved programme."""
    state = VisitProgramme.objects.values_list("state", flat=True).get(pk=programme.pk)
    if state != ProgrammeState.DRAFT:
        raise UnableToPlanVisitsError(
            _("The programme is approved and frozen. Move single visits, or make a new programme."), "frozen"
        )


def _plan_of(run: ProgrammeRun | None) -> Plan | None:
    if run is None:
        return None
    return stored_plan(run.result, status=run.status, engine=run.engine, seed=run.seed)


def _search(brief: Brief, search: Search, old: Plan | None, report: Report) -> Plan:
    """Mend the old plan with the fewest moves; where that breaks a rule, or there is none, plan anew."""
    if not 0 < search.seconds <= MOST_SECONDS:
        raise UnableToPlanVisitsError(_("Search for one second to one hour."), "seconds_out_of_range")
    teller = _Stoppable(report)
    budget = Budget(
        seconds=search.seconds,
        rounds=search.rounds,
        workers=1,
        should_stop=lambda: teller.was_stopped,
        on_progress=teller.tell,
    )
    try:
        if old is not None:
            kept = replan_visits(brief.problem, old, budget=budget, seed=search.seed)
            if not verify(brief.problem, kept):
                return kept
        return plan_visits(brief.problem, budget=budget, seed=search.seed)
    except InvalidInputError as error:
        raise UnableToPlanVisitsError(
            _("The programme cannot be computed: {cause}"), "invalid_problem", cause=str(error)
        ) from error


def _require_sound(brief: Brief, plan: Plan) -> None:
    """Let the independent verifier go over the plan; one that breaks a rule is never stored."""
    broken = verify(brief.problem, plan)
    if broken:
        raise UnableToPlanVisitsError(
            _("The plan breaks {count} rules and was not stored; the first: {detail}"),
            "plan_breaks_rules",
            count=len(broken),
            detail=broken[0].detail,
        )


@transaction.atomic
def _store(
    programme: VisitProgramme,
    previous: ProgrammeRun | None,
    brief: Brief,
    plan: Plan,
    *,
    search: Search,
    by: User | None,
    at: datetime,
) -> ProgrammeRun:
    locked = VisitProgramme.objects.select_for_update().get(pk=programme.pk)
    require_draft(locked)
    newest, old = locked.runs.first(), _plan_of(previous)
    changes = changes_between(brief.problem, old, plan) if old else ()
    run = ProgrammeRun.objects.create(
        programme=locked,
        number=newest.number + 1 if newest else 1,
        previous=previous,
        created_at=at,
        created_by=by,
        inputs=brief.frozen(),
        inputs_digest=brief.problem.digest(),
        engine=plan.engine,
        engine_version=__version__,
        seed=plan.seed,
        seconds=search.seconds,
        result={**plan_json(plan), "changes": [change_json(change) for change in changes]},
        status=str(plan.status),
        cost=plan.cost.total,
        lower_bound=plan.lower_bound,
        gap=plan.gap,
    )
    facts = {"status": [None, run.status], "inputs_digest": [None, run.inputs_digest]}
    record(by=by, at=at, action="plan_programme", target=run, changes=facts)
    return run
