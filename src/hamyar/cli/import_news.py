"""``hamyar import news FILE``: the items of the old site, with their numbers and view counts."""

import sys
from pathlib import Path

import click

from hamyar.cli.language import language
from hamyar.cli.language import translate as _
from hamyar.cli.setup import now, start_django


@click.command(
    help=_("Take in the news and galleries of the old site from CSV or JSON; all of it or nothing.")
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", required=True, help=_("E-mail of the person on whose behalf this is done."))
def news(file: Path, by: str) -> None:
    """Take in a file and say how many items were added."""
    start_django()
    from django.utils.translation import override

    from hamyar.core.errors import EXIT_STATUS, UnableToError

    with override(language()):
        try:
            click.echo(_take_in(file, by))
        except UnableToError as error:
            for line in error.message.splitlines():
                click.echo(f"{file.name}: {line}", err=True)
            sys.exit(EXIT_STATUS)


def _take_in(file: Path, email: str) -> str:
    from django.core.exceptions import PermissionDenied

    from hamyar.accounts.models import User
    from hamyar.newsroom.services.items import import_news

    person = User.objects.filter(email__iexact=email).first() or User(email=email, is_active=False)
    try:
        done = import_news(content=file.read_bytes(), name=file.name, by=person, at=now())
    except PermissionDenied:
        click.echo(_("{person} may not take in files.").format(person=email), err=True)
        sys.exit(2)
    return _("{added} items added, {kept} were there already.").format(added=done.added, kept=done.kept)
