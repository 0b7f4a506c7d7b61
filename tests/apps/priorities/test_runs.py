import csv
import io
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from hamyar.core.models import AuditEntry
from hamyar.priorities.errors import UnableToComputeRankingError, UnableToReadPackageError
from hamyar.priorities.models import Run, RunResult
from hamyar.priorities.services.package import RANKING, VALUES, read_package, reproduce, write_zip
from hamyar.priorities.services.runs import compute_run, files_of_run
from tests.factories.accounts import make_user
from tests.factories.priorities import NOON, TEXT, make_run, make_towns_with_values, make_version

pytestmark = pytest.mark.django_db


def test_compute_run_ranks_the_least_developed_last_and_keeps_everything() -> None:
    towns = make_towns_with_values()

    run = make_run()

    results = list(RunResult.objects.filter(run=run).order_by("rank").select_related("municipality"))
    assert [result.municipality for result in results] == list(reversed(towns))
    assert [result.rank for result in results] == [1, 2, 3, 4]
    assert [result.score for result in results] == [1.0, 0.6667, 0.3333, 0.0]
    assert all(result.rank_best is not None and result.rank_best <= result.rank for result in results)
    assert all(result.own_share == 1 for result in results)
    assert sum(results[0].details["contributions"].values()) == pytest.approx(0.5)
    assert run.summary["units"] == 4
    entry = AuditEntry.objects.get(action="compute_ranking")
    assert entry.changes == {"results_digest": [None, run.results_digest]}


def test_compute_run_twice_gives_the_same_results_to_the_last_byte() -> None:
    version = make_version()
    make_towns_with_values()

    first, second = (compute_run(version=version, by=None, at=NOON) for _ in range(2))

    assert bytes(first.ranking_csv) == bytes(second.ranking_csv)
    assert (first.inputs_digest, first.results_digest) == (second.inputs_digest, second.results_digest)


def test_compute_run_reports_a_filled_cell_and_writes_it_as_missing() -> None:
    towns = make_towns_with_values(missing=1)

    run = make_run()

    assert [cell[:2] for cell in run.summary["filled"]] == [[towns[0].code, "paved"]]
    rows = list(csv.DictReader(io.StringIO(bytes(run.values_csv).decode())))
    assert {row["code"]: row["paved"] for row in rows}[towns[0].code] == ""


def test_compute_run_is_refused_without_the_permission_and_nothing_is_stored() -> None:
    make_towns_with_values()

    with pytest.raises(PermissionDenied):
        compute_run(version=make_version(), by=make_user(role="auditor"), at=NOON)

    assert not Run.objects.exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TEXT.replace("paved", "unheard_of"), "unknown_indicator"),
        (TEXT.replace("missing: median", "missing: refuse"), "missing"),
    ],
)
def test_compute_run_is_refused_and_nothing_is_stored(text: str, code: str) -> None:
    make_towns_with_values(missing=1)

    with pytest.raises(UnableToComputeRankingError) as caught:
        compute_run(version=make_version(text=text), by=None, at=NOON)

    assert caught.value.code == code
    assert not Run.objects.exists()


def test_compute_run_without_municipalities_says_what_to_do() -> None:
    from tests.factories.indicators import IndicatorFactory

    IndicatorFactory(code="paved")
    IndicatorFactory(code="jobless")

    with pytest.raises(UnableToComputeRankingError) as caught:
        compute_run(version=make_version(), by=None, at=NOON)

    assert caught.value.code == "no_places"


def test_the_package_of_a_run_is_reproduced_by_anyone(tmp_path: Path) -> None:
    run = make_run()
    path = tmp_path / "package.zip"
    path.write_bytes(write_zip(files_of_run(number=run.pk)))

    files = read_package(path)

    assert reproduce(files, path=path) is None


def test_reproduce_names_the_first_difference(tmp_path: Path) -> None:
    files = dict(files_of_run(number=make_run().pk))
    files[RANKING] = files[RANKING].replace(b"0.3333", b"0.3334", 1)

    difference = reproduce(files, path=tmp_path)

    assert difference is not None
    assert (difference.column, difference.published, difference.recomputed) == ("score", "0.3334", "0.3333")


def test_read_package_refuses_a_file_that_was_changed(tmp_path: Path) -> None:
    files = dict(files_of_run(number=make_run().pk))
    files[VALUES] = files[VALUES].replace(b"20", b"21", 1)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    with pytest.raises(UnableToReadPackageError) as caught:
        read_package(tmp_path)

    assert (caught.value.code, caught.value.params["name"]) == ("digest", VALUES)


def test_files_of_run_refuses_an_unknown_number() -> None:
    with pytest.raises(UnableToReadPackageError) as caught:
        files_of_run(number=0)

    assert caught.value.code == "no_such_run"


def test_compute_run_sets_beside_it_only_the_methods_that_are_named() -> None:
    make_towns_with_values()

    run = make_run(version=make_version(text=TEXT + "comparisons: [morris, borda]\n"))

    assert run.summary["comparison"]["names"] == ["index", "morris", "borda"]
