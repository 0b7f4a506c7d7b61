"""The Excel file of a visit: take it, send it back, see what it would add, confirm."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hamyar.accounts.edge import refusal_as_message, signed_in
from hamyar.core.documents import file_response
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.visits.models import Visit, VisitWorkbook
from hamyar.visits.permissions import require_can_record
from hamyar.visits.services.meeting.saving import OPEN_FOR_RECORDS
from hamyar.visits.services.workbooks import discard_workbook, keep_workbook
from hamyar.web.meeting.forms import WorkbookForm
from hamyar.web.meeting.workbook.layout import LAYOUTS
from hamyar.web.meeting.workbook.reading import read_visit_workbook, require_size
from hamyar.web.meeting.workbook.taking import plan_of, take_in
from hamyar.web.meeting.workbook.writing import visit_workbook

MOST_SHOWN = 50


def _visit(request: HttpRequest, pk: int) -> Visit:
    """Return a visit to who writes its records."""
    rows = Visit.objects.select_related("municipality__county", "trip__team")
    found = get_object_or_404(rows, pk=pk)
    require_can_record(user=signed_in(request), meeting=found)
    return found


def _workbook(request: HttpRequest, pk: int) -> VisitWorkbook:
    """Return a file to who writes the records of its visit."""
    rows = VisitWorkbook.objects.select_related("visit__municipality__county", "visit__trip__team")
    found = get_object_or_404(rows, pk=pk)
    require_can_record(user=signed_in(request), meeting=found.visit)
    return found


@login_required
@require_GET
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the file to fill in."""
    visit = _visit(request, pk)
    content = visit_workbook(visit=visit, reader=signed_in(request), on=timezone.localdate())
    return file_response(content, name=f"visit-{visit.pk}.xlsx")


@login_required
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how the file goes and what was sent so far; keep a file that is sent."""
    visit = _visit(request, pk)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_kept(request, visit, form.cleaned_data["file"]))
        except UnableToError as refusal:
            form.add_error("file", as_validation_error(refusal))
    context = {
        "visit": visit,
        "form": form,
        "is_open": visit.state in OPEN_FOR_RECORDS,
        "sheets": [layout.title for layout in LAYOUTS],
        "workbooks": visit.workbooks.defer("content").select_related("uploaded_by")[:MOST_SHOWN],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "web/meeting/workbook/upload.html", context, status=status)


def _kept(request: HttpRequest, visit: Visit, file: Any) -> VisitWorkbook:
    """Keep a file that can be read; one that cannot is refused at once and not kept."""
    require_size(file.size)
    content = file.read()
    read_visit_workbook(visit=visit, content=content)
    return keep_workbook(
        visit=visit, file_name=file.name, content=content, by=signed_in(request), at=timezone.now()
    )


@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a file would add, and on POST add it; or say that it was taken in."""
    workbook = _workbook(request, pk)
    if workbook.imported_at is not None:
        messages.info(request, _("This file is taken in already."))
        return redirect("meetings:workbook", workbook.visit_id)
    user, at = signed_in(request), timezone.now()
    try:
        if request.method == "POST":
            done = take_in(workbook=workbook, by=user, at=at)
            messages.success(request, _("The file is taken in: %(rows)s rows.") % {"rows": done.rows})
            return redirect(workbook.visit)
        plan = plan_of(workbook=workbook, by=user, at=at)
    except UnableToError as refusal:
        messages.error(request, refusal.message)
        return redirect("meetings:workbook", workbook.visit_id)
    context = {
        "workbook": workbook,
        "visit": workbook.visit,
        "plan": plan,
        "writes": plan.counts["new"] + plan.counts["changed"],
    }
    return render(request, "web/meeting/workbook/preview.html", context)


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a file that waits."""
    workbook = _workbook(request, pk)
    with refusal_as_message(request, _("The file was dropped; nothing was stored.")):
        discard_workbook(workbook=workbook, by=signed_in(request))
    return redirect("meetings:workbook", workbook.visit_id)
