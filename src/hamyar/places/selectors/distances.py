"""How far it is: a known road where there is one, else the straight line times the detour factor."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from hamyar.places.definitions import detour
from hamyar.places.enums import DistanceKind
from hamyar.places.geometry import straight_line_km
from hamyar.places.models import Distance, Municipality


@dataclass(frozen=True)
class RoadDistance:
    """Kilometres and minutes of a road; an estimate when ``kind`` is the straight line."""

    km: float
    minutes: int
    kind: DistanceKind
    source: str
    are_minutes_estimated: bool

    @property
    def is_estimate(self) -> bool:
        """Tell whether no road was measured."""
        return self.kind is DistanceKind.STRAIGHT


@dataclass(frozen=True)
class DistanceTable:
    """All roads between towns in the order of ``codes``; nothing where a point is unknown."""

    codes: tuple[str, ...]
    rows: tuple[tuple[RoadDistance | None, ...], ...]


@dataclass(frozen=True)
class Neighbour:
    """A town and how far it is."""

    municipality: Municipality
    distance: RoadDistance


def detour_factor() -> float:
    """Return the factor by which a road is longer than the straight line, as set for this house."""
    return float(settings.DETOUR_FACTOR)


def straight_estimate(origin: Municipality, destination: Municipality) -> RoadDistance | None:
    """Estimate a road from two points; nothing where one of them is unknown."""
    one, other = point_of(origin), point_of(destination)
    if one is None or other is None:
        return None
    km = straight_line_km(one, other) * detour_factor()
    return RoadDistance(km, _minutes(km), DistanceKind.STRAIGHT, "", are_minutes_estimated=True)


def point_of(municipality: Municipality) -> tuple[float, float] | None:
    """Return latitude and longitude, or nothing."""
    if municipality.latitude is None or municipality.longitude is None:
        return None
    return municipality.latitude, municipality.longitude


def _minutes(km: float) -> int:
    return round(km / detour().road_speed_kmh * 60)


def _known(distance: Distance) -> RoadDistance:
    is_estimated = distance.minutes is None
    minutes = _minutes(distance.km) if distance.minutes is None else distance.minutes
    return RoadDistance(
        distance.km, minutes, DistanceKind(distance.kind), distance.source, are_minutes_estimated=is_estimated
    )


def road_distance(*, origin: Municipality, destination: Municipality) -> RoadDistance | None:
    """Return the road between two towns; the way back stands in where only that is known."""
    return _rows([origin], [destination])[0][0]


def distance_table(*, municipalities: Sequence[Municipality]) -> DistanceTable:
    """Return all roads between the towns, in two queries at most."""
    codes = tuple(municipality.code for municipality in municipalities)
    return DistanceTable(codes, _rows(municipalities, municipalities))


def nearest_towns(*, municipality: Municipality, count: int = 6) -> tuple[Neighbour, ...]:
    """Return the nearest towns by road."""
    others = list(
        Municipality.objects.exclude(pk=municipality.pk).filter(closed_on=None).select_related("county")
    )
    (row,) = _rows([municipality], others)
    found = [Neighbour(other, road) for other, road in zip(others, row, strict=True) if road is not None]
    return tuple(
        sorted(found, key=lambda neighbour: (neighbour.distance.km, neighbour.municipality.code))[:count]
    )


def _rows(
    origins: Sequence[Municipality], destinations: Sequence[Municipality]
) -> tuple[tuple[RoadDistance | None, ...], ...]:
    known = _known_between(origins, destinations)

    def road(origin: Municipality, destination: Municipality) -> RoadDistance | None:
        if origin.pk == destination.pk:
            return None
        there, back = (origin.pk, destination.pk), (destination.pk, origin.pk)
        return known.get(there) or known.get(back) or straight_estimate(origin, destination)

    return tuple(tuple(road(origin, destination) for destination in destinations) for origin in origins)


def _known_between(
    origins: Sequence[Municipality], destinations: Sequence[Municipality]
) -> dict[tuple[int, int], RoadDistance]:
    ones, others = [row.pk for row in origins], [row.pk for row in destinations]
    rows = Distance.objects.filter(
        Q(origin__in=ones, destination__in=others) | Q(origin__in=others, destination__in=ones)
    )
    return {(row.origin_id, row.destination_id): _known(row) for row in rows}
