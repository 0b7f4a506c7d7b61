"""Findings on the map: one point for each town, with how many it has."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from hamyar.core.persian import format_number
from hamyar.core.translation import active_language
from hamyar.findings.models import Finding
from hamyar.places.models import Municipality


def points_of(*, rows: QuerySet[Finding]) -> dict[str, Any]:
    """Return the towns of some findings as GeoJSON; towns without a point and counties as a whole are left out."""
    counted = Counter(rows.order_by().exclude(municipality=None).values_list("municipality", flat=True))
    towns = Municipality.objects.filter(pk__in=counted.keys()).exclude(latitude=None)
    features = [_feature(town, counted[town.pk]) for town in towns.order_by("sort_key", "code")]
    return {"points": {"type": "FeatureCollection", "features": features}}


def _feature(town: Municipality, count: int) -> dict[str, Any]:
    number = format_number(count, language=active_language())
    words = ngettext("%(number)s finding", "%(number)s findings", count) % {"number": number}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [town.longitude, town.latitude]},
        "properties": {
            "name": f"{town.name} ({number})",
            "href": f"{reverse('findings:list')}?town={town.code}",
            "words": [words],
        },
    }
