"""A hundred thousand values previewed before an import, beside only reading the same file.

    python -m benchmarks.imports [--quick] [--json FILE]

The preview reads the file, finds places, indicators and years, compares each cell with what is on record and looks for
outliers. The peers only read the cells: openpyxl and Python's ``csv``. Runs in the product's environment.
"""

import csv
import os
import random
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO

import django
from openpyxl import Workbook, load_workbook

from benchmarks.common import Row, arguments, compared, report

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hamyar.config.settings")
django.setup()

from hamyar.core.persian import search_key  # noqa: E402 - after Django is set up
from hamyar.indicators.importing import (  # noqa: E402 - after Django is set up
    Defaults,
    IndicatorReference,
    PlaceReference,
    Reference,
    Standing,
    check_entries,
    find_entries,
    read_grid,
)

INDICATORS, YEARS, FIRST_YEAR = 40, 10, 1390
PACKAGES = ("openpyxl",)


def rows(towns: int, repeats: int) -> Iterator[Row]:
    """Preview and plain reading of the same xlsx and csv file."""
    known = reference(towns)
    grid = cells(known)
    for kind, content, read in (("xlsx", xlsx_of(grid), read_xlsx), ("csv", csv_of(grid), read_csv)):
        task = f"preview of {towns * INDICATORS * YEARS:,} values, {kind}"
        yield from compared(
            task, "only reading the file", preview_of(content, known), read(content), repeats=repeats
        )


def reference(towns: int) -> Reference:
    """Places, indicators and every other year already on record."""
    draw = random.Random(1)
    return Reference(
        indicators={
            f"measure_{n}": IndicatorReference(
                n, f"measure_{n}", f"سنجهٔ {n}", f"measure {n}", "municipality", 0.0, 100.0, 1, "amenities"
            )
            for n in range(INDICATORS)
        },
        towns={
            str(5000 + n): PlaceReference(n, str(5000 + n), f"شهر {n}", frozenset({search_key(f"شهر {n}")}))
            for n in range(towns)
        },
        counties={},
        standing={
            (indicator, town, FIRST_YEAR + year): Standing(round(draw.uniform(20, 60), 3), "final")
            for indicator in range(INDICATORS)
            for town in range(towns)
            for year in range(0, YEARS, 2)
        },
    )


def cells(known: Reference) -> list[list[object]]:
    """The rows of the file: one per town and year."""
    draw = random.Random(2)
    header: list[object] = ["code", "name", "year", *known.indicators]
    return [
        header,
        *(
            [code, town.name, FIRST_YEAR + year, *(round(draw.uniform(20, 60), 3) for _ in range(INDICATORS))]
            for code, town in known.towns.items()
            for year in range(YEARS)
        ),
    ]


def preview_of(content: bytes, known: Reference) -> Callable[[], object]:
    """What the import page does before anybody confirms."""
    return lambda: check_entries(
        find_entries(read_grid(content), indicators=known.indicators),
        reference=known,
        defaults=Defaults(last_year=1405),
    )


def xlsx_of(grid: list[list[object]]) -> bytes:
    """The rows as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("مقادیر")
    for each in grid:
        sheet.append(each)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def csv_of(grid: list[list[object]]) -> bytes:
    """The rows as comma-separated text."""
    file = StringIO()
    csv.writer(file).writerows(grid)
    return file.getvalue().encode()


def read_xlsx(content: bytes) -> Callable[[], object]:
    """Read every cell with openpyxl, as an importer written over it would."""
    return lambda: [list(row) for row in load_workbook(BytesIO(content), read_only=True).active.values]


def read_csv(content: bytes) -> Callable[[], object]:
    """Read every cell with Python's reader."""
    return lambda: list(csv.reader(StringIO(content.decode())))


if __name__ == "__main__":
    options = arguments(__doc__ or "")
    report(
        rows(25 if options.quick else 250, 1 if options.quick else 3),
        json_file=options.json,
        packages=PACKAGES,
    )
