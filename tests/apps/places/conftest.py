import csv
import datetime as dt
from pathlib import Path

import pytest

from hamyar.places.services import load_places

AT = dt.datetime(2026, 5, 1, 8, 0, tzinfo=dt.UTC)
FACTS = Path("data/khorasan_razavi")
FEW_TOWNS = {"1359", "2606", "1392", "1365", "1360"}
"""Roshtkhar and Jangal, Mashhad, Dargaz, Feyzabad."""
FEW_COUNTIES = {"0927", "0916", "0907", "0930", "0932", "0917", "0942"}


@pytest.fixture
def province(db: None) -> None:
    """The facts of Khorasan Razavi, as a fresh installation has them."""
    load_places(at=AT)


@pytest.fixture
def few_places(db: None, tmp_path: Path) -> None:
    """Five towns and seven counties of the facts, where the whole province would only take time."""
    keep = {
        "provinces.csv": lambda row: True,
        "counties.csv": lambda row: row["code"] in FEW_COUNTIES,
        "county_codes.csv": lambda row: row["county_code"] in FEW_COUNTIES,
        "municipalities.csv": lambda row: row["code"] in FEW_TOWNS,
    }
    for name, is_kept in keep.items():
        with (
            (FACTS / name).open(encoding="utf-8") as source,
            (tmp_path / name).open("w", encoding="utf-8") as copy,
        ):
            rows = csv.DictReader(source)
            writer = csv.DictWriter(copy, rows.fieldnames or [])
            writer.writeheader()
            writer.writerows(filter(is_kept, rows))
    load_places(at=AT, folder=tmp_path)
