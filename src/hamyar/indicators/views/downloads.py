"""Files: values of one or of all indicators, the open data package, templates, and an uploaded original."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamyar.core.jalali import jalali_year
from hamyar.indicators import exporting, permissions, selectors
from hamyar.indicators.enums import Level
from hamyar.indicators.exporting import Table
from hamyar.indicators.forms import TemplateForm
from hamyar.indicators.models import ImportBatch, Indicator
from hamyar.indicators.views.reader import person, reader
from hamyar.places.models import Municipality

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def attachment(content: bytes, *, file_name: str, kind: str) -> HttpResponse:
    """Return a file to keep."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def _written(table: Table, kind: str, *, name: str, title: str) -> HttpResponse:
    if kind == "csv":
        return attachment(exporting.as_csv(table), file_name=f"{name}.csv", kind=CSV)
    if kind == "xlsx":
        content = exporting.as_workbook(table, title=title)
        return attachment(content, file_name=f"{name}.xlsx", kind=EXCEL)
    raise Http404(kind)


@require_safe
def values(request: HttpRequest, kind: str) -> HttpResponse:
    """Send all values the reader may see, one a row."""
    among = permissions.values_visible_to(user=reader(request))
    return _written(
        exporting.values_table(among), kind, name="hamyar-values", title=_("Values of indicators")
    )


@require_safe
def towns(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Send the newest figure of each town for one indicator."""
    indicator = get_object_or_404(Indicator, code=code)
    among = permissions.values_visible_to(user=reader(request))
    listed = Municipality.objects.filter(closed_on__isnull=True).select_related("county")
    table = selectors.figure_table(towns=listed, indicators=[indicator], among=among)
    return _written(exporting.town_table(table, indicator), kind, name=f"hamyar-{code}", title=indicator.name)


@require_safe
def package(request: HttpRequest) -> HttpResponse:
    """Send the open data package of all public values."""
    content = exporting.data_package(
        values=selectors.public_values(), at=timezone.now(), homepage=request.build_absolute_uri("/")
    )
    return attachment(content, file_name="hamyar-datapackage.zip", kind="application/zip")


@require_safe
@login_required
def template(request: HttpRequest) -> HttpResponse:
    """Send a workbook to fill in: the places and indicators that were chosen, with what stands."""
    user = person(request)
    permissions.require_can_import(user=user)
    form = TemplateForm(request.GET, this_year=jalali_year(timezone.now()))
    if not form.is_valid():
        raise Http404("template")
    own = permissions.towns_of_importer(user=user)
    level = Level.MUNICIPALITY if own is not None else Level(form.cleaned_data["level"])
    sheet = exporting.template_sheet(
        level=level,
        indicators=form.chosen_indicators(),
        year=form.cleaned_data["year"],
        among=permissions.values_visible_to(user=user),
        towns=own,
    )
    name = f"hamyar-template-{level.value}-{sheet.year}.xlsx"
    return attachment(exporting.template_workbook(sheet), file_name=name, kind=EXCEL)


@require_safe
@login_required
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the file of a batch as it was uploaded."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    if not permissions.can_view_batch(user=person(request), batch=batch):
        raise PermissionDenied
    content = bytes(batch.content)
    ending, kind = ("xlsx", EXCEL) if content.startswith(b"PK") else ("csv", CSV)
    return attachment(content, file_name=f"hamyar-import-{batch.pk}.{ending}", kind=kind)
