"""The parts of the page benchmark that need no server."""

import sys
from pathlib import Path

import pytest

from benchmarks.all import OF_THE_PRODUCT, commands
from benchmarks.web.__main__ import comparisons, rows
from benchmarks.web.content import items
from benchmarks.web.load import Load, WrongAnswersError, read_output
from benchmarks.web.servers import free_port
from benchmarks.web.sites import BARE_VIEW, FILE, KEPT, PAGES, PLAIN_PAGE


def test_made_up_news_is_the_same_for_the_same_seed_and_says_what_it_is() -> None:
    first, again, other = items(number=3, seed=1), items(number=3, seed=1), items(number=3, seed=2)
    assert first == again
    assert first != other
    assert all("آزمایشی" in item.title for item in first)
    assert [item.at for item in first] == sorted((item.at for item in first), reverse=True)
    assert first[0].picture[:3] == b"\xff\xd8\xff"


def test_the_output_of_wrk_is_read_and_errors_stop_the_benchmark() -> None:
    text = "Running 1s test\nmeasured 1234.500000 7.250000 0\n"
    assert read_output(text, address="x").per_second == 1234.5
    assert read_output(text, address="x").p95_ms == 7.25
    with pytest.raises(WrongAnswersError):
        read_output("measured 10.0 1.0 3\n", address="x")
    with pytest.raises(WrongAnswersError):
        read_output("unable to connect", address="x")
    with pytest.raises(WrongAnswersError):
        read_output("measured 0.0 0.0 0\n", address="x")


def test_what_is_not_there_is_left_out() -> None:
    kept = [KEPT.format(page) for page in PAGES]
    assert comparisons([BARE_VIEW, *kept]) == [(each, BARE_VIEW) for each in kept]
    assert (KEPT.format("news item"), FILE) in comparisons([FILE, PLAIN_PAGE, *kept])


def test_twice_the_answers_in_a_second_is_a_ratio_of_two() -> None:
    found = {
        KEPT.format("first page"): [Load(2000.0, 3.0), Load(2000.0, 5.0)],
        BARE_VIEW: [Load(1000.0, 8.0), Load(1000.0, 8.0)],
    }
    each, p95 = rows(found)
    assert (each.ours, each.theirs, each.ratio) == (0.5, 1.0, 2.0)
    assert (p95.ours, p95.theirs, p95.ratio) == (4.0, 8.0, 2.0)


def test_it_runs_in_the_products_own_environment_with_the_others() -> None:
    assert ["benchmarks.web"] in commands()
    assert "benchmarks.web" in OF_THE_PRODUCT
    assert Path(sys.executable).exists()
    assert 1024 < free_port() < 65536
