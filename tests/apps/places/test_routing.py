"""The adapters are tested against small servers that answer as OSRM 5 and Valhalla 3 do."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import PermissionDenied

from hamyar.core.models import AuditEntry
from hamyar.places import services
from hamyar.places.enums import DistanceKind
from hamyar.places.models import Distance
from hamyar.places.routing import UnableToMeasureDistancesError, measure
from tests.apps.places.conftest import AT
from tests.factories.accounts import make_user
from tests.factories.places import DistanceFactory, MunicipalityFactory

ORIGINS, DESTINATIONS = [(36.3, 59.6)], [(34.97, 59.62), (34.35, 58.68)]


class Quiet(BaseHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def answer(self, body: object, status: int = 200) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class Osrm(Quiet):
    """Answers ``/table/v1/driving/…`` with metres and seconds: 1,000 m and 60 s for each step of index."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        assert parts.path.startswith("/table/v1/driving/")
        points = parts.path.rsplit("/", 1)[1].split(";")
        query = parse_qs(parts.query)
        sources, destinations = (
            [int(n) for n in query[name][0].split(";")] for name in ("sources", "destinations")
        )
        assert query["annotations"] == ["duration,distance"]
        assert max(sources + destinations) == len(points) - 1
        table = [[1000.0 * (d + 1) for d in range(len(destinations))] for _source in sources]
        table[0][0] = None
        self.answer(
            {"code": "Ok", "distances": table, "durations": [[60.0 * 2] * len(destinations)] * len(sources)}
        )


class Valhalla(Quiet):
    """Answers ``/sources_to_targets`` with kilometres and seconds."""

    def do_POST(self) -> None:
        assert self.path == "/sources_to_targets"
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert asked["costing"] == "auto"
        assert asked["units"] == "kilometers"
        assert set(asked["sources"][0]) == {"lat", "lon"}
        cells = [
            [{"distance": 1.5, "time": 90} for _target in asked["targets"]] for _source in asked["sources"]
        ]
        cells[0][0] = {"distance": None, "time": None}
        self.answer({"sources_to_targets": cells})


class Nonsense(Quiet):
    def do_GET(self) -> None:
        self.answer({"code": "NoTable"})


class NotJson(Quiet):
    def do_GET(self) -> None:
        self.answer(b"<html>")


class TooSmall(Quiet):
    def do_GET(self) -> None:
        self.answer({"code": "Ok", "distances": [[1]], "durations": [[1]]})


class Broken(Quiet):
    def do_GET(self) -> None:
        self.answer({}, status=500)


@contextmanager
def service(handler: type[Quiet]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_osrm_is_understood() -> None:
    with service(Osrm) as address:
        table = measure(kind="osrm", address=address, origins=ORIGINS, destinations=DESTINATIONS)

    assert table.km == ((None, 2.0),)
    assert table.minutes == ((2.0, 2.0),)


def test_valhalla_is_understood() -> None:
    with service(Valhalla) as address:
        table = measure(kind="valhalla", address=address, origins=ORIGINS, destinations=DESTINATIONS)

    assert table.km == ((None, 1.5),)
    assert table.minutes == ((None, 1.5),)


@pytest.mark.parametrize("handler", [Nonsense, NotJson, TooSmall, Broken])
def test_an_answer_that_is_not_as_agreed_is_refused(handler: type[Quiet]) -> None:
    with service(handler) as address, pytest.raises(UnableToMeasureDistancesError):
        measure(kind="osrm", address=address, origins=ORIGINS, destinations=DESTINATIONS)


def test_a_service_that_is_away_is_refused() -> None:
    with service(Osrm) as address:
        pass
    with pytest.raises(UnableToMeasureDistancesError):
        measure(kind="osrm", address=address, origins=ORIGINS, destinations=DESTINATIONS)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UnableToMeasureDistancesError):
        measure(kind="google", address="http://127.0.0.1:1", origins=ORIGINS, destinations=DESTINATIONS)


@pytest.mark.django_db
class TestMeasuring:
    @pytest.fixture
    def planner(self):
        return make_user(role="planner")

    def test_all_roads_are_measured_and_imported_figures_stay(self, planner, settings) -> None:
        settings.DISTANCE_SERVICE_KIND = "valhalla"
        known = DistanceFactory(km=77)
        MunicipalityFactory(latitude=None, longitude=None)
        third = MunicipalityFactory()
        with service(Valhalla) as settings.DISTANCE_SERVICE:
            count = services.measure_distances(by=planner, at=AT)

        known.refresh_from_db()
        assert known.km == 77
        assert count == Distance.objects.filter(kind=DistanceKind.ROUTED).count() == 5
        assert Distance.objects.filter(origin=third).count() == 2
        assert AuditEntry.objects.get().changes == {"roads": [None, 5]}

    def test_measuring_again_replaces_what_was_measured(self, planner, settings) -> None:
        settings.DISTANCE_SERVICE_KIND = "valhalla"
        MunicipalityFactory.create_batch(2)
        with service(Valhalla) as settings.DISTANCE_SERVICE:
            services.measure_distances(by=planner, at=AT)
            services.measure_distances(by=planner, at=AT)

        assert Distance.objects.count() == 2

    def test_a_failing_service_leaves_everything_as_it_was(self, planner, settings) -> None:
        settings.DISTANCE_SERVICE_KIND = "osrm"
        road = DistanceFactory(kind=DistanceKind.ROUTED)
        with service(Broken) as settings.DISTANCE_SERVICE, pytest.raises(UnableToMeasureDistancesError):
            services.measure_distances(by=planner, at=AT)

        assert Distance.objects.get() == road
        assert not AuditEntry.objects.exists()

    def test_without_a_service_it_is_refused(self, planner, settings) -> None:
        settings.DISTANCE_SERVICE = ""

        with pytest.raises(UnableToMeasureDistancesError):
            services.measure_distances(by=planner, at=AT)

    def test_an_auditor_may_not_measure(self, settings) -> None:
        settings.DISTANCE_SERVICE = "http://127.0.0.1:1"

        with pytest.raises(PermissionDenied):
            services.measure_distances(by=make_user(role="auditor"), at=AT)
