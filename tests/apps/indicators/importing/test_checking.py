"""What becomes of each cell, and why a cell is refused."""

import pytest

from hamyar.indicators.importing import (
    CellKind,
    Defaults,
    Preview,
    UnableToReadFileError,
    check_entries,
    find_entries,
    read_grid,
)
from tests.apps.indicators.importing.files import HEADER, csv_of, place, reference, xlsx_of

THIS_YEAR = Defaults(last_year=1405, year=1404)


def preview(content: bytes, *, against=None, defaults: Defaults = THIS_YEAR) -> Preview:
    known = against or reference()
    return check_entries(
        find_entries(read_grid(content), indicators=known.indicators), reference=known, defaults=defaults
    )


def refusals(content: bytes, **told) -> list[tuple[int, str, str]]:
    found = preview(content, **told)
    assert all(cell.refusal.message for cell in found.of(CellKind.REFUSED))
    return [(cell.row, cell.column, cell.refusal.code) for cell in found.of(CellKind.REFUSED)]


def test_new_changed_and_unchanged_values_are_told_apart():
    known = reference({(1, 1, 1404): (40.0, "final"), (2, 1, 1404): (8.0, "final")})
    found = preview(
        xlsx_of(HEADER, ["1359", "رشتخوار", 1404, 50, 8], ["2606", "جنگل", 1404, 61.5, None]), against=known
    )
    told = [(c.kind.value, c.place_code, c.indicator.code, c.year, c.amount) for c in found.cells]
    assert told == [
        ("changed", "1359", "paved_street_share", 1404, 50.0),
        ("unchanged", "1359", "green_space_per_person", 1404, 8.0),
        ("new", "2606", "paved_street_share", 1404, 61.5),
    ]
    assert found.cells[0].standing.amount == 40.0
    assert found.cells[0].change_percent == pytest.approx(25.0)
    assert (found.changes, found.can_be_confirmed) == (2, True)


def test_one_refused_cell_keeps_the_whole_file_out():
    found = preview(xlsx_of(HEADER, ["1359", "رشتخوار", 1404, 50, "نامشخص"]))
    assert (found.counts[CellKind.NEW], found.counts[CellKind.REFUSED], found.can_be_confirmed) == (
        1,
        1,
        False,
    )


def test_a_file_that_changes_nothing_cannot_be_confirmed():
    known = reference({(1, 1, 1404): (50.0, "final")})
    assert preview(xlsx_of(HEADER[:4], ["1359", None, 1404, 50]), against=known).can_be_confirmed is False


def test_one_value_per_row_is_read_with_status_source_and_note():
    content = csv_of(
        ["کد", "نام", "شاخص", "سال", "مقدار", "وضعیت", "منبع", "یادداشت"],
        ["۱۳۵۹", "رشتخوار", "سهم معابر آسفالت", "۱۴۰۳", "۴۵٫۵", "موقت", "واحد عمران", "تا پایان سال"],
    )
    (cell,) = preview(content).cells
    assert (cell.kind, cell.place_code, cell.indicator.code, cell.year, cell.amount) == (
        CellKind.NEW,
        "1359",
        "paved_street_share",
        1403,
        45.5,
    )
    assert (cell.status, cell.source, cell.note) == ("provisional", "واحد عمران", "تا پایان سال")


def test_the_row_of_labels_below_the_codes_is_no_place():
    content = xlsx_of(HEADER, ["کد", "نام", "سال", "سهم معابر", "سرانه"], ["1359", "رشتخوار", 1404, 50])
    assert [(cell.row, cell.kind.value) for cell in preview(content).cells] == [(3, "new")]


def test_a_county_code_is_found_without_its_leading_zero():
    (cell,) = preview(csv_of(["code", "year", "literacy_rate"], [927, 1395, 81.2])).cells
    assert (cell.kind, cell.place.code) == (CellKind.NEW, "0927")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("نامشخص", "no_number"),
        ("-", "no_number"),
        ("n/a", "no_number"),
        ("=10*5", "formula"),
        ("@SUM(A1)", "formula"),
        ("1.234.567", "number_two_decimal_marks"),
        ("101", "out_of_range"),
        ("-1", "out_of_range"),
        ("1e3", "no_number"),
        ("٤٥ك", "no_number"),
    ],
)
def test_a_cell_that_is_no_value_is_refused_with_its_place_and_reason(typed, code):
    assert refusals(csv_of(HEADER[:4], ["1359", "رشتخوار", 1404, typed])) == [(2, "D", code)]


def test_formulas_of_a_workbook_are_refused_wherever_they_stand():
    content = xlsx_of(HEADER[:4], ["1359", "رشتخوار", 1404, "=B2"], ["=A2", "جنگل", 1404, 5])
    assert refusals(content) == [(2, "D", "formula"), (3, "D", "code_formula")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["9999", "رشتخوار", 1404, 50], "place_unknown"),
        (["", "رشتخوار", 1404, 50], "code_missing"),
        (["1359", "جنگل", 1404, 50], "name_differs"),
        (["2562", "كاريز", 1404, 50], "arabic_letters"),
        (["1359", "رشتخوار", 1410, 50], "year_wrong"),
        (["1359", "رشتخوار", 95, 50], "year_wrong"),
        (["1359", "رشتخوار", 2016, 50], "year_wrong"),
        (["1359", "رشتخوار", "امسال", 50], "year_wrong"),
    ],
)
def test_a_row_that_names_no_place_or_year_is_refused(row, code):
    assert refusals(csv_of(HEADER[:4], row)) == [(2, "D", code)]


def test_arabic_letters_are_refused_with_the_right_spelling():
    (cell,) = preview(csv_of(HEADER[:4], ["2562", "كاريز", 1404, 50])).cells
    assert "«کاریز»" in cell.refusal.message or "“کاریز”" in cell.refusal.message


def test_a_year_must_stand_somewhere():
    content = csv_of(["code", "paved_street_share"], ["1359", 50])
    assert refusals(content, defaults=Defaults(last_year=1405)) == [(2, "B", "year_missing")]
    assert preview(content).cells[0].year == 1404


def test_the_same_value_twice_is_refused_naming_the_first():
    found = preview(csv_of(HEADER[:4], ["1359", "", 1404, 50], ["2606", "", 1404, 7], ["1359", "", 1404, 51]))
    (cell,) = found.of(CellKind.REFUSED)
    assert (cell.row, cell.refusal.code, dict(cell.refusal.params)) == (4, "twice", {"row": 2, "column": "D"})


def test_an_unknown_column_is_refused():
    content = csv_of([*HEADER[:4], "happiness"], ["1359", "رشتخوار", 1404, 50, 3])
    assert refusals(content) == [(1, "E", "column_unknown")]


def test_a_header_with_arabic_letters_is_refused():
    content = csv_of(["کد", "سال", "سهم معابر آسفالت", "سرانهٔ فضاي سبز"], ["1359", 1404, 50, 3])
    assert refusals(content) == [(1, "D", "arabic_letters")]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["1359", "رشتخوار", 50]], "file_without_header"),
        ([["code", "name"]], "file_without_header"),
        ([HEADER], "file_without_values"),
        ([HEADER, ["1359", "رشتخوار", 1404, None, None]], "file_without_values"),
        ([["code", "paved_street_share", "سهم معابر آسفالت"], ["1359", 1, 2]], "file_header_twice"),
    ],
)
def test_a_file_without_a_usable_header_is_refused_as_a_whole(rows, code):
    with pytest.raises(UnableToReadFileError) as refusal:
        preview(csv_of(*rows))
    assert refusal.value.code == code


def test_a_public_value_cannot_be_embargoed():
    known = reference({(1, 1, 1404): (40.0, "final")})
    content = csv_of([*HEADER[:4], "status"], ["1359", "رشتخوار", 1404, 41, "embargoed"])
    assert refusals(content, against=known) == [(2, "D", "published")]


def test_a_status_of_no_meaning_is_refused():
    content = csv_of([*HEADER[:4], "status"], ["1359", "رشتخوار", 1404, 41, "شاید"])
    assert refusals(content) == [(2, "D", "status_unknown")]


def test_only_a_changed_status_is_a_change():
    known = reference({(1, 1, 1404): (40.0, "provisional")})
    (cell,) = preview(csv_of(HEADER[:4], ["1359", "رشتخوار", 1404, 40]), against=known).cells
    assert (cell.kind, cell.status, cell.change_percent) == (CellKind.CHANGED, "final", 0.0)


def test_values_of_another_municipality_are_refused():
    own = reference(allowed_towns=frozenset({"1359"}))
    content = csv_of(HEADER[:4], ["1359", "", 1404, 50], ["2606", "", 1404, 50])
    given = Defaults(last_year=1405, status="provisional")
    assert refusals(content, against=own, defaults=given) == [(3, "D", "place_of_others")]


def test_a_representative_enters_provisional_values_only_and_no_final_one_again():
    own = reference({(1, 1, 1403): (40.0, "final")}, allowed_towns=frozenset({"1359"}))
    content = csv_of(HEADER[:4], ["1359", "", 1404, 50])
    assert refusals(content, against=own) == [(2, "D", "not_provisional")]
    content = csv_of(HEADER[:4], ["1359", "", 1403, 50])
    given = Defaults(last_year=1405, status="provisional")
    assert refusals(content, against=own, defaults=given) == [(2, "D", "final_stands")]


def test_a_representative_enters_no_values_of_counties():
    own = reference(allowed_towns=frozenset({"1359"}))
    assert refusals(csv_of(["code", "year", "literacy_rate"], ["0927", 1395, 80]), against=own) == [
        (2, "C", "place_of_others")
    ]


def doubts(content: bytes, against) -> list[tuple[int, str]]:
    return [
        (cell.row, doubt.code) for cell in preview(content, against=against).doubtful for doubt in cell.doubts
    ]


INCOME = ["code", "year", "own_income_per_capita"]


def test_a_tenfold_value_asks_for_the_unit():
    known = reference({(4, 1, 1404): (120.0, "final")})
    assert doubts(csv_of(INCOME, ["1359", 1404, 1200]), known) == [(2, "tenfold")]
    assert doubts(csv_of(INCOME, ["1359", 1404, 12]), known) == [(2, "tenfold")]
    assert doubts(csv_of(INCOME, ["1359", 1404, 130]), known) == []


def test_a_jump_from_the_year_before_is_doubtful():
    known = reference({(4, 1, 1402): (500.0, "final"), (4, 1, 1403): (100.0, "final")})
    assert doubts(csv_of(INCOME, ["1359", 1404, 450]), known) == [(2, "jump")]


def test_a_value_far_from_all_others_is_doubtful_and_may_be_confirmed():
    towns = {str(5000 + n): place(n, str(5000 + n), f"شهر {n}") for n in range(1, 13)}
    rows = [[code, 1404, 50 + n] for n, code in enumerate(towns)]
    rows[3][2] = 3
    found = preview(csv_of(["code", "year", "paved_street_share"], *rows), against=reference(towns=towns))
    assert [(cell.row, cell.doubts[0].code) for cell in found.doubtful] == [(5, "outlier")]
    assert found.can_be_confirmed


def test_sizes_that_span_orders_of_magnitude_are_no_outliers():
    towns = {str(5000 + n): place(n, str(5000 + n), f"شهر {n}") for n in range(1, 13)}
    rows = [[code, 1404, 10 * 1.6**n] for n, code in enumerate(towns)]
    content = csv_of(["code", "year", "own_income_per_capita"], *rows)
    assert doubts(content, reference(towns=towns)) == []


def test_a_final_value_that_becomes_provisional_is_doubtful():
    known = reference({(1, 1, 1404): (40.0, "final")})
    content = csv_of([*HEADER[:4], "status"], ["1359", "رشتخوار", 1404, 41, "provisional"])
    assert doubts(content, known) == [(2, "less_final")]


def test_the_digest_differs_once_the_standing_values_differ():
    content = csv_of(HEADER[:4], ["1359", "رشتخوار", 1404, 50])
    first = preview(content, against=reference({(1, 1, 1404): (40.0, "final")})).digest
    assert first == preview(content, against=reference({(1, 1, 1404): (40.0, "final")})).digest
    assert first != preview(content, against=reference({(1, 1, 1404): (41.0, "final")})).digest
    assert first != preview(content).digest
