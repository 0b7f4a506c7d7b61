"""What everyone may read: the definitions, and each with its figures."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hamyar.core.persian import format_number, parse_integer
from hamyar.core.persian.numbers import UnableToReadNumberError
from hamyar.core.translation import active_language
from hamyar.indicators import permissions, selectors
from hamyar.indicators.enums import Level
from hamyar.indicators.models import Indicator
from hamyar.indicators.selectors import Distribution, Figure, FigureTable
from hamyar.indicators.views.mapping import map_data
from hamyar.indicators.views.reader import reader
from hamyar.places.models import Municipality

Row = tuple[Municipality, Figure | None]
SORTS: dict[str, Callable[[Row], Any]] = {
    "name": lambda row: row[0].sort_key,
    "county": lambda row: (row[0].county.sort_key, row[0].sort_key),
    "value": lambda row: row[1].amount if row[1] else 0.0,
    "year": lambda row: row[1].year if row[1] else 0,
}


@require_safe
def definitions(request: HttpRequest) -> HttpResponse:
    """List the definitions by theme, with how many towns have a figure."""
    among = permissions.values_visible_to(user=reader(request))
    coverages = selectors.indicators_with_coverage(among=among)
    context = {
        "themes": selectors.indicators_by_theme(coverages),
        "filled": sum(not each.is_template for each in coverages),
        "count": len(coverages),
    }
    return render(request, "indicators/definitions.html", context)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show a definition with the figures of all towns, up to the chosen year."""
    indicator = get_object_or_404(Indicator, code=code)
    among = permissions.values_visible_to(user=reader(request))
    years = selectors.years_of(indicator=indicator, among=among)
    year = _chosen_year(request, years)
    towns = Municipality.objects.filter(closed_on__isnull=True).select_related("county")
    table = selectors.figure_table(towns=towns, indicators=[indicator], among=among, until_year=year)
    spread = selectors.distribution(table=table, indicator=indicator)
    rows = [(town, table.latest(town=town, indicator=indicator)) for town in table.towns]
    context = {
        "indicator": indicator,
        "years": years,
        "year": year,
        "rows": _sorted(rows, request.GET.get("sort", "name")),
        "known": sum(figure is not None for _town, figure in rows),
        "boundaries": _boundaries(table),
        "spread": spread,
        "finding": _finding(indicator, spread) if spread else "",
        "beyond": _beyond(indicator, spread) if spread else "",
        "histogram": _histogram(indicator, spread) if spread else None,
        "map_data": map_data(indicator=indicator, table=table, spread=spread),
    }
    return render(request, "indicators/detail.html", context)


def _chosen_year(request: HttpRequest, years: list[int]) -> int | None:
    try:
        chosen = parse_integer(request.GET.get("year", ""))
    except UnableToReadNumberError:
        return None
    return chosen if chosen in years else None


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    """Sort as asked; towns without a figure stand last when figures are sorted."""
    key = SORTS.get(sort.lstrip("-"), SORTS["name"])
    ordered = sorted(rows, key=lambda row: row[0].sort_key)
    ordered.sort(key=key, reverse=sort.startswith("-"))
    if sort.lstrip("-") in {"value", "year"}:
        ordered.sort(key=lambda row: row[1] is None)
    return ordered


def _boundaries(table: FigureTable) -> list[str]:
    labels = {figures[-1].boundary: figures[-1].boundary_label for figures in table.figures.values()}
    return [labels[code] for code in sorted(labels)]


def _told(indicator: Indicator, amount: float) -> str:
    return format_number(amount, decimals=indicator.decimals, language=active_language())


def _finding(indicator: Indicator, spread: Distribution) -> str:
    told = {
        "count": format_number(spread.count, language=active_language()),
        "low": _told(indicator, spread.low),
        "high": _told(indicator, spread.high),
        "unit": indicator.unit,
    }
    if indicator.level == Level.COUNTY:
        text = ngettext(
            "Half of the %(count)s county with a figure lies between %(low)s and %(high)s %(unit)s",
            "Half of the %(count)s counties with a figure lie between %(low)s and %(high)s %(unit)s",
            spread.count,
        )
    else:
        text = ngettext(
            "Half of the %(count)s city with a figure lies between %(low)s and %(high)s %(unit)s",
            "Half of the %(count)s cities with a figure lie between %(low)s and %(high)s %(unit)s",
            spread.count,
        )
    return text % told


def _beyond(indicator: Indicator, spread: Distribution) -> str:
    if not spread.beyond:
        return ""
    told = {
        "count": format_number(spread.beyond, language=active_language()),
        "limit": _told(indicator, spread.bins[-1][1]),
        "unit": indicator.unit,
    }
    text = ngettext(
        "%(count)s place above %(limit)s %(unit)s is not drawn.",
        "%(count)s places above %(limit)s %(unit)s are not drawn.",
        spread.beyond,
    )
    return text % told


def _histogram(indicator: Indicator, spread: Distribution) -> dict[str, Any]:
    return {
        "bins": [list(each) for each in spread.bins],
        "mark": round(spread.median, indicator.decimals),
        "markName": _("Median"),
        "unit": indicator.unit,
        "axis": _("%(name)s (%(unit)s)") % {"name": indicator.name, "unit": indicator.unit},
        "counted": _("counties") if indicator.level == Level.COUNTY else _("cities"),
    }
