"""``hamyar reproduce``: recompute a ranking from its package or its number, and say whether it matches."""

from collections.abc import Mapping
from pathlib import Path

import click

from hamyar.cli.files import refusals_in_one_line
from hamyar.cli.language import translate as _
from hamyar.cli.progress import Bar


@click.command(
    help=_(
        "Recompute a ranking and compare it with what was published. PACKAGE_OR_RUN is a package (ZIP file, folder or "
        "run.json) or the number of a run in this machine's database. Exit status: 0 when all is equal, 1 at a difference."
    ),
    epilog=_("Example: hamyar reproduce ranking.zip"),
)
@click.argument("package_or_run")
def reproduce(package_or_run: str) -> None:
    """Say that everything matches, or name the first difference."""
    from hamyar.priorities.services.package import Difference
    from hamyar.priorities.services.package import reproduce as recompute

    with refusals_in_one_line():
        files, name = _files_of(package_or_run)
        with Bar(_("Drawing")) as bar:
            difference: Difference | None = recompute(files, path=name, progress=bar.update)
    if difference is None:
        click.echo(_("Match: the recomputed ranking is equal to the published one in every cell."))
        return
    sentence = _(
        "Difference in row {row} ({code}), column {column}: published {published}, recomputed {recomputed}."
    )
    click.echo(
        sentence.format(
            row=difference.row,
            code=difference.code,
            column=difference.column,
            published=difference.published,
            recomputed=difference.recomputed,
        )
    )
    raise SystemExit(1)


def _files_of(package_or_run: str) -> tuple[Mapping[str, bytes], Path]:
    from hamyar.priorities.services.package import read_package

    path = Path(package_or_run)
    if path.exists() or not package_or_run.isdecimal():
        return read_package(path), path
    from hamyar.cli.setup import start_django

    start_django()
    from hamyar.priorities.services.runs import files_of_run

    return files_of_run(number=int(package_or_run)), Path(package_or_run)
