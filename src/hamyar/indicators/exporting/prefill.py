"""Filling a template with the places and the values that stand."""

from collections.abc import Sequence

from django.db.models import QuerySet

from hamyar.core.jalali import fiscal_year
from hamyar.indicators.enums import Level
from hamyar.indicators.exporting.template import TemplateRow, TemplateSheet
from hamyar.indicators.models import Indicator, Value
from hamyar.places.models import County, Municipality
from hamyar.places.selectors import counties_on


def template_sheet(
    *,
    level: Level,
    indicators: Sequence[Indicator],
    year: int,
    among: QuerySet[Value],
    towns: QuerySet[Municipality] | None = None,
) -> TemplateSheet:
    """Return a template for all places of a level, or for some towns, with the last value up to ``year``.

    Parameters
    ----------
    level
        Whether the rows are municipalities or counties.
    indicators
        The columns; those of another level are left out.
    year
        The Jalali year to collect.
    among
        The values the reader may see.
    towns
        Which municipalities, by default all that are not closed.
    """
    columns = tuple(indicator for indicator in indicators if indicator.level == level)
    last = _last_values(columns, year, among)
    places = _places(level, year, towns)
    rows = tuple(
        TemplateRow(place.code, place.name, tuple(last.get((each.pk, place.pk)) for each in columns))
        for place in places
    )
    return TemplateSheet(year, columns, rows)


def _places(level: Level, year: int, towns: QuerySet[Municipality] | None) -> Sequence[Municipality | County]:
    if level == Level.MUNICIPALITY:
        return list(Municipality.objects.filter(closed_on__isnull=True) if towns is None else towns)
    return list(counties_on(on=fiscal_year(year)[1]))


def _last_values(
    indicators: Sequence[Indicator], year: int, among: QuerySet[Value]
) -> dict[tuple[int, int], tuple[float, int]]:
    rows = among.filter(indicator__in=indicators, year__lte=year).order_by("year")
    told = rows.values_list("indicator_id", "municipality_id", "county_id", "amount", "year")
    return {(indicator, town or county): (amount, of) for indicator, town, county, amount, of in told}
