"""Files of findings: upload, preview, take in or drop, and take back."""

import csv
import io

import xlsxwriter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hamyar.accounts.edge import refusal_as_message, requires, signed_in
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.core.spreadsheet import BYTE_ORDER_MARK
from hamyar.findings.enums import FindingKind, Urgency
from hamyar.findings.exporting import XLSX
from hamyar.findings.forms import UploadForm
from hamyar.findings.models import FindingBatch
from hamyar.findings.permissions import IMPORT
from hamyar.findings.sectors import sectors_on
from hamyar.findings.services import discard_findings, import_findings, plan_of, undo_import, upload_findings
from hamyar.findings.services.importing import COLUMNS, EXAMPLE

MOST_SHOWN = 200
LARGEST_UPLOAD = 5 * 1024 * 1024


@requires(IMPORT)
def batches(request: HttpRequest) -> HttpResponse:
    """List the files that were taken in, and upload another one."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > LARGEST_UPLOAD:
                form.add_error("file", _("The file is too large."))
            else:
                kept = upload_findings(
                    file_name=file.name, content=file.read(), by=signed_in(request), at=timezone.now()
                )
                return redirect(kept)
        except UnableToError as refusal:
            form.add_error("file", as_validation_error(refusal))
    context = {
        "form": form,
        "batches": FindingBatch.objects.defer("content").select_related("uploaded_by", "undone_by")[:50],
        "columns": COLUMNS,
        "kinds": FindingKind.labels,
        "urgencies": Urgency.labels,
        "sectors": sectors_on(on=timezone.localdate()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "findings/batches.html", context, status=status)


@requires(IMPORT)
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what taking in a file would do, and on POST do it; or what it did."""
    row = get_object_or_404(FindingBatch, pk=pk)
    if row.imported_at is not None:
        shown = row.findings.select_related("municipality", "county").order_by("pk")[:MOST_SHOWN]
        return render(request, "findings/batch.html", {"batch": row, "findings": shown})
    try:
        if request.method == "POST":
            import_findings(batch=row, by=signed_in(request), at=timezone.now())
            messages.success(request, _("The findings are taken in."))
            return redirect(row)
        plan = plan_of(batch=row, on=timezone.localdate())
    except UnableToError as refusal:
        messages.error(request, refusal.message)
        return redirect("findings:batches")
    headings = {column.name: column.fa for column in COLUMNS} if get_language() == "fa" else {}
    context = {
        "batch": row,
        "plan": plan,
        "writes": plan.writes[:MOST_SHOWN],
        "hidden": max(0, len(plan.writes) - MOST_SHOWN),
        "refusals": [(headings.get(r.column, r.column), r) for r in plan.refusals[:MOST_SHOWN]],
    }
    return render(request, "findings/preview.html", context)


@requires(IMPORT)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a file that waits."""
    row = get_object_or_404(FindingBatch, pk=pk)
    with refusal_as_message(request, _("The file was dropped; nothing was stored.")):
        discard_findings(batch=row, by=signed_in(request))
    return redirect("findings:batches")


@requires(IMPORT)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back all findings of a file."""
    row = get_object_or_404(FindingBatch, pk=pk)
    with refusal_as_message(request, _("The findings of this file are taken back.")):
        undo_import(batch=row, by=signed_in(request), at=timezone.now())
    return redirect(row)


@requires(IMPORT)
@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Give a file with the headings and one example row, for filling in."""
    rows = [[column.fa for column in COLUMNS], [EXAMPLE.get(column.name, "") for column in COLUMNS]]
    if kind == "csv":
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        response = HttpResponse(BYTE_ORDER_MARK + text.getvalue(), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(_workbook(rows), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="findings-template.{kind}"'
    return response


def _workbook(rows: list[list[str]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("یافته‌ها")
        sheet.right_to_left()
        sheet.write_row(0, 0, rows[0], book.add_format({"bold": True, "bottom": 1}))
        sheet.write_row(1, 0, rows[1])
        sheet.set_column(0, len(COLUMNS) - 1, 18)
        sheet.freeze_panes(1, 0)
    return file.getvalue()
