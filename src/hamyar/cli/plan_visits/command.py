"""``hamyar plan-visits``: read, plan, check, write."""

from datetime import UTC, datetime
from pathlib import Path

import click

from hamyar.cli.files import READABLE, refusals_in_one_line, write_files
from hamyar.cli.language import language
from hamyar.cli.language import translate as _
from hamyar.cli.progress import Bar

EXAMPLE = _(
    "Example: hamyar plan-visits sites.csv --calendar calendar.yaml --teams teams.yaml --seconds 30 --out programme"
)


@click.command(
    "plan-visits",
    help=_(
        "Plan a year's or a season's visits to the towns of SITES.csv (code, name, coordinates, what each is owed). "
        "DIR gets programme.csv, programme.ics, run.json and report.html with map and calendar. Guarantees come first, "
        "then the value of visits, then kilometres and hours; what is left out is written with its reason."
    ),
    epilog=EXAMPLE,
)
@click.argument("sites", type=READABLE, metavar="SITES.csv")
@click.option(
    "--calendar",
    "calendar_path",
    required=True,
    type=READABLE,
    help=_("Working days, closed days and hours (YAML)."),
)
@click.option(
    "--teams",
    "teams_path",
    required=True,
    type=READABLE,
    help=_("Bases, teams, guarantees, rules and prices (YAML)."),
)
@click.option(
    "--distances",
    "distances_path",
    type=READABLE,
    help=_("Roads in kilometres (CSV: pairs or a square table)."),
)
@click.option(
    "--pinned",
    "pinned_path",
    type=READABLE,
    help=_("Visits that must happen on a given day (CSV: place, date, team)."),
)
@click.option(
    "--seconds",
    default=30.0,
    show_default=True,
    type=click.FloatRange(1, 86_400),
    help=_("How long to search."),
)
@click.option(
    "--seed", default=1, show_default=True, type=click.IntRange(0, 2**53), help=_("Seed of the search.")
)
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help=_("Folder of results.")
)
def plan_visits(
    sites: Path,
    *,
    calendar_path: Path,
    teams_path: Path,
    distances_path: Path | None,
    pinned_path: Path | None,
    seconds: float,
    seed: int,
    out: Path,
) -> None:
    """Read, plan, check and write; a refusal leaves the folder as it was."""
    from hamyar.cli.plan_visits.inputs import Source
    from hamyar.cli.plan_visits.run import Files, run

    def source(path: Path) -> Source:
        return Source(str(path), path.read_bytes())

    with refusals_in_one_line():
        files = Files(
            sites=source(sites),
            calendar=source(calendar_path),
            teams=source(teams_path),
            distances=source(distances_path) if distances_path else None,
            pinned=source(pinned_path) if pinned_path else None,
        )
        with Bar(_("Planning")) as bar:
            result = run(
                files,
                seconds=seconds,
                seed=seed,
                language=language(),
                at=datetime.now(UTC),
                progress=bar.update,
            )
        write_files(out, result.files)
    click.echo(
        _("{visits} visits in {trips} trips; see {folder}").format(
            visits=result.visits, trips=result.trips, folder=out / "report.html"
        )
    )
    if result.missing:
        click.echo(
            _("{count} guaranteed visits could not be made; the report says why.").format(
                count=result.missing
            ),
            err=True,
        )
