"""Counties by their dated codes, and their boundaries."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from hamyar.places.models import BoundarySet, County, CountyCode


def _code_valid_on(on: dt.date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))


def county_with_code(*, code: str, on: dt.date) -> County | None:
    """Return the county that bore an official code on a day."""
    row = CountyCode.objects.filter(_code_valid_on(on), code=code).select_related("county").first()
    return row.county if row else None


def counties_on(*, on: dt.date) -> QuerySet[County]:
    """Return the counties that existed on a day, by their dated codes."""
    return County.objects.filter(pk__in=CountyCode.objects.filter(_code_valid_on(on)).values("county"))


def boundaries_as_geojson(*, boundary_set: BoundarySet) -> dict[str, Any]:
    """Return a set of boundaries as a GeoJSON feature collection with its attribution."""
    rows = boundary_set.boundaries.select_related("county").order_by("county__code")
    return {
        "type": "FeatureCollection",
        "attribution": boundary_set.attribution,
        "licence": boundary_set.licence,
        "features": [
            {
                "type": "Feature",
                "properties": {"code": row.county.code, "name": row.county.name},
                "geometry": row.geometry,
            }
            for row in rows
        ],
    }
