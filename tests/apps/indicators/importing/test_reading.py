"""Files that are read, and hostile files that are refused as a whole with a sentence that says why."""

import datetime as dt
import zipfile
from io import BytesIO

import pytest

from hamyar.indicators.importing import UnableToReadFileError, read_grid
from hamyar.indicators.importing.grid import column_letters
from tests.apps.indicators.importing.files import HEADER, csv_of, part_of, with_part, xlsx_of

SHEET = "xl/worksheets/sheet1.xml"
ROW = ["1359", "رشتخوار", 1404, 45.5, 8]


def code_of(content: bytes) -> str:
    with pytest.raises(UnableToReadFileError) as refusal:
        read_grid(content)
    assert str(refusal.value)
    return refusal.value.code


def rows_of(content: bytes) -> list[tuple[int, tuple]]:
    return [(row.number, row.cells) for row in read_grid(content)]


def test_workbook_is_read_with_row_numbers_and_plain_values():
    assert rows_of(xlsx_of(HEADER, [], ROW)) == [(1, (*HEADER, None)), (3, (*ROW, None))]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_file_is_read_with_any_usual_delimiter(delimiter):
    text = "\ufeff" + delimiter.join(HEADER) + "\r\n" + delimiter.join(map(str, ROW)) + "\r\n"
    assert rows_of(text.encode()) == [(1, tuple(HEADER)), (2, tuple(map(str, ROW)))]


def test_text_file_in_utf_16_with_its_mark_is_read():
    assert rows_of(csv_of(HEADER, encoding="utf-16")) == [(1, tuple(HEADER))]


def test_the_sheet_of_values_is_read_whatever_its_place():
    content = xlsx_of(["راهنما"], title="راهنما")
    assert rows_of(content) == [(1, ("راهنما", None))]


def test_dates_truths_formulas_and_errors_are_told_apart():
    content = xlsx_of([dt.datetime(2025, 3, 1), True, "=1+1", "#REF!", "متن"])  # noqa: DTZ001  as Excel keeps it
    ((_, cells),) = rows_of(content)
    assert [getattr(cell, "kind", "") for cell in cells] == ["date", "truth", "formula", "error", "", ""]


@pytest.mark.parametrize("content", [b"", b"  \n "])
def test_empty_file_is_refused(content):
    assert code_of(content) == "file_empty"


def test_zip_bomb_is_refused_before_it_is_unpacked():
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr(SHEET, b"0" * 30_000_000)
    assert len(file.getvalue()) < 100_000
    assert code_of(file.getvalue()) == "file_bomb"


def test_archive_of_many_parts_is_refused():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(500):
            archive.writestr(f"{number}.xml", b"")
    assert code_of(file.getvalue()) == "file_bomb"


def test_entities_are_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet>&lol;</worksheet>'
    assert code_of(with_part(xlsx_of(HEADER), SHEET, bomb)) == "file_entities"


def test_workbook_with_macros_is_refused():
    assert code_of(with_part(xlsx_of(HEADER), "xl/vbaProject.bin", b"\0")) == "file_macros"


def test_archive_that_is_no_workbook_is_refused():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("letter.txt", b"hello")
    assert code_of(file.getvalue()) == "file_unknown_format"


def test_cut_workbook_is_refused():
    content = xlsx_of(HEADER, ROW)
    assert code_of(content[: len(content) // 2]) == "file_damaged"


def test_workbook_with_broken_xml_is_refused():
    assert code_of(with_part(xlsx_of(HEADER), SHEET, b"<worksheet><row>")) == "file_damaged"


def test_old_excel_is_refused():
    assert code_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512) == "file_old_format"


def test_merged_cells_are_refused_with_their_range():
    with pytest.raises(UnableToReadFileError) as refusal:
        read_grid(xlsx_of(HEADER, ROW, merge="A2:B3"))
    assert (refusal.value.code, refusal.value.params) == ("file_merged_cells", {"range": "A2:B3"})


def test_a_million_columns_of_text_are_refused():
    assert code_of(("code," * 1_000_000).encode()) == "file_too_many_columns"


def test_a_far_column_of_a_workbook_is_refused():
    content = xlsx_of(HEADER, ROW)
    sheet = part_of(content, SHEET).replace(b'r="E2"', b'r="XFD2"')
    assert code_of(with_part(content, SHEET, sheet)) == "file_too_many_columns"


def test_a_row_number_of_a_billion_does_not_take_long():
    content = xlsx_of(HEADER, ROW)
    sheet = part_of(content, SHEET).replace(b'r="2"', b'r="1000000000"').replace(b'2"', b'1000000000"')
    assert code_of(with_part(content, SHEET, sheet)) == "file_too_many_rows"


def test_windows_encoding_is_refused():
    assert code_of(csv_of(["کد", "نام"], ["1359", "رشتخوار"], encoding="cp1256")) == "file_encoding"


def test_text_that_was_encoded_twice_is_refused():
    garbled = csv_of(["کد", "نام"], ["1359", "رشتخوار"]).decode("cp1252", "ignore").encode()
    assert code_of(garbled) == "file_encoding"


def test_binary_file_is_refused():
    assert code_of(b"GIF89a\0\0\0") == "file_unknown_format"


def test_open_quotation_is_refused():
    assert code_of(b'code,name\r\n1359,"') == "file_damaged"


def test_large_file_is_refused():
    assert code_of(b"1" * (13 * 1024 * 1024)) == "file_too_large"


@pytest.mark.parametrize(("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_are_named_as_excel_does(position, letters):
    assert column_letters(position) == letters
