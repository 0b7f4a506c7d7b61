import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hamyar.cli import main

METHOD = """code: tiny
indicators:
  x: {direction: higher, weight: 1}
  y: {direction: lower, weight: 1}
missing: refuse
uncertainty: {weights: {law: flat}}
draws: 200
"""
VALUES = "code,name,x,y\n1,الف,1,9\n2,ب,5,5\n3,پ,9,1\n"
COLUMNS = "code,name,score,rank,rank_p05,rank_p50,rank_p95,rank_best,rank_worst,p_last_quartile,tier"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "method.yaml").write_text(METHOD, encoding="utf-8")
    (tmp_path / "values.csv").write_text(VALUES, encoding="utf-8")
    return tmp_path


def rank(folder: Path, *more: str) -> Result:
    words = [
        "rank",
        str(folder / "values.csv"),
        "--method",
        str(folder / "method.yaml"),
        "--out",
        str(folder / "out"),
    ]
    return CliRunner().invoke(main, [*words, *more])


def test_rank_writes_the_table_the_record_and_the_report(folder: Path) -> None:
    result = rank(folder)

    assert result.exit_code == 0, result.output
    lines = (folder / "out" / "ranking.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == COLUMNS
    rows = list(csv.DictReader(lines))
    assert [(row["code"], row["score"], row["rank"]) for row in rows] == [
        ("1", "0", "3"),
        ("2", "0.5", "2"),
        ("3", "1", "1"),
    ]
    run = json.loads((folder / "out" / "run.json").read_text(encoding="utf-8"))
    assert (run["draws"], run["seed"], run["method"]["code"]) == (200, 1, "tiny")
    report = (folder / "out" / "report.html").read_text(encoding="utf-8")
    assert "<svg" in report
    assert "http" not in report.replace("http-equiv", "")


def test_rank_draws_and_seed_on_the_command_line_go_before_the_method(folder: Path) -> None:
    rank(folder, "--draws", "50", "--seed", "9")

    run = json.loads((folder / "out" / "run.json").read_text(encoding="utf-8"))
    assert (run["draws"], run["seed"]) == (50, 9)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("values.csv", VALUES.replace("5,5", "5,"), ["values.csv", "3", "y"]),
        ("values.csv", VALUES.replace("9,1", "nine,1"), ["values.csv", "4", "x"]),
        ("values.csv", VALUES.replace("code,name,x,y", "code,name,x"), ["values.csv"]),
        ("method.yaml", METHOD.replace("higher", "up"), ["method.yaml", "indicators.x.direction"]),
    ],
)
def test_rank_refuses_in_one_line_with_status_2_and_writes_nothing(
    folder: Path, name: str, text: str, words: list[str]
) -> None:
    (folder / name).write_text(text, encoding="utf-8")

    result = rank(folder)

    assert result.exit_code == 2
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    assert all(word in lines[-1] for word in words)
    assert not (folder / "out").exists()


def test_reproduce_matches_and_names_the_first_difference(folder: Path) -> None:
    rank(folder)
    out = folder / "out"

    same = CliRunner().invoke(main, ["reproduce", str(out)])
    table = out / "ranking.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("0.5", "0.6"), encoding="utf-8")
    changed = CliRunner().invoke(main, ["reproduce", str(out)])

    assert same.exit_code == 0, same.output
    assert changed.exit_code == 2  # the digest in run.json no longer fits
    assert "ranking.csv" in changed.stderr


def test_reproduce_refuses_a_path_that_is_not_there(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["reproduce", str(tmp_path / "nothing.zip")])

    assert result.exit_code == 2
    assert "nothing.zip" in result.stderr
