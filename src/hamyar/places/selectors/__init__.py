"""Reading places."""

from hamyar.places.selectors.councils import CouncilSize, council_in_office, council_size
from hamyar.places.selectors.dated import at_day, valid_on
from hamyar.places.selectors.desk import (
    calibration_points,
    council_view,
    desk_file,
    desk_municipalities,
    desk_row,
    page_of,
    share_register,
)
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
from hamyar.places.selectors.searching import municipalities_matching

__all__ = [
    "CouncilSize",
    "DistanceTable",
    "RoadDistance",
    "at_day",
    "boundaries_as_geojson",
    "calibration_points",
    "council_in_office",
    "council_size",
    "council_view",
    "counties_on",
    "county_with_code",
    "desk_file",
    "desk_municipalities",
    "desk_row",
    "detour_factor",
    "distance_table",
    "municipalities_matching",
    "municipalities_represented_by",
    "nearest_towns",
    "page_of",
    "represents",
    "road_distance",
    "share_register",
    "valid_on",
]
