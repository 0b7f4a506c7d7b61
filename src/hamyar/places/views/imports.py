"""Files: upload, preview, take in or drop."""

import csv

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.places import forms, permissions, selectors, services
from hamyar.places.enums import ImportKind
from hamyar.places.models import PlaceImport
from hamyar.places.services.imports import discard_import, importer_for, plan_of
from hamyar.places.views.forms import person

LARGEST_UPLOAD = 10 * 1024 * 1024
MOST_ROWS_SHOWN = 200
ABOUT = {
    ImportKind.PLACES: gettext_lazy("One municipality a row. A blank cell leaves what is on record."),
    ImportKind.BOUNDARIES: gettext_lazy(
        "A GeoJSON file with one feature for each county, in degrees (WGS 84)."
    ),
    ImportKind.DISTANCES: gettext_lazy(
        "Two towns a row, by code or name, with kilometres and, if known, minutes."
    ),
    ImportKind.SHAREHOLDERS: gettext_lazy(
        "One municipality a row with its share; a new share ends the older one."
    ),
}


def _kind(name: str) -> ImportKind:
    if name not in ImportKind.values:
        raise Http404(name)
    return ImportKind(name)


@login_required
def imports(request: HttpRequest) -> HttpResponse:
    """List the kinds of files and what was taken in."""
    permissions.require_can_view_desk(user=person(request))
    uploads = PlaceImport.objects.defer("content").select_related("uploaded_by")
    kinds = [(kind, kind.label, ABOUT[kind]) for kind in ImportKind]
    context = {
        "kinds": kinds,
        "page": selectors.page_of(uploads, request.GET.get("page")),
        "can": permissions.abilities(user=person(request)),
    }
    return render(request, "places/imports.html", context)


@login_required
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Upload a file and go to its preview."""
    user, chosen = person(request), _kind(kind)
    permissions.require_can_import(user=user)
    form = forms.UploadForm(request.POST or None, request.FILES or None, kind=chosen)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > LARGEST_UPLOAD:
                raise services.UnableToImportError(_("The file is too large."), "file_too_large")
            kept = services.upload_import(
                kind=chosen,
                file_name=file.name,
                content=file.read(),
                options=form.options,
                by=user,
                at=timezone.now(),
            )
            return redirect("places:preview", pk=kept.pk)
        except UnableToError as error:
            form.add_error("file", as_validation_error(error))
    context = {
        "form": form,
        "kind": chosen,
        "about": ABOUT[chosen],
        "columns": importer_for(kind=chosen).columns,
        "cancel": reverse("places:imports"),
    }
    return render(request, "places/upload.html", context, status=422 if request.method == "POST" else 200)


@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what taking in a file would do; on POST do it."""
    user = person(request)
    permissions.require_can_import(user=user)
    row = get_object_or_404(PlaceImport, pk=pk)
    if row.applied_at is not None:
        return render(request, "places/taken_in.html", {"upload": row})
    try:
        if request.method == "POST":
            services.apply_import(upload=row, by=user, at=timezone.now())
            messages.success(request, _("The file was taken in."))
            return redirect("places:imports")
        plan = plan_of(upload=row)
    except UnableToError as error:
        messages.error(request, error.message)
        return redirect("places:imports")
    context = {
        "upload": row,
        "plan": plan,
        "writes": plan.writes[:MOST_ROWS_SHOWN],
        "refusals": [(_column(row, refusal.column), refusal) for refusal in plan.refusals[:MOST_ROWS_SHOWN]],
        "hidden": max(0, len(plan.writes) - MOST_ROWS_SHOWN),
    }
    return render(request, "places/preview.html", context)


def _column(upload: PlaceImport, name: str) -> str:
    """Return the Persian heading of a column, or the name itself on English pages."""
    headings = {column.name: column.fa for column in importer_for(kind=ImportKind(upload.kind)).columns}
    return headings.get(name, name) if get_language() == "fa" else name


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop an uploaded file."""
    row = get_object_or_404(PlaceImport, pk=pk)
    try:
        discard_import(upload=row, by=person(request))
    except UnableToError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The file was dropped; nothing was stored."))
    return redirect("places:imports")


@login_required
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Give an empty file with the heading of a kind, for filling in."""
    permissions.require_can_view_desk(user=person(request))
    columns = importer_for(kind=_kind(kind)).columns
    if not columns:
        raise Http404(kind)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    response.write("\ufeff")
    csv.writer(response).writerow([column.fa for column in columns])
    return response
