"""``hamyar import indicators FILE``."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hamyar.cli.import_runner import import_options, person_of
from hamyar.cli.language import language
from hamyar.cli.language import translate as _
from hamyar.cli.setup import start_django

if TYPE_CHECKING:
    from hamyar.accounts.models import User
    from hamyar.indicators.importing import Preview, PreviewCell

MOST_LINES = 20
STATUSES = ("provisional", "final", "embargoed")


@dataclass(frozen=True)
class Given:
    """What stands on the command line."""

    file: Path
    by: "User | None"
    year: int | None
    status: str
    source: str


@click.command(help=_("Take in values of indicators from a CSV or Excel file, all or nothing."))
@import_options
@click.option("--year", type=int, help=_("Jalali year, where the file has no column for it."))
@click.option(
    "--status",
    type=click.Choice(STATUSES),
    default="final",
    help=_("Status, where the file has no column for it."),
)
@click.option("--source", default="", help=_("Source, where the file has no column for it."))
def indicators(
    file: Path, *, preview: bool, yes: bool, by: str, year: int | None, status: str, source: str
) -> None:
    """Take in values."""
    start_django()
    from django.core.exceptions import PermissionDenied
    from django.utils.translation import override

    from hamyar.core.errors import UnableToError, as_exit

    with override(language()):
        given = Given(file, person_of(by), year, status, source)
        try:
            found = _previewed(given)
            if found.can_be_confirmed and not preview:
                _store(given, is_asking=not yes)
        except UnableToError as error:
            code, line = as_exit(error)
            click.echo(f"{file.name}: {line}", err=True)
            sys.exit(code)
        except PermissionDenied:
            click.echo(_("{person} may not take in files.").format(person=by), err=True)
            sys.exit(2)


def _previewed(given: Given) -> "Preview":
    from django.utils import timezone

    from hamyar.core.jalali import jalali_year
    from hamyar.indicators.importing import CellKind, Defaults
    from hamyar.indicators.services import preview_file

    last_year = jalali_year(timezone.now())
    defaults = Defaults(last_year=last_year, year=given.year, status=given.status, source=given.source)
    found = preview_file(content=given.file.read_bytes(), defaults=defaults, by=given.by)
    _show(found)
    if found.counts[CellKind.REFUSED]:
        sys.exit(2)
    return found


def _store(given: Given, *, is_asking: bool) -> None:
    from django.utils import timezone

    from hamyar.indicators.enums import Status
    from hamyar.indicators.services import confirm_import, upload_values

    if is_asking:
        click.confirm(_("Store these changes?"), abort=True)
    upload = upload_values(
        file_name=given.file.name,
        content=given.file.read_bytes(),
        year=given.year,
        status=Status(given.status),
        source=given.source,
        by=given.by,
        at=timezone.now(),
    )
    if upload.batch is not None:
        confirm_import(batch=upload.batch, by=given.by, at=timezone.now())
        click.echo(
            _("Stored as import {number}; it can be undone at the desk.").format(number=upload.batch.pk)
        )


def _show(found: "Preview") -> None:
    from hamyar.indicators.importing import CellKind

    counts = {kind.value: count for kind, count in found.counts.items()}
    click.echo(_("{new} new, {changed} changed, {unchanged} unchanged, {refused} refused").format(**counts))
    for cell in found.doubtful[:MOST_LINES]:
        for doubt in cell.doubts:
            click.echo(_line(cell, doubt.message))
    for cell in found.of(CellKind.REFUSED)[:MOST_LINES]:
        click.echo(_line(cell, cell.refusal.message if cell.refusal else ""), err=True)
    hidden = max(found.counts[CellKind.REFUSED] - MOST_LINES, 0)
    if hidden:
        click.echo(_("  … and {count} more").format(count=hidden), err=True)


def _line(cell: "PreviewCell", reason: str) -> str:
    sentence = _("Row {row}, column {column}: {reason}")
    return sentence.format(row=cell.row, column=cell.column, reason=reason)
