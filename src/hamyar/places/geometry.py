"""Straight lines on the earth."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


def straight_line_km(one: Point, other: Point) -> float:
    """Return the great-circle distance of two points (haversine formula)."""
    latitude, longitude = (radians(degrees) for degrees in one)
    latitude_2, longitude_2 = (radians(degrees) for degrees in other)
    half = (
        sin((latitude_2 - latitude) / 2) ** 2
        + cos(latitude) * cos(latitude_2) * sin((longitude_2 - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))
