"""Reading places."""

from hamyar.places.selectors.councils import CouncilSize, council_in_office, council_size
from hamyar.places.selectors.dated import at_day, valid_on
from hamyar.places.selectors.distances import (
    DistanceTable,
    RoadDistance,
    detour_factor,
    distance_table,
    nearest_towns,
    road_distance,
)
from hamyar.places.selectors.divisions import boundaries_as_geojson, counties_on, county_with_code
from hamyar.places.selectors.representation import municipalities_represented_by, represents

__all__ = [
    "CouncilSize",
    "DistanceTable",
    "RoadDistance",
    "at_day",
    "boundaries_as_geojson",
    "council_in_office",
    "council_size",
    "counties_on",
    "county_with_code",
    "detour_factor",
    "distance_table",
    "municipalities_represented_by",
    "nearest_towns",
    "represents",
    "road_distance",
    "valid_on",
]
