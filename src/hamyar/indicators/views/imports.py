"""The desk: upload with preview, confirm, discard, undo."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.core.jalali import jalali_year
from hamyar.indicators import permissions, selectors, services
from hamyar.indicators.changes import Change, unpack
from hamyar.indicators.enums import BatchState, Status
from hamyar.indicators.forms import ConfirmForm, TemplateForm, UndoForm, UploadForm
from hamyar.indicators.importing import CellKind, Preview
from hamyar.indicators.models import ImportBatch
from hamyar.indicators.views.reader import person

PAGE = 50
MOST_REFUSALS = 200


@require_safe
@login_required
def batches(request: HttpRequest) -> HttpResponse:
    """Show the imports, and offer a template."""
    user = person(request)
    if not permissions.can_view_desk(user=user):
        raise PermissionDenied
    sees_all = permissions.sees_all_batches(user=user)
    found = selectors.import_batches(uploaded_by=None if sees_all else user)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "can_import": permissions.can_import(user=user),
        "template_form": TemplateForm(this_year=jalali_year(timezone.now())),
        "is_limited": permissions.towns_of_importer(user=user) is not None,
        "rounds": selectors.rounds_with_counts()[:5],
        "can_manage_rounds": permissions.can_manage_rounds(user=user),
    }
    return render(request, "indicators/batches.html", context)


@login_required
def upload(request: HttpRequest) -> HttpResponse:
    """Upload a file; go to the preview of its batch, or show here why it is refused."""
    user = person(request)
    permissions.require_can_import(user=user)
    limited = permissions.towns_of_importer(user=user) is not None
    form = UploadForm(request.POST or None, request.FILES or None, is_limited=limited)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        found = _upload(form, request)
        if found and found.batch:
            return redirect("indicators:batch", pk=found.batch.pk)
        if found:
            context |= _refusals(found.preview)
    return render(request, "indicators/upload.html", context)


def _upload(form: UploadForm, request: HttpRequest) -> services.Upload | None:
    told = form.cleaned_data
    try:
        return services.upload_values(
            file_name=told["file"].name,
            content=told["file"].read(),
            year=told["year"],
            status=Status(told.get("status") or Status.PROVISIONAL),
            source=told["source"],
            note=told["note"],
            by=person(request),
            at=timezone.now(),
        )
    except UnableToError as error:
        form.add_error("file", as_validation_error(error))
        return None


def _refusals(preview: Preview) -> dict[str, Any]:
    refused = preview.of(CellKind.REFUSED)
    return {
        "preview": preview,
        "counts": {kind.value: count for kind, count in preview.counts.items()},
        "refused": refused[:MOST_REFUSALS],
        "further": max(len(refused) - MOST_REFUSALS, 0),
    }


@require_safe
@login_required
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a batch would do or did, and what may be done with it."""
    found = _batch(request, pk)
    return _show(request, found, undo=UndoForm(), confirm=_confirm_form(found))


def _batch(request: HttpRequest, pk: int) -> ImportBatch:
    found = get_object_or_404(ImportBatch.objects.defer("content"), pk=pk)
    if not permissions.can_view_batch(user=person(request), batch=found):
        raise PermissionDenied
    return found


def _confirm_form(found: ImportBatch, data: Any = None) -> ConfirmForm:
    return ConfirmForm(data, doubtful=found.counts.get("doubtful", 0))


def _show(
    request: HttpRequest, found: ImportBatch, *, undo: UndoForm, confirm: ConfirmForm, status: int = 200
) -> HttpResponse:
    user = person(request)
    shown = request.GET.get("show", "doubtful" if found.counts.get("doubtful") else "all")
    changes = [each for each in unpack(found.changes) if _is_shown(each, shown)]
    page = Paginator(changes, PAGE).get_page(request.GET.get("page"))
    context = {
        "batch": found,
        "shown": shown,
        "page": page,
        "rows": selectors.named_changes(changes=list(page.object_list)),
        "is_waiting": found.state == BatchState.PREVIEWED,
        "is_confirmed": found.state == BatchState.CONFIRMED,
        "can_confirm": permissions.can_confirm(user=user, batch=found),
        "embargoed": selectors.embargoed_in(batch=found),
        "can_release": permissions.can_release(user=user),
        "can_undo": permissions.can_undo(user=user),
        "undo_form": undo,
        "confirm_form": confirm,
    }
    return render(request, "indicators/batch.html", context, status=status)


def _is_shown(change: Change, shown: str) -> bool:
    tests = {"doubtful": bool(change.doubts), "new": change.is_new, "changed": not change.is_new}
    return tests.get(shown, True)


@require_POST
@login_required
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Store a batch as a whole."""
    found = _batch(request, pk)
    form = _confirm_form(found, request.POST)
    if not form.is_valid():
        return _show(request, found, undo=UndoForm(), confirm=form, status=422)
    try:
        services.confirm_import(batch=found, by=person(request), at=timezone.now())
    except UnableToError as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request, _("All values of the file are stored. You can undo this import as a whole.")
        )
    return redirect("indicators:batch", pk=pk)


@require_POST
@login_required
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a waiting batch up."""
    found = _batch(request, pk)
    try:
        services.discard_import(batch=found, by=person(request), at=timezone.now())
    except UnableToError as error:
        messages.error(request, error.message)
        return redirect("indicators:batch", pk=pk)
    messages.success(request, _("The file was put aside; nothing was stored."))
    return redirect("indicators:batches")


@require_POST
@login_required
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the embargoed values of a batch public."""
    found = _batch(request, pk)
    try:
        services.release_import(batch=found, by=person(request), at=timezone.now())
    except UnableToError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The values are final and public now."))
    return redirect("indicators:batch", pk=pk)


@require_POST
@login_required
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a confirmed batch back as a whole."""
    found = _batch(request, pk)
    permissions.require_can_undo(user=person(request))
    form = UndoForm(request.POST)
    if form.is_valid():
        try:
            services.undo_import(
                batch=found, why=form.cleaned_data["why"], by=person(request), at=timezone.now()
            )
        except UnableToError as error:
            form.add_error(None, as_validation_error(error))
        else:
            messages.success(request, _("The import was undone; what stood before is back."))
            return redirect("indicators:batch", pk=pk)
    return _show(request, found, undo=form, confirm=_confirm_form(found), status=422)
