"""The register: list, map, counts and files."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.findings import exporting, maps
from hamyar.findings.enums import FindingKind
from hamyar.findings.forms import FilterForm
from hamyar.findings.permissions import RECORD, REPORT_OWN, can_import, can_record_at
from hamyar.findings.selectors import findings_visible_to
from hamyar.findings.selectors.counts import counts_by_county, counts_by_town, matrix_of
from hamyar.findings.selectors.register import register
from hamyar.findings.views.reader import is_staff, reader_of

PER_PAGE = 50


def _form(request: HttpRequest, user: User) -> FilterForm:
    form = FilterForm(request.GET, viewer=user)
    if not is_staff(user):
        form.leave_out_places()
    return form


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the findings as a table or on the map, filtered and sorted as the address says."""
    user = reader_of(request)
    form = _form(request, user)
    rows = register(viewer=user, filters=form.filters)
    view = "map" if request.GET.get("view") == "map" else "table"
    context = {
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "view": view,
        "map_data": maps.points_of(rows=rows) if view == "map" else None,
        "is_staff": is_staff(user),
        "may_write": can_record_at(user=user, meeting=None)
        or has_permission(user, RECORD)
        or has_permission(user, REPORT_OWN),
        "may_import": can_import(user=user),
    }
    return render(request, "findings/list.html", context)


@login_required
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give what the filters leave as a file."""
    user = reader_of(request)
    rows = register(viewer=user, filters=_form(request, user).filters)
    return exporting.as_csv(rows) if kind == "csv" else exporting.as_xlsx(rows)


@login_required
@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """Show how many findings there are by town, by county, and by sector and kind."""
    user = reader_of(request)
    context = {
        "towns": counts_by_town(viewer=user),
        "counties": counts_by_county(viewer=user) if is_staff(user) else (),
        "matrix": matrix_of(findings=findings_visible_to(viewer=user)),
        "kinds": FindingKind,
    }
    return render(request, "findings/counts.html", context)
