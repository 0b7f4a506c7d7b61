"""What every import of places does at the command line."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from hamyar.cli.language import language
from hamyar.cli.language import translate as _
from hamyar.cli.setup import start_django

if TYPE_CHECKING:
    from hamyar.accounts.models import User
    from hamyar.places.enums import ImportKind
    from hamyar.places.services.imports import Change, ImportOptions, Plan

MOST_LINES = 20
CommandT = TypeVar("CommandT", bound=Callable[..., Any])


def import_options(command: CommandT) -> CommandT:
    """Give a command the file and the options that all imports share."""
    options = [
        click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        click.option("--preview", is_flag=True, help=_("Only show what would change.")),
        click.option("--yes", is_flag=True, help=_("Do not ask before storing.")),
        click.option("--by", default="", help=_("E-mail of the person on whose behalf this is done.")),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def run_import(
    *, kind: str, file: Path, preview: bool, yes: bool, by: str, make_options: "Callable[[], ImportOptions]"
) -> None:
    """Show the plan, ask, and take the file in; end with status 2 and one sentence when it is refused."""
    start_django()
    from django.core.exceptions import PermissionDenied
    from django.utils.translation import override

    from hamyar.core.errors import UnableToError, as_exit
    from hamyar.places.enums import ImportKind

    with override(language()):
        try:
            _run(ImportKind(kind), file, make_options(), by=by, is_asking=not yes, is_preview=preview)
        except UnableToError as error:
            status, line = as_exit(error)
            click.echo(f"{file.name}: {line}", err=True)
            sys.exit(status)
        except PermissionDenied:
            click.echo(_("{person} may not take in files.").format(person=by), err=True)
            sys.exit(2)


def _run(
    kind: "ImportKind", file: Path, options: "ImportOptions", *, by: str, is_asking: bool, is_preview: bool
) -> None:
    from django.utils import timezone

    from hamyar.places.services.imports import import_file, plan_import

    person = person_of(by)
    content = file.read_bytes()
    plan = plan_import(kind=kind, content=content, options=options)
    _show(plan)
    if plan.refusals:
        sys.exit(2)
    if is_preview or not plan.writes:
        return
    if is_asking:
        click.confirm(_("Store these changes?"), abort=True)
    import_file(
        kind=kind, file_name=file.name, content=content, options=options, by=person, at=timezone.now()
    )
    click.echo(_("Stored."))


def person_of(email: str) -> "User | None":
    """Return the active user with an address, nobody for the house itself; end with status 2 for a stranger."""
    from hamyar.accounts.models import User

    if not email:
        return None
    person = User.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        click.echo(_("There is no active user with the address {email}.").format(email=email), err=True)
        sys.exit(2)
    return person


def _told(change: "Change") -> str:
    return f"{change.field_label}: {change.old or '—'} → {change.new or '—'}"


def _show(plan: "Plan[Any]") -> None:
    line = _("{new} new, {changed} changed, {unchanged} unchanged, {refused} refused")
    click.echo(line.format(**plan.counts))
    for name in plan.ignored_columns:
        click.echo(_("Column not used: {name}").format(name=name))
    for remark in plan.remarks:
        click.echo(remark)
    for row in plan.writes[:MOST_LINES]:
        changes = "; ".join(
            f"{change.field}: {change.old or '—'} → {change.new or '—'}" for change in row.changes
        )
        click.echo(f"  {row.row}  {row.label}  {changes}")
    if len(plan.writes) > MOST_LINES:
        click.echo(_("  … and {count} more").format(count=len(plan.writes) - MOST_LINES))
    for refusal in plan.refusals[:MOST_LINES]:
        sentence = _("Row {row}, column {column}: {reason}")
        click.echo(
            sentence.format(row=refusal.row, column=refusal.column or "—", reason=refusal.reason), err=True
        )
