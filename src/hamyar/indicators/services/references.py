"""What an uploaded file is compared with, read from the database."""

import re
from collections.abc import Collection

from hamyar.core.persian import search_key
from hamyar.indicators.importing import IndicatorReference, PlaceReference, Reference, Standing
from hamyar.indicators.models import Indicator, Value
from hamyar.indicators.permissions import Actor, towns_of_importer
from hamyar.places.models import County, Municipality


def indicator_references() -> dict[str, IndicatorReference]:
    """Return the indicators in use by code."""
    fields = ("id", "code", "name_fa", "name_en", "level", "least", "most", "decimals", "theme")
    rows = Indicator.objects.filter(is_active=True).values(*fields)
    return {row["code"]: IndicatorReference(**row) for row in rows}


def reference_for(*, indicators: dict[str, IndicatorReference], by: Actor) -> Reference:
    """Return everything a file is compared with, for this person."""
    allowed = None if by is None else towns_of_importer(user=by)
    return Reference(
        indicators=indicators,
        towns=_places(Municipality),
        counties=_places(County),
        standing=_standing([each.id for each in indicators.values()]),
        allowed_towns=None if allowed is None else frozenset(allowed.values_list("code", flat=True)),
    )


def _places(model: type[Municipality] | type[County]) -> dict[str, PlaceReference]:
    rows = model.objects.values_list("pk", "code", "name_fa", "name_en", "also_written_fa")
    return {
        code: PlaceReference(pk, code, name_fa, _keys(name_fa, name_en, *re.split("[,،]", also_written)))
        for pk, code, name_fa, name_en, also_written in rows
    }


def _keys(*names: str) -> frozenset[str]:
    return frozenset(map(search_key, names)) - {""}


def _standing(indicator_ids: Collection[int]) -> dict[tuple[int, int, int], Standing]:
    rows = Value.objects.filter(indicator__in=indicator_ids).values_list(
        "indicator_id", "municipality_id", "county_id", "year", "amount", "status"
    )
    return {
        (indicator, town or county, year): Standing(amount, status)
        for indicator, town, county, year, amount, status in rows
    }
