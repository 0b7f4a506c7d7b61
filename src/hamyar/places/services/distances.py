"""Known roads: written by hand, imported, or measured by a routing service."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings
from django.db import transaction

from hamyar.core.errors import UnableToError
from hamyar.core.persian import normalise_line
from hamyar.core.translation import gettext_noop as _
from hamyar.places.enums import DistanceKind
from hamyar.places.geometry import Point
from hamyar.places.models import Distance, Municipality
from hamyar.places.permissions import Actor, require_can_measure
from hamyar.places.routing import UnableToMeasureDistancesError, measure
from hamyar.places.selectors.distances import point_of
from hamyar.places.services.auditing import Changes, differences, write

BLOCK = 50
"""Towns asked for at once; routing services limit the size of a table (OSRM: 100 points)."""


class UnableToRecordDistanceError(UnableToError):
    """A road that cannot be."""

    default_code = "distance_refused"


@transaction.atomic
def record_distance(
    *,
    origin: Municipality,
    destination: Municipality,
    km: float,
    minutes: int | None,
    by: Actor,
    at: dt.datetime,
    source: str = "",
) -> Distance:
    """Record the road from one town to another; it replaces the estimate and any earlier figure.

    Raises
    ------
    PermissionDenied
        When ``by`` may not record distances.
    UnableToRecordDistanceError
        When both towns are the same, or the figures cannot be.
    """
    require_can_measure(user=by)
    check_road(origin=origin, destination=destination, km=km, minutes=minutes)
    return write_distance(
        origin=origin,
        destination=destination,
        values={
            "km": km,
            "minutes": minutes,
            "kind": DistanceKind.IMPORTED,
            "source": normalise_line(source),
        },
        by=by,
        at=at,
    )


def check_road(*, origin: Municipality, destination: Municipality, km: float, minutes: int | None) -> None:
    """Refuse a road that cannot be."""
    if origin.pk == destination.pk:
        raise UnableToRecordDistanceError(_("A road leads between two different towns."), "same_town")
    if not 0 < km < 5000:
        raise UnableToRecordDistanceError(_("Kilometres lie between 0 and 5,000."), "km_out_of_range")
    if minutes is not None and not 0 < minutes < 6000:
        raise UnableToRecordDistanceError(_("Minutes lie between 0 and 6,000."), "minutes_out_of_range")


def write_distance(
    *,
    origin: Municipality,
    destination: Municipality,
    values: Mapping[str, object],
    by: Actor,
    at: dt.datetime,
) -> Distance:
    """Write one road with its audit entry; for the services of this stage."""
    old = Distance.objects.filter(origin=origin, destination=destination).first()
    before = {field: getattr(old, field) for field in values} if old else {}
    road, _is_new = Distance.objects.update_or_create(
        origin=origin, destination=destination, defaults={**values, "recorded_at": at}
    )
    changes: Changes = {"destination": [destination.code] * 2, **differences(before, values)}
    write(by=by, at=at, action="record_distance", target=origin, changes=changes)
    return road


@transaction.atomic
def forget_distance(*, distance: Distance, by: Actor, at: dt.datetime) -> None:
    """Remove a known road; the estimate stands in again.

    Raises
    ------
    PermissionDenied
        When ``by`` may not record distances.
    """
    require_can_measure(user=by)
    changes: Changes = {"destination": [distance.destination.code, None], "km": [distance.km, None]}
    write(by=by, at=at, action="forget_distance", target=distance.origin, changes=changes)
    distance.delete()


@transaction.atomic
def measure_distances(*, by: Actor, at: dt.datetime) -> int:
    """Ask the routing service for all roads between towns with a point; imported figures stay.

    Side effects: earlier measured roads are replaced; one audit entry for the province.

    Raises
    ------
    PermissionDenied
        When ``by`` may not record distances.
    UnableToMeasureDistancesError
        When no service is set, or it fails; then nothing is stored.
    """
    require_can_measure(user=by)
    if not settings.DISTANCE_SERVICE:
        raise UnableToMeasureDistancesError(
            _("No routing service is set; an administrator names one in HAMYAR_DISTANCE_SERVICE."),
            "routing_not_set",
        )
    towns = list(
        Municipality.objects.filter(closed_on=None, latitude__isnull=False).select_related("county__province")
    )
    roads = [road for road in _measured(towns, at) if road is not None]
    Distance.objects.filter(kind=DistanceKind.ROUTED).delete()
    kept = set(Distance.objects.values_list("origin_id", "destination_id"))
    fresh = [road for road in roads if (road.origin_id, road.destination_id) not in kept]
    Distance.objects.bulk_create(fresh, batch_size=500)
    if towns:
        province = towns[0].county.province
        write(
            by=by, at=at, action="measure_distances", target=province, changes={"roads": [None, len(fresh)]}
        )
    return len(fresh)


def _measured(towns: Sequence[Municipality], at: dt.datetime) -> Iterator[Distance | None]:
    for origins in _blocks(towns):
        for destinations in _blocks(towns):
            yield from _block(origins, destinations, at)


def _blocks(towns: Sequence[Municipality]) -> Iterator[Sequence[Municipality]]:
    for first in range(0, len(towns), BLOCK):
        yield towns[first : first + BLOCK]


def _block(
    origins: Sequence[Municipality], destinations: Sequence[Municipality], at: dt.datetime
) -> Iterator[Distance | None]:
    table = measure(
        kind=settings.DISTANCE_SERVICE_KIND,
        address=settings.DISTANCE_SERVICE,
        origins=_points(origins),
        destinations=_points(destinations),
    )
    for origin, km_row, minute_row in zip(origins, table.km, table.minutes, strict=True):
        for destination, km, minutes in zip(destinations, km_row, minute_row, strict=True):
            yield _road(origin, destination, km, minutes, at)


def _points(towns: Sequence[Municipality]) -> list[Point]:
    return [point for town in towns if (point := point_of(town))]


def _road(
    origin: Municipality, destination: Municipality, km: float | None, minutes: float | None, at: dt.datetime
) -> Distance | None:
    if origin.pk == destination.pk or not km:
        return None
    return Distance(
        origin=origin,
        destination=destination,
        km=round(km, 1),
        minutes=None if minutes is None else max(1, round(minutes)),
        kind=DistanceKind.ROUTED,
        source=settings.DISTANCE_SERVICE_KIND,
        recorded_at=at,
    )
