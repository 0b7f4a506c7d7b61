"""Reviewed tables that change by decision, not by code."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Calibration:
    """A road of known length beside its straight line."""

    origin: str
    destination: str
    road_km: float
    straight_km: float
    factor: float
    source: str


@dataclass(frozen=True)
class Detour:
    """How a road is estimated where none is known."""

    default_factor: float
    road_speed_kmh: float
    calibration: tuple[Calibration, ...]


def read(name: str) -> Any:
    """Return a definition file as plain data."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def detour() -> Detour:
    """Return the rule by which roads are estimated, with its calibration points."""
    data = read("detour")
    points = tuple(Calibration(**point) for point in data.pop("calibration"))
    return Detour(calibration=points, **data)
