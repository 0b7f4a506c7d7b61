"""What every routing service must answer."""

from dataclasses import dataclass
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from hamyar.core.errors import UnableToError
from hamyar.core.translation import gettext_noop as _
from hamyar.places.geometry import Point

TIMEOUT_SECONDS = 60
LARGEST_ANSWER = 32 * 1024 * 1024


class UnableToMeasureDistancesError(UnableToError):
    """The routing service is not set, cannot be reached, or does not answer as agreed."""

    default_code = "routing_unavailable"


@dataclass(frozen=True)
class RoadTable:
    """Kilometres and minutes, origins in rows, destinations in columns; ``None`` where no road leads."""

    km: tuple[tuple[float | None, ...], ...]
    minutes: tuple[tuple[float | None, ...], ...]


def measure(*, kind: str, address: str, origins: list[Point], destinations: list[Point]) -> RoadTable:
    """Ask the routing service of ``kind`` at ``address`` for a table.

    Raises
    ------
    UnableToMeasureDistancesError
        When there is no such kind of service, or it fails.
    """
    from hamyar.places.routing import osrm, valhalla

    adapters = {"osrm": osrm.table, "valhalla": valhalla.table}
    if kind not in adapters:
        raise UnableToMeasureDistancesError(
            _("HAMYAR_DISTANCE_SERVICE_KIND must be osrm or valhalla, not {kind}."), "routing_kind", kind=kind
        )
    try:
        table = adapters[kind](address, origins, destinations)
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


def ask(address: str, body: bytes | None = None) -> bytes:
    """Fetch an answer over HTTP; addresses other than http and https were refused by the settings."""
    headers = {"Accept": "application/json", "User-Agent": "hamyar"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    request = Request(address, data=body, headers=headers)  # noqa: S310 (scheme checked in config.env)
    with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 (as above)
        content: Any = answer.read(LARGEST_ANSWER)
    return bytes(content)
