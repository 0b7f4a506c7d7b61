"""What the map draws: points sized by population, boundaries where an administrator imported them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from hamyar.places.models import BoundarySet
from hamyar.web.municipality.listing import TownRow

POINTS_CREDIT = "© OpenStreetMap contributors"


def boundary_set_shown() -> BoundarySet | None:
    """Return the newest set of boundaries that was imported."""
    return BoundarySet.objects.exclude(imported_at=None).order_by("-reference_on", "code").first()


def map_data(
    *, rows: Sequence[TownRow], boundaries: BoundarySet | None, highlight: str = ""
) -> dict[str, Any]:
    """Return the towns that have a point as GeoJSON, with whom to credit."""
    features = [_feature(row, highlight) for row in rows if row.municipality.latitude is not None]
    return {
        "points": {"type": "FeatureCollection", "features": features},
        "attribution": boundaries.attribution if boundaries else POINTS_CREDIT,
    }


def _feature(row: TownRow, highlight: str) -> dict[str, Any]:
    town = row.municipality
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [town.longitude, town.latitude]},
        "properties": {
            "name": town.name,
            "href": town.get_absolute_url(),
            "population": row.population.amount if row.population else None,
            "tier": row.standing.result.tier if row.standing else None,
            "step": row.standing.step if row.standing else None,
            "words": _words(row),
            "highlight": town.code == highlight,
        },
    }


def _words(row: TownRow) -> list[str]:
    county = _("County of %(county)s") % {"county": row.municipality.county.name}
    return [county, row.standing.words] if row.standing else [county]
