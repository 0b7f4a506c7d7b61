"""Valhalla's ``sources_to_targets`` service: https://valhalla.github.io/valhalla/api/matrix/api-reference/."""

import json
from typing import Any

from hamyar.places.geometry import Point
from hamyar.places.routing.base import RoadTable, ask


def table(address: str, origins: list[Point], destinations: list[Point]) -> RoadTable:
    """Ask Valhalla for kilometres and seconds by car."""
    body = {
        "sources": [_place(point) for point in origins],
        "targets": [_place(point) for point in destinations],
        "costing": "auto",
        "units": "kilometers",
    }
    answer = json.loads(ask(f"{address.rstrip('/')}/sources_to_targets", json.dumps(body).encode()))
    rows: list[list[dict[str, Any]]] = answer["sources_to_targets"]
    return RoadTable(
        km=tuple(tuple(_number(cell["distance"], 1) for cell in row) for row in rows),
        minutes=tuple(tuple(_number(cell["time"], 60) for cell in row) for row in rows),
    )


def _place(point: Point) -> dict[str, float]:
    latitude, longitude = point
    return {"lat": latitude, "lon": longitude}


def _number(value: float | None, divisor: float) -> float | None:
    return None if value is None else value / divisor
