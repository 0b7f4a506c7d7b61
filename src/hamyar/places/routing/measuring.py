"""The one question that is put to any routing service, whatever its kind."""

from urllib.error import URLError

from hamyar.core.translation import gettext_noop as _
from hamyar.places.geometry import Point
from hamyar.places.routing import osrm, valhalla
from hamyar.places.routing.base import RoadTable, UnableToMeasureDistancesError

ADAPTERS = {"osrm": osrm.table, "valhalla": valhalla.table}


def measure(*, kind: str, address: str, origins: list[Point], destinations: list[Point]) -> RoadTable:
    """Ask the routing service of ``kind`` at ``address`` for a table.

    Raises
    ------
    UnableToMeasureDistancesError
        When there is no such kind of service, or it fails.
    """
    if kind not in ADAPTERS:
        raise UnableToMeasureDistancesError(
            _("HAMYAR_DISTANCE_SERVICE_KIND must be osrm or valhalla, not {kind}."), "routing_kind", kind=kind
        )
    try:
        table = ADAPTERS[kind](address, origins, destinations)
    except (URLError, TimeoutError, ConnectionError) as error:
        reason = getattr(error, "reason", error)
        raise UnableToMeasureDistancesError(
            _("The routing service at {address} did not answer: {reason}."), address=address, reason=reason
        ) from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise _misunderstood(address) from error
    if not _fits(table, len(origins), len(destinations)):
        raise _misunderstood(address)
    return table


def _misunderstood(address: str) -> UnableToMeasureDistancesError:
    return UnableToMeasureDistancesError(
        _("The answer of the routing service at {address} could not be understood."),
        "routing_answer",
        address=address,
    )


def _fits(table: RoadTable, rows: int, columns: int) -> bool:
    both = (table.km, table.minutes)
    return all(len(part) == rows and all(len(row) == columns for row in part) for part in both)
