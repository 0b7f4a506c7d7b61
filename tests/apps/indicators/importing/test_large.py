"""A hundred thousand values are previewed whole; how fast is measured by ``benchmarks.imports``."""

import random

import pytest

from hamyar.indicators.importing import CellKind, Defaults, check_entries, find_entries, read_grid
from tests.apps.indicators.importing.files import csv_of, indicator, place, reference, xlsx_of

TOWNS, INDICATORS, YEARS = 250, 40, 10


@pytest.fixture(scope="module")
def known():
    towns = {str(5000 + n): place(n, str(5000 + n), f"شهر {n}") for n in range(TOWNS)}
    indicators = {f"measure_{n}": indicator(n, f"measure_{n}", f"سنجهٔ {n}") for n in range(INDICATORS)}
    draw = random.Random(1)
    standing = {
        (i, t, 1390 + y): (round(draw.uniform(20, 60), 3), "final")
        for i in range(INDICATORS)
        for t in range(TOWNS)
        for y in range(0, YEARS, 2)
    }
    return reference(standing, indicators=indicators, towns=towns)


@pytest.fixture(scope="module")
def rows(known):
    draw = random.Random(2)
    body = [
        [code, town.name, 1390 + year, *(round(draw.uniform(20, 60), 3) for _ in range(INDICATORS))]
        for code, town in known.towns.items()
        for year in range(YEARS)
    ]
    return [["code", "name", "year", *known.indicators], *body]


@pytest.mark.slow
@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_a_hundred_thousand_values_are_previewed_whole(make, known, rows):
    content = make(*rows)
    layout = find_entries(read_grid(content), indicators=known.indicators)
    preview = check_entries(layout, reference=known, defaults=Defaults(last_year=1405))
    assert len(preview.cells) == TOWNS * INDICATORS * YEARS == 100_000
    assert preview.counts[CellKind.REFUSED] == 0
    assert len(preview.digest) == 64
