"""OSRM's ``table`` service, version 5: https://project-osrm.org/docs/v5.24.0/api/#table-service."""

import json
from collections.abc import Sequence
from urllib.parse import urlencode

from hamyar.places.geometry import Point
from hamyar.places.routing.base import RoadTable, ask


def table(address: str, origins: list[Point], destinations: list[Point]) -> RoadTable:
    """Ask OSRM for metres and seconds by car."""
    points = ";".join(f"{longitude:.6f},{latitude:.6f}" for latitude, longitude in [*origins, *destinations])
    split = len(origins)
    query = urlencode(
        {
            "annotations": "duration,distance",
            "sources": _numbers(range(split)),
            "destinations": _numbers(range(split, split + len(destinations))),
        },
        safe=";,",
    )
    answer = json.loads(ask(f"{address.rstrip('/')}/table/v1/driving/{points}?{query}"))
    if answer["code"] != "Ok":
        raise ValueError(answer["code"])
    return RoadTable(km=_divided(answer["distances"], 1000), minutes=_divided(answer["durations"], 60))


def _numbers(positions: range) -> str:
    return ";".join(str(position) for position in positions)


def _divided(rows: Sequence[Sequence[float | None]], divisor: float) -> tuple[tuple[float | None, ...], ...]:
    return tuple(tuple(None if cell is None else cell / divisor for cell in row) for row in rows)
