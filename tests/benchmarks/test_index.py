import numpy as np
import pytest

from benchmarks.index import Effort, draw_rows
from benchmarks.index_task import Task, check_equal, plain_scores, table


def test_ours_and_the_plain_loop_come_to_the_same_summary():
    task = Task(table(30, 5), 300)

    quantiles, last = task.ours()

    plain_quantiles, plain_last = task.loop(plain_scores, draws=300)
    assert np.array_equal(quantiles, plain_quantiles)
    assert last == pytest.approx(plain_last)


def test_a_draw_that_differs_from_the_plain_loop_stops_the_benchmark(monkeypatch):
    task = Task(table(30, 5), 5)
    assert check_equal(task) == 5
    monkeypatch.setattr("benchmarks.index_task.plain_scores", lambda values, *_: values[:, 0])

    with pytest.raises(SystemExit, match="differs"):
        check_equal(task)


@pytest.mark.slow
def test_the_rows_of_a_small_task_name_ours_and_the_loop():
    effort = Effort({}, 100, 1, 0.01, 10, 2)

    rows = list(draw_rows(Task(table(20, 4), 100), effort))

    assert {row.unit for row in rows} == {"CPU s", "wall s"}
    assert rows[0].task == "20 × 4 × 100 draws"
    assert rows[0].peer.startswith("plain NumPy loop")
    assert all(row.ours > 0 for row in rows)
