from collections import Counter

import pytest

from benchmarks.all import commands
from benchmarks.search.__main__ import MEASURES, goal_rows, latency_rows, order_rows, quality_rows, slip_rows
from benchmarks.search.collection import items
from benchmarks.search.judged import precision, questions, recall, reciprocal_rank
from benchmarks.search.measure import LEAST_ASKED, ask
from benchmarks.search.slips import WAYS, slips
from hamyar.core.search.typos import distance
from tests.factories.places import MunicipalityFactory


def towns():
    codes = [
        "1357",
        "1358",
        "1359",
        "1360",
        "1361",
        "1362",
        "1363",
        "1365",
        "1367",
        "1378",
        "1379",
        "1380",
        "1381",
    ]
    return [
        MunicipalityFactory.build(code=code, name_fa=f"شهر{code}", county=None, is_county_seat=True)
        for code in [*codes, "1382"]
    ]


def test_the_collection_is_the_same_from_the_same_seed_and_another_from_another():
    places = towns()
    once = list(items(50, towns=places, seed=1))
    assert [item.entry for item in items(50, towns=places, seed=1)] == [item.entry for item in once]
    assert [item.entry for item in items(50, towns=places, seed=2)] != [item.entry for item in once]
    assert [item.entry.dated for item in once] == sorted(item.entry.dated for item in once)


def test_there_are_more_than_sixty_judged_questions_and_each_has_an_answer():
    read = questions(items(3000, towns=towns(), seed=1399))
    groups = Counter(question.group for question in read)
    assert sum(groups.values()) - groups["blind"] >= 60
    assert set(groups) == {"places", "records", "news", "blind"}
    assert groups["blind"] == 40
    assert [question.text for question in read if not question.answers] == []
    assert len({question.text for question in read}) == len(read)


def test_a_question_that_nothing_answers_is_refused():
    with pytest.raises(KeyError):
        questions(items(3, towns=towns(), seed=1))


def test_the_measures_count_as_defined():
    answers = frozenset({"a", "b", "c"})
    assert precision(["a", "x", "b", "y", "z", "c"], answers) == pytest.approx(2 / 3)
    assert recall(["a", "x", "b", "y", "z", "c"], answers) == 1
    assert reciprocal_rank(["x", "y", "b"], answers) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"], answers) == 0


def figures(answers: list[str], milliseconds: list[float]):
    return {"answers": {"q": answers}, "ms": dict(zip("qrs", milliseconds, strict=False))}


def test_rows_are_better_above_one_for_shares_and_for_times():
    both = {
        "documents": 2,
        "questions": [["q", "news", ["a"]]],
        "engines": {
            "ours": figures(["a"], [1.0, 1.0]),
            "wagtail": figures(["x", "a"], [4.0, 4.0]),
            "icontains": figures([], [2.0, 2.0]),
        },
    }
    quality = list(quality_rows(both))
    assert len(quality) == 2 * len(MEASURES) * 2
    assert {row.ratio for row in quality if row.task.startswith("MRR") and "Wagtail" in row.peer} == {2.0}
    times = list(latency_rows(both, "SQLite", {"wagtail": "Wagtail"}))
    assert [(row.task, row.ratio) for row in times] == [
        ("p50, 2 documents, 2 questions, SQLite", 4.0),
        ("p95, 2 documents, 2 questions, SQLite", 4.0),
    ]


def test_a_peer_that_was_asked_less_is_compared_on_what_it_was_asked():
    both = {"documents": 2, "engines": {"ours": figures([], [1.0, 100.0]), "slow": figures([], [3.0])}}
    assert [row.ratio for row in latency_rows(both, "SQLite", {"slow": "slow"})] == [3.0, 3.0]


def test_all_our_questions_stand_beside_the_goal():
    ours = {"documents": 2, "engines": {"ours": figures([], [25.0, 25.0])}}
    assert [(row.ours, row.theirs, row.ratio) for row in goal_rows(ours, "SQLite")] == [(25.0, 50.0, 2.0)] * 2


def test_a_slow_engine_is_asked_a_fair_sample_and_every_other_engine_everything():
    texts = [str(number) for number in range(30)]
    answers, taken = ask(lambda text: [text], texts)
    assert sorted(answers) == sorted(taken) == sorted(texts)
    assert all(answers[text] == [text] for text in texts)
    few, _taken = ask(lambda text: [text], texts, seconds=1e-9)
    assert list(few) == list(answers)[:LEAST_ASKED]


def test_another_order_on_the_other_database_is_seen():
    one, other = ({"engines": {"ours": figures(found, [])}} for found in (["a", "b"], ["b", "a"]))
    assert [row.ours for row in order_rows(one, one)] == [1.0]
    assert [row.ours for row in order_rows(one, other)] == [0.0]


def test_slips_are_one_step_from_the_name_and_the_same_from_the_same_seed():
    names = [("towns", "town:1", "رباط سنگ"), ("towns", "town:2", "بار"), ("companies", "company:1", "Aria")]
    made = list(slips(names, seed=1))
    assert made == list(slips(names, seed=1))
    assert [(each.key, each.way) for each in made] == [
        (key, way) for _group, key, _name in names for way in WAYS
    ]
    written = {key: name for _group, key, name in names}
    assert {distance(each.text, written[each.key]) for each in made} == {1}


def test_names_found_in_spite_of_a_slip_stand_beside_all_names():
    rows = list(
        slip_rows(
            {"slips": [("towns", "added", True), ("towns", "added", False), ("towns", "swapped", True)]}
        )
    )
    assert [(row.ours, row.theirs) for row in rows] == [(0.5, 1.0), (1.0, 1.0)]


def test_suggestions_stand_beside_the_goal_where_they_were_timed():
    ours = {"documents": 2, "engines": {"ours": figures([], [25.0])}, "suggest_ms": [5.0, 5.0]}
    assert [(row.task.split(",")[0], row.ratio) for row in goal_rows(ours, "SQLite")][2:] == [
        ("p95 of suggestions", 10.0)
    ]


def test_the_benchmark_is_among_all():
    assert ["benchmarks.search"] in commands()
