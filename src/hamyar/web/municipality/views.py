"""Public pages about municipalities."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from hamyar.commitments.selectors import commitments_of_town
from hamyar.core.persian import to_ascii_digits
from hamyar.findings.selectors.pages import findings_of_town
from hamyar.places.models import BoundarySet, Municipality
from hamyar.places.selectors import boundaries_as_geojson
from hamyar.projects.selectors import projects_of_town
from hamyar.visits.selectors import public_visits_of
from hamyar.web.municipality import exports, maps, twins
from hamyar.web.municipality.forms import FilterForm
from hamyar.web.municipality.listing import open_municipalities, town_rows
from hamyar.web.municipality.standing import current_standings
from hamyar.web.municipality.town import town_file_of_day

MOST_TWIN_INDICATORS = 12


def municipalities(request: HttpRequest) -> HttpResponse:
    """List the municipalities, filtered and sorted as the address says, as a table or as cards."""
    standings = current_standings()
    form = FilterForm(request.GET, standings=standings)
    rows = town_rows(filters=form.filters, standings=standings)
    context = {
        "form": form,
        "rows": rows,
        "standings": standings,
        "total": open_municipalities().count(),
        "view": "cards" if request.GET.get("view") == "cards" else "table",
    }
    return render(request, "web/municipality/list.html", context)


def map_page(request: HttpRequest) -> HttpResponse:
    """Show the municipalities on the map, the same as a table below it."""
    standings = current_standings()
    form = FilterForm(request.GET, standings=standings)
    rows = town_rows(filters=form.filters, standings=standings)
    shown = maps.boundary_set_shown()
    context = {
        "form": form,
        "rows": rows,
        "standings": standings,
        "without_point": [row.municipality for row in rows if row.municipality.latitude is None],
        "map_data": maps.map_data(rows=rows, boundaries=shown),
        "boundaries": shown,
    }
    return render(request, "web/municipality/map.html", context)


def boundaries(request: HttpRequest, code: str) -> HttpResponse:
    """Give a set of boundaries as GeoJSON, with its attribution and licence."""
    row = get_object_or_404(BoundarySet, code=code)
    return JsonResponse(boundaries_as_geojson(boundary_set=row), content_type="application/geo+json")


def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Give what the list shows as a file."""
    standings = current_standings()
    form = FilterForm(request.GET, standings=standings)
    rows = town_rows(filters=form.filters, standings=standings)
    if kind == "json":
        response: HttpResponse = JsonResponse(
            {"municipalities": exports.as_records(rows)},
            json_dumps_params={"ensure_ascii": False, "indent": 1},
        )
    else:
        content = exports.as_csv(rows) if kind == "csv" else exports.as_xlsx(rows)
        response = HttpResponse(content, content_type=exports.CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="municipalities.{kind}"'
    return response


def town(request: HttpRequest, code: str) -> HttpResponse:
    """Show the start of the town file."""
    municipality = get_object_or_404(
        Municipality.objects.select_related("county__province", "census_county", "district"), code=code
    )
    file = town_file_of_day(municipality=municipality, on=timezone.localdate())
    standings = current_standings()
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    choices = [history.indicator for history in file.histories]
    known = {indicator.code for indicator in choices}
    chosen = [each for each in request.GET.getlist("by") if each in known][:MOST_TWIN_INDICATORS]
    codes = chosen or twins.default_codes(choices)
    similar = twins.twins_of(municipality=municipality, codes=codes) if codes else None
    context = {
        "municipality": municipality,
        "file": file,
        "visits": public_visits_of(municipality=municipality, since=today),
        "promises": list(commitments_of_town(municipality=municipality)),
        "findings": findings_of_town(municipality=municipality, viewer=request.user),
        "projects": projects_of_town(municipality=municipality, viewer=request.user),
        "twins": similar,
        "twin_choices": choices,
        "twin_codes": codes,
        "standings": standings,
        "standing": standings.by_town.get(municipality.pk),
    }
    return render(request, "web/municipality/town.html", context)


def short(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from the short address, in any digits, to the town file."""
    digits = to_ascii_digits(code)
    if not Municipality.objects.filter(code=digits).exists():
        raise Http404(code)
    return redirect("municipalities:detail", code=digits, permanent=False)
