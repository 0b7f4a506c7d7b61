"""``hamyar plan-visits`` on the example of the reference page, and every way its files can be wrong."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from hamyar.cli import main
from hamyar.core.jalali import parse_jalali

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "plan-visits"
FILES = ("sites.csv", "calendar.yaml", "teams.yaml", "pinned.csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).write_bytes((EXAMPLE / name).read_bytes())
    return tmp_path


def plan(folder: Path, *more: str) -> Result:
    words = ["plan-visits", str(folder / "sites.csv"), "--calendar", str(folder / "calendar.yaml")]
    words += ["--teams", str(folder / "teams.yaml"), "--seconds", "2", "--out", str(folder / "out")]
    return CliRunner().invoke(main, [*words, *more])


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def programme(folder: Path) -> list[dict[str, str]]:
    text = (folder / "out" / "programme.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def run_of(folder: Path) -> dict[str, object]:
    return json.loads((folder / "out" / "run.json").read_text(encoding="utf-8"))


def test_the_example_is_planned_with_every_guarantee(folder: Path) -> None:
    result = plan(folder, "--pinned", str(folder / "pinned.csv"))

    assert result.exit_code == 0, result.output
    run, rows = run_of(folder), programme(folder)
    assert run["status"] in {"feasible", "optimal"}
    assert run["unserved"] == []
    assert run["lower_bound"] <= run["cost"]["total"]
    visits = [row["code"] for row in rows]
    assert {code: visits.count(code) for code in ("102", "202", "301")} == {"102": 2, "202": 2, "301": 2}
    assert len(set(visits)) == 10
    assert [row["date"] for row in rows if row["code"] == "401"] == ["1404/07/14"]


def test_spacing_closed_days_and_shorter_days_hold_in_the_file(folder: Path) -> None:
    plan(folder)
    rows = programme(folder)
    dates = {
        code: [parse_jalali(row["date"]) for row in rows if row["code"] == code]
        for code in ("102", "202", "301")
    }
    assert all((found[1] - found[0]).days >= 60 for found in dates.values())
    assert not [row for row in rows if row["code"] == "202" and "1404/10/01" <= row["date"] <= "1404/11/30"]
    assert not [row for row in rows if row["weekday"] in {"پنجشنبه", "جمعه"}]
    assert not [row for row in rows if "1404/09/01" <= row["date"] <= "1404/09/05"]


def test_the_calendar_file_opens_and_holds_every_stop(folder: Path) -> None:
    plan(folder)
    events = Calendar.from_ical((folder / "out" / "programme.ics").read_bytes()).walk("VEVENT")
    stops = {(row["trip"], row["stop"]) for row in programme(folder)}
    assert len(events) == len(stops)
    assert len({str(event["UID"]) for event in events}) == len(stops)
    assert all(event.decoded("DTSTART") < event.decoded("DTEND") for event in events)


def test_the_report_stands_alone_from_right_to_left(folder: Path) -> None:
    plan(folder)
    report = (folder / "out" / "report.html").read_text(encoding="utf-8")
    assert '<html lang="fa" dir="rtl">' in report
    assert report.count("<table") >= 12
    assert report.count('<polyline class="tour"') == run_of(folder)["counts"]["trips"]
    assert not re.search(r'(src|href)="|url\(|@import|http', report)
    assert "اردیبهشت" in report


def test_what_is_impossible_is_written_with_its_reason(folder: Path) -> None:
    change(folder, "sites.csv", "302,کاریزک,نیمروز,34.05,60.05", "302,کاریزک,نیمروز,26.05,60.05")
    result = plan(folder)

    assert result.exit_code == 0, result.output
    (item,) = run_of(folder)["unserved"]
    assert (item["code"], item["reason"], item["is_guaranteed"]) == ("302", "too_far", True)
    assert item["text_fa"].startswith("ناممکن، زیرا ") or item["text_fa"].startswith("Impossible")
    assert run_of(folder)["status"] == "impossible"


def test_roads_from_a_file_go_before_estimates(folder: Path) -> None:
    (folder / "roads.csv").write_text("from,to,km,minutes\noffice,401,150,100\n", encoding="utf-8")
    plan(folder, "--distances", str(folder / "roads.csv"), "--pinned", str(folder / "pinned.csv"))
    assert run_of(folder)["notes"]["estimated_roads"] == 54
    (row,) = [row for row in programme(folder) if row["code"] == "401"]
    assert row["arrival"] == "09:10" or row["stop"] != "1"


def test_a_square_table_of_roads_needs_no_coordinates(folder: Path) -> None:
    (folder / "sites.csv").write_text("code,name\n1,یک\n2,دو\n", encoding="utf-8")
    (folder / "roads.csv").write_text(
        "code,1,2,office\n1,0,50,40\n2,50,0,60\noffice,40,60,0\n", encoding="utf-8"
    )
    teams = "bases: {office: {name: دفتر}}\nteams: [{code: one, base: office}]\n"
    (folder / "teams.yaml").write_text(teams, encoding="utf-8")
    result = plan(folder, "--distances", str(folder / "roads.csv"))
    assert result.exit_code == 0, result.output
    assert run_of(folder)["counts"]["km"] == 150
    report = (folder / "out" / "report.html").read_text(encoding="utf-8")
    assert "<svg" not in report


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("sites.csv", "code,name", "code,title", ["sites.csv", "ردیف ۱", "name"]),
        ("sites.csv", "102,نوآباد", "101,نوآباد", ["sites.csv", "3", "code", "101"]),
        ("sites.csv", "102,نوآباد", ",نوآباد", ["sites.csv", "3", "code"]),
        ("sites.csv", "35.82", "abc", ["sites.csv", "3", "latitude", "abc"]),
        ("sites.csv", "35.82", "135.82", ["sites.csv", "3", "latitude", "135.82"]),
        ("sites.csv", "0.85", "1.85", ["sites.csv", "3", "need", "1.85"]),
        ("sites.csv", "1403/03/10", "1403/13/10", ["sites.csv", "2", "last_visit"]),
        ("sites.csv", "1403/03/10", "1404/03/10", ["sites.csv", "2", "last_visit"]),
        ("sites.csv", "1404/10/01–1404/11/30", "1404/11/30–1404/10/01", ["sites.csv", "6", "closed"]),
        ("sites.csv", "سه‌شنبه", "هیچ‌شنبه", ["sites.csv", "3", "council_days"]),
        ("sites.csv", ",یکشنبه,", ",یکشنبه", ["sites.csv", "2", "10", "11"]),
        ("calendar.yaml", "year: 1404", "year: abc", ["calendar.yaml", "year", "abc"]),
        ("calendar.yaml", "year: 1404", "yaer: 1404", ["calendar.yaml", "yaer"]),
        ("calendar.yaml", "1404/06/25", "1404/06/35", ["calendar.yaml", "closed[1]"]),
        ("calendar.yaml", "hours: 6", "hours: 60", ["calendar.yaml", "shorter_hours[1].hours", "60"]),
        ("calendar.yaml", "year: 1404", "year: [", ["calendar.yaml"]),
        ("teams.yaml", "base: office", "base: nowhere", ["teams.yaml", "teams[1].base", "nowhere"]),
        ("teams.yaml", "code: two", "code: one", ["teams.yaml", "teams[2].code", "one"]),
        ("teams.yaml", "hours: 10", "hours: many", ["teams.yaml", "teams[1].hours", "many"]),
        ("teams.yaml", 'host: "101"', 'host: "999"', ["teams.yaml", "sessions[1].host", "999"]),
        ("teams.yaml", '"07:30"', "later", ["teams.yaml", "rules.departs"]),
        ("teams.yaml", "every_town: 1", "every_town: 1.5", ["teams.yaml", "guarantees.every_town"]),
        ("pinned.csv", "401,", "999,", ["pinned.csv", "2", "place", "999"]),
        ("pinned.csv", ",two", ",three", ["pinned.csv", "2", "team", "three"]),
        ("pinned.csv", "1404/07/14", "1404/07/18", ["pinned.csv", "۱۴۰۴/۰۷/۱۸"]),
    ],
)
def test_bad_input_is_one_sentence_with_its_place_and_status_two(
    folder: Path, name: str, old: str, new: str, words: list[str]
) -> None:
    change(folder, name, old, new)
    result = plan(folder, "--pinned", str(folder / "pinned.csv"))

    assert result.exit_code == 2
    line = result.stderr.strip().splitlines()[-1]
    assert all(word in line for word in words), line
    assert "Traceback" not in result.output
    assert not (folder / "out").exists()


def test_towns_without_road_or_coordinates_are_named(folder: Path) -> None:
    change(folder, "sites.csv", "34.05,60.05", ",")
    result = plan(folder)
    assert result.exit_code == 2
    assert "302" in result.stderr


def test_a_file_in_another_encoding_is_refused(folder: Path) -> None:
    (folder / "sites.csv").write_bytes("code,name\n1,مشهد\n".encode("cp1256"))
    result = plan(folder)
    assert result.exit_code == 2
    assert "UTF-8" in result.stderr


def test_persian_headings_and_digits_are_read(folder: Path) -> None:
    text = "کد,نام,عرض جغرافیایی,طول جغرافیایی,دقیقه\n۱,یک,۳۶٫۱,۵۹٫۹,۹۰\n۲,دو,۳۶٫۳,۵۹٫۷,۶۰\n"
    (folder / "sites.csv").write_text(text, encoding="utf-8")
    change(
        folder, "teams.yaml", (folder / "teams.yaml").read_text(encoding="utf-8").split("rules:")[1], " {}\n"
    )
    result = plan(folder)
    assert result.exit_code == 0, result.output
    assert {row["name"] for row in programme(folder)} == {"یک", "دو"}


def test_equal_inputs_have_equal_digests(folder: Path) -> None:
    plan(folder)
    first = run_of(folder)
    plan(folder)
    assert run_of(folder)["problem_digest"] == first["problem_digest"]
    assert run_of(folder)["inputs"] == first["inputs"]
