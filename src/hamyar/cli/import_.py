"""``hamyar import KIND FILE``: take in a file after showing what it would change."""

import click

from hamyar.cli.language import translate as _
from hamyar.cli.lazy import LazyGroup

IMPORTS: dict[str, str] = {
    "boundaries": "hamyar.cli.import_boundaries:boundaries",
    "distances": "hamyar.cli.import_distances:distances",
    "indicators": "hamyar.cli.import_indicators:indicators",
    "news": "hamyar.cli.import_news:news",
    "places": "hamyar.cli.import_places:places",
    "shareholders": "hamyar.cli.import_shareholders:shareholders",
}


@click.group(
    name="import",
    cls=LazyGroup,
    targets=IMPORTS,
    help=_("Take in a file: first what it would change, then all of it or nothing."),
)
def import_() -> None:
    """Choose what the file holds."""
