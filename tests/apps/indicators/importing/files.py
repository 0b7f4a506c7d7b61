"""Files for the tests of importing, good and hostile."""

import zipfile
from io import BytesIO

from openpyxl import Workbook

from hamyar.core.persian import search_key
from hamyar.indicators.importing import IndicatorReference, PlaceReference, Reference, Standing

HEADER = ["code", "name", "year", "paved_street_share", "green_space_per_person"]


def csv_of(*rows, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows).encode(
        encoding
    )


def xlsx_of(*rows, merge: str = "", title: str = "مقادیر") -> bytes:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return the workbook with one part replaced or added."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return file.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def indicator(number: int, code: str, name: str, *, level="municipality", least=0.0, most=100.0):
    return IndicatorReference(number, code, name, code.replace("_", " "), level, least, most, 1, "amenities")


def place(number: int, code: str, name: str) -> PlaceReference:
    return PlaceReference(number, code, name, frozenset({search_key(name)}))


def reference(standing: dict[tuple[int, int, int], tuple[float, str]] | None = None, **changes) -> Reference:
    told = {
        "indicators": {
            each.code: each
            for each in (
                indicator(1, "paved_street_share", "سهم معابر آسفالت"),
                indicator(2, "green_space_per_person", "سرانهٔ فضای سبز", most=500.0),
                indicator(3, "literacy_rate", "نرخ باسوادی", level="county"),
                indicator(4, "own_income_per_capita", "درآمد سرانه", most=10000.0),
            )
        },
        "towns": {
            p.code: p
            for p in (place(1, "1359", "رشتخوار"), place(2, "2606", "جنگل"), place(3, "2562", "کاریز"))
        },
        "counties": {p.code: p for p in (place(1, "0927", "رشتخوار"), place(2, "0930", "مه‌ولات"))},
        "standing": {key: Standing(*value) for key, value in (standing or {}).items()},
    }
    return Reference(**{**told, **changes})
