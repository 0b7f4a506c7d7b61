"""``hamyar import shareholders FILE``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hamyar.cli.import_runner import import_options, run_import
from hamyar.cli.language import translate as _

if TYPE_CHECKING:
    from hamyar.places.services.imports import ImportOptions


@click.command(help=_("Take in shares of municipalities in the organisation from a CSV or Excel file."))
@import_options
@click.option("--since", default="", help=_("Jalali day from which the shares hold, such as 1404/1/1."))
@click.option("--source", default="", help=_("Source of the figures, where the file does not say it."))
def shareholders(file: Path, *, preview: bool, yes: bool, by: str, since: str, source: str) -> None:
    """Take in shares."""

    def options() -> "ImportOptions":
        from hamyar.core.jalali import parse_jalali
        from hamyar.places.services.imports import ImportOptions

        return ImportOptions(since=parse_jalali(since) if since else None, source=source)

    run_import(kind="shareholders", file=file, preview=preview, yes=yes, by=by, make_options=options)
