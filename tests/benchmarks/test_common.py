import json

import pytest

from benchmarks.common import Samples, arguments, compared, peer_module, report, row


def test_a_row_gives_medians_quartiles_and_theirs_over_ours():
    result = row("sort", "peer", [1.0, 2.0, 9.0], [4.0, 6.0, 8.0], "CPU s")

    assert (result.ours, result.theirs, result.ratio) == (2.0, 6.0, 3.0)
    assert result.quartiles == {"ours": [1.5, 5.5], "theirs": [5.0, 7.0]}


def test_a_share_of_the_work_is_scaled_up_for_the_peer_only():
    samples = Samples(cpu=(1.0, 2.0), wall=(3.0,))

    assert samples.times(10.0) == Samples(cpu=(10.0, 20.0), wall=(30.0,))


def test_both_sides_run_in_turn_and_ours_once_more_to_warm_up():
    calls = []

    cpu, wall = compared("t", "p", lambda: calls.append("ours"), lambda: calls.append("theirs"), repeats=2)

    assert calls == ["ours", "ours", "theirs", "ours", "theirs"]
    assert (cpu.unit, wall.unit) == ("CPU s", "wall s")


def test_the_report_is_printed_and_written_as_json(tmp_path, capsys):
    rows = [row("sort", "peer", [1.0], [4.0], "s")]

    report(rows, json_file=tmp_path / "rows.json", packages=["numpy", "no-such-package"])

    assert json.loads((tmp_path / "rows.json").read_text(encoding="utf-8")) == [
        {
            "task": "sort",
            "peer": "peer",
            "ours": 1.0,
            "theirs": 4.0,
            "unit": "s",
            "ratio": 4.0,
            "quartiles": {"ours": [1.0, 1.0], "theirs": [4.0, 4.0]},
        }
    ]
    printed = capsys.readouterr().out
    assert "numpy" in printed
    assert "no-such-package" not in printed


def test_a_peer_that_is_missing_is_said_once(capsys):
    assert peer_module("no_such_peer.part") is None
    assert peer_module("no_such_peer.other") is None

    assert capsys.readouterr().err.count("no_such_peer is not installed") == 1


def test_options_are_the_same_for_all(tmp_path):
    options = arguments("text", ["--quick", "--json", str(tmp_path / "x.json")])

    assert options.quick
    assert options.json == tmp_path / "x.json"


def test_an_unknown_option_is_refused():
    with pytest.raises(SystemExit):
        arguments("text", ["--fast"])
