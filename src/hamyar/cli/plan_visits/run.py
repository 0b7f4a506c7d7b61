"""From files to files: the work of the command, without a terminal."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hamyar.cli.plan_visits.calendar_out import programme_ics
from hamyar.cli.plan_visits.errors import UnableToReadProgrammeError
from hamyar.cli.plan_visits.inputs import Inputs, Source, read_inputs
from hamyar.cli.plan_visits.report_out import report_html
from hamyar.cli.plan_visits.tables_out import programme_csv, run_json
from hamyar.core.jalali import format_jalali
from hamyar.core.translation import gettext_noop
from hamyar_engine.visits import Budget, ImpossiblePinError, Plan, Progress, plan_visits, verify


@dataclass(frozen=True)
class Files:
    """The input files."""

    sites: Source
    calendar: Source
    teams: Source
    distances: Source | None
    pinned: Source | None

    def given(self) -> dict[str, Source]:
        """Return the files that were given, by name."""
        return {name: source for name, source in vars(self).items() if source is not None}


@dataclass(frozen=True)
class Result:
    """The output files by name, and what the closing line says."""

    files: dict[str, bytes]
    visits: int
    trips: int
    missing: int


class BrokenPlanError(RuntimeError):
    """The independent check found a plan that breaks a rule: an error of ours, never of the input."""


def run(
    files: Files,
    *,
    seconds: float,
    seed: int,
    language: str,
    at: datetime,
    progress: Callable[[int, int], None],
) -> Result:
    """Read, plan, check, and return what is to be written.

    Raises
    ------
    UnableToReadProgrammeError
        Naming file, row and column of the first fault.
    BrokenPlanError
        When the plan fails the independent check; nothing is written then.
    """
    inputs = read_inputs(
        files.sites, files.calendar, files.teams, distances=files.distances, pinned=files.pinned
    )
    plan = _planned(inputs, files, seconds=seconds, seed=seed, progress=progress)
    violations = verify(inputs.problem, plan)
    if violations:
        raise BrokenPlanError(f"the plan breaks a rule: {violations[0]}")
    return Result(
        files={
            "programme.csv": programme_csv(inputs, plan),
            "programme.ics": programme_ics(inputs, plan, language=language, made_at=at),
            "run.json": run_json(
                inputs, plan, files.given(), {"seconds": seconds, "made_at": at.isoformat()}
            ),
            "report.html": report_html(inputs, plan, language=language).encode("utf-8"),
        },
        visits=len(plan.visits()),
        trips=len(plan.trips),
        missing=sum(item.visits for item in plan.unserved if item.is_guaranteed),
    )


def _planned(
    inputs: Inputs, files: Files, *, seconds: float, seed: int, progress: Callable[[int, int], None]
) -> Plan:
    def tell(now: Progress) -> None:
        progress(math.floor(1000 * now.share), 1000)

    try:
        plan = plan_visits(inputs.problem, budget=Budget(seconds=seconds, on_progress=tell), seed=seed)
    except ImpossiblePinError as error:
        raise UnableToReadProgrammeError(
            gettext_noop(
                "{file}: the visit of {place} on {date} cannot be made: closed, no working day of the team, "
                "too far, or too near another visit."
            ),
            "impossible_pin",
            file=files.pinned.file if files.pinned else "",
            place=inputs.name_of(error.pin.place),
            date=format_jalali(error.pin.on, "short"),
        ) from error
    progress(1000, 1000)
    return plan
