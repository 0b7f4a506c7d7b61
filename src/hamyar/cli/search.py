"""``hamyar search rebuild``: make the index of the search anew."""

import time

import click

from hamyar.cli.language import language
from hamyar.cli.language import translate as _
from hamyar.cli.setup import start_django


@click.group(help=_("The index of the search."))
def search() -> None:
    """Choose what to do with the index."""


@search.command(help=_("Make the index of the search anew; readers see the old one until it is done."))
def rebuild() -> None:
    """Rebuild the index and say how many documents it holds."""
    start_django()
    from django.utils.translation import override

    from hamyar.web.search.sources import rebuild_search

    started = time.monotonic()
    with override(language()):
        count = rebuild_search()
    seconds = time.monotonic() - started
    click.echo(_("{count} documents in {seconds} s").format(count=count, seconds=f"{seconds:.1f}"))
