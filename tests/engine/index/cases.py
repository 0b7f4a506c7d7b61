"""Inputs that several test modules share."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from hamyar_engine.index import Direction, IndexInput, Indicator

FIXTURES = Path(os.environ.get("HAMYAR_FIXTURES", "/work/shared/data/fixtures"))

CITIES = ("A", "B", "C", "D", "E")
CITY_VALUES = np.array(
    [
        [12.0, 78, 9.0, 11.5],
        [7.5, 62, 6.5, 14.0],
        [5.0, 55, 12.0, 16.5],
        [9.0, 70, 4.0, 12.5],
        [3.5, 48, 5.5, 19.0],
    ]
)
CITY_INDICATORS = (
    Indicator("income"),
    Indicator("paved"),
    Indicator("green"),
    Indicator("unemployment", direction=Direction.LOWER),
)
ENTROPY_WEIGHTS = np.array([0.448603, 0.077645, 0.382301, 0.091451])


def cities() -> IndexInput:
    """Five fictional cities by four indicators, the regression case of the domain dossier."""
    return IndexInput(CITIES, CITY_INDICATORS, CITY_VALUES)


def plain(values, *, lower=(), groups=(), group_of=None, weights=None) -> IndexInput:
    """An input with units u0… and indicators x0…, of which those in ``lower`` are better when low."""
    values = np.asarray(values, dtype=float)
    return IndexInput(
        tuple(f"u{row}" for row in range(values.shape[0])),
        tuple(
            Indicator(
                f"x{column}",
                direction=Direction.LOWER if column in lower else Direction.HIGHER,
                group=None if group_of is None else group_of[column],
                weight=1.0 if weights is None else weights[column],
            )
            for column in range(values.shape[1])
        ),
        values,
        groups=groups,
    )


def fixture_rows(name: str) -> list[dict[str, str]]:
    """Rows of a fixture file, or a skip that says which file is not on this machine."""
    path = FIXTURES / name
    if not path.exists():
        pytest.skip(f"{path} is not on this machine (it is not part of the repository)")
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
