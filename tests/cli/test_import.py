import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hamyar.cli import main
from hamyar.core.models import AuditEntry
from hamyar.places.models import Boundary, Distance, Municipality, Shareholding
from tests.apps.places.conftest import few_places  # noqa: F401 (a fixture)
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few_places")]


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["import", *words], input=typed)


@pytest.fixture
def roads(tmp_path: Path) -> Path:
    path = tmp_path / "roads.csv"
    path.write_text("origin,destination,km\nمشهد,رشتخوار,200\n", encoding="utf-8")
    return path


def test_a_file_is_shown_confirmed_and_stored(roads: Path) -> None:
    result = run("distances", str(roads), "--source", "راهداری", typed="y\n")

    assert result.exit_code == 0, result.output
    assert "مشهد – رشتخوار" in result.output
    assert Distance.objects.get().source == "راهداری"
    assert AuditEntry.objects.filter(action="import_file").latest("pk").actor_id == ""


def test_no_answer_stores_nothing(roads: Path) -> None:
    assert run("distances", str(roads), typed="n\n").exit_code == 1
    assert not Distance.objects.exists()


def test_a_preview_stores_nothing(roads: Path) -> None:
    assert run("distances", str(roads), "--preview").exit_code == 0
    assert not Distance.objects.exists()


def test_a_refused_row_ends_with_status_2_and_names_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "roads.csv"
    path.write_text("origin,destination,km\nمشهد,رشتخوار,200\nمشهد,ناکجا,10\n", encoding="utf-8")

    result = run("distances", str(path), "--yes")

    assert result.exit_code == 2
    assert "3" in result.stderr
    assert "destination" in result.stderr
    assert not Distance.objects.exists()


def test_a_file_that_cannot_be_read_ends_with_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "roads.csv"
    path.write_bytes("از,به".encode("cp1256"))

    result = run("distances", str(path), "--yes")

    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert "roads.csv" in result.stderr


def test_nothing_to_change_is_no_failure(roads: Path) -> None:
    run("distances", str(roads), "--yes")

    assert run("distances", str(roads), "--yes").exit_code == 0
    assert Distance.objects.count() == 1


def test_it_is_done_on_behalf_of_a_person(roads: Path) -> None:
    administrator, planner = make_user(role="administrator"), make_user(role="planner")

    assert run("distances", str(roads), "--yes", "--by", planner.email).exit_code == 2
    assert not Distance.objects.exists()
    assert run("distances", str(roads), "--yes", "--by", "nobody@example.ir").exit_code == 2
    assert run("distances", str(roads), "--yes", "--by", administrator.email.upper()).exit_code == 0
    assert AuditEntry.objects.filter(action="import_file").latest("pk").actor_id == str(administrator.pk)


def test_places_shareholders_and_boundaries_are_taken_in(tmp_path: Path) -> None:
    places = tmp_path / "places.csv"
    places.write_text("code,name_fa,county_code\n7001,شهر نو,0927\n", encoding="utf-8")
    shares = tmp_path / "shares.csv"
    shares.write_text("municipality,amount\nرشتخوار,۱۵۰ میلیون تومان\n", encoding="utf-8")
    ring = [[59, 34.5], [60, 34.5], [60, 35], [59, 34.5]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    collection = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {"code": "0927"}, "geometry": geometry}],
    }
    borders = tmp_path / "borders.geojson"
    borders.write_text(json.dumps(collection), encoding="utf-8")

    assert run("places", str(places), "--yes").exit_code == 0
    assert run("shareholders", str(shares), "--yes", "--since", "۱۴۰۴/۱/۱").exit_code == 0
    credit = ("--attribution", "© OSM", "--licence", "ODbL 1.0")
    assert run("boundaries", str(borders), "--yes", "--set", "county95", *credit).exit_code == 0

    assert Municipality.objects.filter(code="7001").exists()
    assert Shareholding.objects.get().amount == 1_500_000_000
    assert Boundary.objects.get().boundary_set.code == "county95"


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    shares = tmp_path / "shares.csv"
    shares.write_text("municipality,amount\nرشتخوار,1\n", encoding="utf-8")

    assert run("shareholders", str(shares), "--yes", "--since", "1404/13/1").exit_code == 2


def test_the_group_lists_what_can_be_imported() -> None:
    result = CliRunner().invoke(main, ["import", "--help"])

    assert result.exit_code == 0
    assert all(kind in result.output for kind in ("boundaries", "distances", "places", "shareholders"))
