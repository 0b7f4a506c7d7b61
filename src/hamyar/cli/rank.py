"""``hamyar rank``: a ranking from a table of values and a method file, without a server or a database."""

from pathlib import Path

import click

from hamyar.cli.files import READABLE, refusals_in_one_line, write_files
from hamyar.cli.language import language
from hamyar.cli.language import translate as _
from hamyar.cli.progress import Bar

EXAMPLE = _("Example: hamyar rank values.csv --method method.yaml --out ranking")


@click.command(
    help=_(
        "Rank the units of VALUES.csv (code, name, one column per indicator) by a method file. "
        "DIR gets ranking.csv, run.json, report.html and the inputs, which hamyar reproduce recomputes. "
        "Rank 1 is the most developed."
    ),
    epilog=EXAMPLE,
)
@click.argument("values", type=READABLE)
@click.option("--method", "method_path", required=True, type=READABLE, help=_("Method file (YAML)."))
@click.option(
    "--draws", type=click.IntRange(1, 1_000_000), help=_("Number of draws; default from the method.")
)
@click.option("--seed", type=click.IntRange(0, 2**53), help=_("Seed of the draws; default from the method."))
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help=_("Folder of results.")
)
def rank(values: Path, method_path: Path, draws: int | None, seed: int | None, out: Path) -> None:
    """Read, compute, write; a refusal leaves the folder as it was."""
    from hamyar.priorities.services.compute import compute_ranking
    from hamyar.priorities.services.method_file import read_method
    from hamyar.priorities.services.package import package_files
    from hamyar.priorities.services.report import report_html
    from hamyar.priorities.services.values_file import read_values

    with refusals_in_one_line():
        method = read_method(method_path.read_bytes(), file=str(method_path))
        codes = [indicator.code for indicator in method.indicators]
        table = read_values(values.read_bytes(), file=str(values), indicators=codes)
        with Bar(_("Drawing")) as bar:
            ranking = compute_ranking(
                method, table, file=str(values), draws=draws, seed=seed, progress=bar.update
            )
        files = package_files(ranking, about={"source": values.name})
        files["report.html"] = report_html(ranking, language=language()).encode("utf-8")
        write_files(out, files)
    click.echo(
        _("{units} units ranked; see {folder}").format(units=len(table.codes), folder=out / "report.html")
    )
