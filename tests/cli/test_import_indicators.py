from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hamyar.cli import main
from hamyar.indicators.models import ImportBatch, Value
from tests.factories.accounts import make_user
from tests.factories.indicators import IndicatorFactory, ValueFactory
from tests.factories.places import MunicipalityFactory

pytestmark = pytest.mark.django_db


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["import", "indicators", *words], input=typed)


@pytest.fixture
def town():
    IndicatorFactory(code="paved_street_share", name_fa="سهم معابر آسفالت")
    return MunicipalityFactory(code="1359", name_fa="رشتخوار")


def file_of(folder: Path, *lines: str) -> str:
    path = folder / "values.csv"
    path.write_text("\n".join(["code,name,year,paved_street_share", *lines]), encoding="utf-8")
    return str(path)


def test_a_file_is_shown_confirmed_and_stored_as_a_batch(town, tmp_path: Path) -> None:
    result = run(
        file_of(tmp_path, "1359,رشتخوار,1404,45.5"),
        "--source",
        "واحد عمران",
        "--status",
        "provisional",
        typed="y\n",
    )

    assert result.exit_code == 0, result.output
    value = Value.objects.get()
    assert (value.amount, value.status, value.source) == (45.5, "provisional", "واحد عمران")
    assert (value.batch, value.recorded_by) == (ImportBatch.objects.get(), None)


def test_a_year_is_given_where_the_file_has_none(town, tmp_path: Path) -> None:
    path = tmp_path / "values.csv"
    path.write_text("code,paved_street_share\n1359,45.5", encoding="utf-8")
    assert run(str(path), "--yes").exit_code == 2
    assert run(str(path), "--yes", "--year", "1403").exit_code == 0
    assert Value.objects.get().year == 1403


def test_a_preview_and_no_answer_store_nothing(town, tmp_path: Path) -> None:
    path = file_of(tmp_path, "1359,رشتخوار,1404,45.5")
    assert run(path, "--preview").exit_code == 0
    assert run(path, typed="n\n").exit_code == 1
    assert not Value.objects.exists()


def test_a_doubtful_value_is_told(town, tmp_path: Path) -> None:
    ValueFactory(indicator__code="paved_street_share", municipality=town, year=1404, amount=4.5)
    assert "واحد درست است" in run(file_of(tmp_path, "1359,رشتخوار,1404,45"), "--preview").output


def test_a_refused_cell_ends_with_status_2_and_stores_nothing(town, tmp_path: Path) -> None:
    result = run(file_of(tmp_path, "1359,رشتخوار,1404,45.5", "1359,رشتخوار,1403,نامشخص"), "--yes")
    assert result.exit_code == 2
    assert "3" in result.output
    assert "«نامشخص» عدد نیست" in result.output
    assert (Value.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_a_file_refused_as_a_whole_ends_with_status_2_and_one_line(town, tmp_path: Path) -> None:
    path = tmp_path / "values.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    result = run(str(path), "--yes")
    assert result.exit_code == 2
    assert result.output.strip().startswith("values.xls:")
    assert len(result.output.strip().splitlines()) == 1


def test_a_person_without_the_permission_is_refused(town, tmp_path: Path) -> None:
    make_user(role="auditor", email="auditor@example.ir")
    path = file_of(tmp_path, "1359,رشتخوار,1404,45.5")
    assert run(path, "--yes", "--by", "auditor@example.ir").exit_code == 2
    assert not Value.objects.exists()


def test_a_person_is_recorded(town, tmp_path: Path) -> None:
    analyst = make_user(role="analyst", email="analyst@example.ir")
    run(file_of(tmp_path, "1359,رشتخوار,1404,45.5"), "--yes", "--by", "analyst@example.ir")
    assert Value.objects.get().recorded_by == analyst
