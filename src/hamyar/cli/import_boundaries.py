"""``hamyar import boundaries FILE``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hamyar.cli.import_runner import import_options, run_import
from hamyar.cli.language import translate as _

if TYPE_CHECKING:
    from hamyar.places.services.imports import ImportOptions


@click.command(help=_("Take in county boundaries from a GeoJSON file."))
@import_options
@click.option("--set", "boundary_set", default="county1402", show_default=True, help=_("Set of boundaries."))
@click.option("--attribution", required=True, help=_("Whom to credit; shown below the map."))
@click.option("--licence", required=True, help=_("Licence of the boundaries; shown below the map."))
def boundaries(
    file: Path, *, preview: bool, yes: bool, by: str, boundary_set: str, attribution: str, licence: str
) -> None:
    """Take in boundaries."""

    def options() -> "ImportOptions":
        from hamyar.places.services.imports import ImportOptions

        return ImportOptions(boundary_set=boundary_set, attribution=attribution, licence=licence)

    run_import(kind="boundaries", file=file, preview=preview, yes=yes, by=by, make_options=options)
