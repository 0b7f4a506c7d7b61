"""The figures of an indicator as points on a map, coloured by five steps."""

from typing import Any

from django.utils.translation import gettext as _

from hamyar.core.persian import format_number
from hamyar.core.translation import active_language
from hamyar.indicators.models import Indicator
from hamyar.indicators.selectors import Distribution, Figure, FigureTable
from hamyar.places.models import Municipality

POINTS_CREDIT = "© OpenStreetMap contributors"


def map_data(
    *, indicator: Indicator, table: FigureTable, spread: Distribution | None
) -> dict[str, Any] | None:
    """Return the towns that have a point as GeoJSON, with the words of the key; nothing without figures."""
    if spread is None:
        return None
    features = [
        _feature(indicator, town, table.latest(town=town, indicator=indicator), spread)
        for town in table.towns
        if town.latitude is not None
    ]
    steps = [_range(indicator, *ends) for ends in spread.ranges(direction=indicator.direction)]
    return {
        "points": {"type": "FeatureCollection", "features": features},
        "attribution": POINTS_CREDIT,
        "steps": steps,
        "missing": _("no figure"),
    }


def _number(indicator: Indicator, amount: float) -> str:
    return format_number(amount, decimals=indicator.decimals, language=active_language())


def _range(indicator: Indicator, first: float, last: float) -> str:
    ends = {"first": _number(indicator, first), "last": _number(indicator, last)}
    return _("%(first)s to %(last)s") % ends


def _feature(
    indicator: Indicator, town: Municipality, figure: Figure | None, spread: Distribution
) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [town.longitude, town.latitude]},
        "properties": {
            "name": town.name,
            "href": town.get_absolute_url(),
            "step": spread.step(figure.amount, direction=indicator.direction) if figure else None,
            "words": _words(indicator, figure),
        },
    }


def _words(indicator: Indicator, figure: Figure | None) -> list[str]:
    if figure is None:
        return [_("no figure")]
    told = f"{_number(indicator, figure.amount)} {indicator.unit}"
    return [told, _("Inherited from the county")] if figure.is_inherited else [told]
