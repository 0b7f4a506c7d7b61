"""``hamyar import distances FILE``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hamyar.cli.import_runner import import_options, run_import
from hamyar.cli.language import translate as _

if TYPE_CHECKING:
    from hamyar.places.services.imports import ImportOptions


@click.command(help=_("Take in road kilometres and minutes from a CSV or Excel file."))
@import_options
@click.option("--source", default="", help=_("Source of the figures, where the file does not say it."))
def distances(file: Path, *, preview: bool, yes: bool, by: str, source: str) -> None:
    """Take in roads."""

    def options() -> "ImportOptions":
        from hamyar.places.services.imports import ImportOptions

        return ImportOptions(source=source)

    run_import(kind="distances", file=file, preview=preview, yes=yes, by=by, make_options=options)
