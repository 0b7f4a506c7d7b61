"""The record of changes, for auditors."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hamyar.accounts.edge import requires
from hamyar.core.audit.naming import Change, action_name, changes_of, kind_name
from hamyar.core.audit.selectors import audit_entries
from hamyar.core.jalali import format_jalali
from hamyar.core.models import AuditEntry
from hamyar.core.spreadsheet import csv_response
from hamyar.web.forms.audit import AuditFilterForm

PAGE_SIZE = 50


@dataclass(frozen=True)
class Row:
    """An entry in the reader's words."""

    entry: AuditEntry
    action: str
    kind: str
    changes: list[Change]


def row_of(entry: AuditEntry) -> Row:
    """Put an entry into words."""
    changes = changes_of(target_type=entry.target_type, changes=entry.changes)
    return Row(entry, action_name(entry.action), kind_name(entry.target_type), changes)


@requires("core.view_audit")
@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """List who changed what, newest first."""
    form = AuditFilterForm(request.GET)
    page = Paginator(audit_entries(wanted=form.wanted()), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "rows": [row_of(entry) for entry in page]}
    return render(request, "web/audit/list.html", context)


@requires("core.view_audit")
@require_GET
def export(request: HttpRequest) -> HttpResponseBase:
    """Give what the filters let through as CSV."""
    header = [
        _("Day"), _("Time"), _("Who"), _("Action"), _("Code of the action"), _("Kind of record"), _("Record"),
        _("Changes"), _("Changes as stored"),
    ]  # fmt: skip
    wanted = AuditFilterForm(request.GET).wanted()
    return csv_response(
        name="audit.csv", header=header, rows=_cells(wanted_rows=audit_entries(wanted=wanted).iterator())
    )


def _cells(wanted_rows: Iterator[AuditEntry]) -> Iterator[list[str]]:
    for entry in wanted_rows:
        row, local = row_of(entry), timezone.localtime(entry.at)
        changes = "؛ ".join(_in_words(change) for change in row.changes)
        yield [
            format_jalali(local, "numeric"),
            f"{local:%H:%M:%S}",
            entry.actor_label or _("The system"),
            row.action,
            entry.action,
            row.kind,
            entry.target_label,
            changes,
            json.dumps(entry.changes, ensure_ascii=False),
        ]


def _in_words(change: Change) -> str:
    return (
        f"{change.label}: {change.before} → {change.after}"
        if change.is_change
        else f"{change.label}: {change.after}"
    )
