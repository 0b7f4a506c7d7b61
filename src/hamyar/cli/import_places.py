"""``hamyar import places FILE``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hamyar.cli.import_runner import import_options, run_import
from hamyar.cli.language import translate as _

if TYPE_CHECKING:
    from hamyar.places.services.imports import ImportOptions


@click.command(help=_("Take in municipalities from a CSV or Excel file."))
@import_options
@click.option("--source", default="", help=_("Source of the divisions, shown beside the facts."))
def places(file: Path, *, preview: bool, yes: bool, by: str, source: str) -> None:
    """Take in municipalities."""

    def options() -> "ImportOptions":
        from hamyar.places.services.imports import ImportOptions

        return ImportOptions(source=source)

    run_import(kind="places", file=file, preview=preview, yes=yes, by=by, make_options=options)
