import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.visits.rows import Row, beside, gap_percent, write_json

ROOT = Path(__file__).resolve().parents[2]
INSTANCE = """1 1 4 2
0 20
0 20
0 0 0 0 0 0 0
1 10 0 0 5 1 2 1 2
2 0 10 0 5 1 2 1 2
3 -10 0 0 5 2 1 3
4 0 -10 0 5 1 2 1 2
"""


def row(cost, method="hamyar"):
    return Row("p00", method, "feasible", gap_percent(cost, 100.0), cost, 100.0, 1.0)


def test_a_peer_is_set_beside_ours():
    assert beside(row(120.0, "vroom"), row(100.0)).ratio == pytest.approx(1.2)
    assert beside(row(None, "vroom"), row(100.0)).ratio is None


def test_rows_without_an_answer_have_no_gap(tmp_path):
    write_json([row(None)], tmp_path / "rows.json")
    (written,) = json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))
    assert written["gap_percent"] is None
    assert written.keys() >= {"instance", "gap_percent", "status"}


@pytest.mark.slow
def test_the_command_keeps_its_seconds_and_writes_its_rows(tmp_path):
    (tmp_path / "p00").write_text(INSTANCE, encoding="ascii")
    (tmp_path / "p00.res").write_text("60.0\n", encoding="ascii")
    file = tmp_path / "rows.json"
    command = "-m benchmarks.visits --instances {} --only p00 --seconds 1 --ours-only --json {}"
    done = subprocess.run(
        [sys.executable, *command.format(tmp_path, file).split()],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "made ready" in done.stdout
    (written,) = json.loads(file.read_text(encoding="utf-8"))
    assert written["status"] == "feasible"
    assert written["cost"] >= 68
    assert written["seconds"] < 5
