import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied

from hamyar.core.models import AuditEntry
from hamyar.places import services
from hamyar.places.enums import ImportKind
from hamyar.places.models import (
    Boundary,
    BoundarySet,
    Distance,
    Municipality,
    MunicipalityGrade,
    PlaceImport,
    Shareholding,
)
from hamyar.places.services.imports import ImportOptions, discard_import, plan_import
from tests.apps.places.conftest import AT, FEW_TOWNS
from tests.factories.accounts import make_user
from tests.factories.places import DistanceFactory, PlaceImportFactory, ShareholdingFactory

FACTS = Path("data/khorasan_razavi/municipalities.csv")


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def xlsx(rows: list[list[object]], *, merged: bool = False) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if merged:
            sheet.merge_range(5, 0, 5, 1, "ادغام")
    return file.getvalue()


def plan(kind: ImportKind, content: bytes, **options):
    return plan_import(kind=kind, content=content, options=ImportOptions(**options))


def take_in(kind: ImportKind, content: bytes, *, by=None, **options):
    return services.import_file(
        kind=kind, file_name="file.csv", content=content, options=ImportOptions(**options), by=by, at=AT
    )


def refusals(found) -> list[tuple[int, str]]:
    return [(refusal.row, refusal.column) for refusal in found.refusals]


PLACE_HEAD = "code,name_fa,county_code"


@pytest.mark.usefixtures("few_places")
class TestPlaces:
    def test_a_row_is_new_changed_or_unchanged(self) -> None:
        content = csv(
            f"{PLACE_HEAD},name_en",
            "1359,رشتخوار,0927,Roshtkhvar",
            "2606,جنگل,0927,Jangal",
            "7001,شهر نو,0927,New Town",
        )

        found = plan(ImportKind.PLACES, content)

        assert found.counts == {"new": 1, "changed": 1, "unchanged": 1, "refused": 0}
        (change,) = found.rows[0].changes
        assert (change.field, change.old, change.new) == ("name_en", "Roshtkhar", "Roshtkhvar")

    def test_it_is_stored_with_an_audit_entry_for_each_row_and_for_the_file(self) -> None:
        before = AuditEntry.objects.count()
        content = csv(f"{PLACE_HEAD},district_fa", "7001,شهر نو,927,مركزي")

        counts = take_in(ImportKind.PLACES, content)

        town = Municipality.objects.get(code="7001")
        assert (counts["new"], town.county.name_fa, town.district.name_fa) == (1, "رشتخوار", "مرکزی")
        assert AuditEntry.objects.count() == before + 2

    def test_persian_headings_digits_and_letters_are_read(self) -> None:
        content = csv("كد;نام;کد شهرستان;عرض جغرافيايي;طول جغرافیایی", "۷۰۰۱;شهر نو;۰۹۲۷;۳۴٫۹۷;۵۹٫۶۲")

        take_in(ImportKind.PLACES, content)

        town = Municipality.objects.get(code="7001")
        assert (town.latitude, town.longitude) == (34.97, 59.62)

    def test_a_blank_cell_leaves_what_is_on_record(self) -> None:
        content = csv(f"{PLACE_HEAD},latitude,name_en,grade", "1359,رشتخوار,0927,,,")

        assert plan(ImportKind.PLACES, content).counts["unchanged"] == 1

    def test_a_new_grade_ends_the_older_one(self) -> None:
        content = csv(f"{PLACE_HEAD},grade,grade_date,grade_letter", "1365,درگز,0907,8,1404/2/1,12/345")

        take_in(ImportKind.PLACES, content)

        grades = MunicipalityGrade.objects.filter(municipality__code="1365").order_by("since")
        assert [(grade.grade, grade.is_year_only) for grade in grades] == [(7, True), (8, False)]
        assert grades[0].until == grades[1].since == dt.date(2025, 4, 21)

    @pytest.mark.parametrize(
        ("row", "column"),
        [
            ("12x,شهر,0927,,,,", "code"),
            (",شهر,0927,,,,", "code"),
            ("7001,,0927,,,,", "name_fa"),
            ("7001,شهر,0999,,,,", "county_code"),
            ("7001,شهر,,,,,", "county_code"),
            ("7001,شهر,0927,نامشخص,59.6,,", "latitude"),
            ("7001,شهر,0927,34.9,,,", ""),
            ("7001,شهر,0927,59.6,34.9,,", ""),
            ("7001,شهر,0927,,,13,1399", "grade"),
            ("7001,شهر,0927,,,5,", "grade_year"),
            ("7001,شهر,0927,,,5,1405/13/1", "grade_year"),
            ("7001,شهر,0927,,,5,1399,more", ""),
            ("1365,درگز,0907,,,9,1399", "grade"),
        ],
    )
    def test_a_wrong_cell_is_refused_with_row_and_column(self, row: str, column: str) -> None:
        content = csv(f"{PLACE_HEAD},latitude,longitude,grade,grade_year", "2606,جنگل,0927,,,,", row)

        found = plan(ImportKind.PLACES, content)

        assert (3, column) in refusals(found)
        assert all(refusal.reason for refusal in found.refusals)

    def test_one_refused_row_stops_the_whole_file(self) -> None:
        content = csv(PLACE_HEAD, "7001,شهر نو,0927", "7002,شهر دیگر,0999")

        with pytest.raises(services.UnableToImportError):
            take_in(ImportKind.PLACES, content)

        assert Municipality.objects.count() == len(FEW_TOWNS)
        assert PlaceImport.objects.count() == 1

    def test_a_code_that_stands_twice_is_refused(self) -> None:
        found = plan(ImportKind.PLACES, csv(PLACE_HEAD, "7001,الف,0927", "۷۰۰۱,ب,0927"))

        assert refusals(found) == [(3, "code")]

    def test_a_missing_column_is_named(self) -> None:
        with pytest.raises(services.UnableToImportError, match="county_code"):
            plan(ImportKind.PLACES, csv("code,name_fa", "7001,شهر"))

    def test_a_column_that_stands_twice_is_named(self) -> None:
        with pytest.raises(services.UnableToImportError, match="code"):
            plan(ImportKind.PLACES, csv("code,کد,name_fa,county_code", "1,1,شهر,0927"))

    @pytest.mark.usefixtures("province")
    def test_columns_of_others_are_left_out_and_named(self) -> None:
        found = plan(ImportKind.PLACES, FACTS.read_bytes())

        assert found.counts == {"new": 0, "changed": 0, "unchanged": 96, "refused": 0}
        assert "population_1395" in found.ignored_columns

    @pytest.mark.usefixtures("province")
    def test_nothing_to_change_is_refused(self) -> None:
        with pytest.raises(services.UnableToImportError) as refusal:
            take_in(ImportKind.PLACES, FACTS.read_bytes())

        assert refusal.value.code == "nothing_new"


@pytest.mark.django_db
class TestFiles:
    """Files that strangers made: a clear refusal, and nothing is stored."""

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "file_empty"),
            (b"  \n\n ", "file_empty"),
            (csv("code,name_fa,county_code"), "no_rows"),
            ("code,name_fa\n1,شهر".encode("cp1256"), "wrong_encoding"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old_excel"),
            (b"PK\x03\x04 this is no zip", "excel_unreadable"),
            (b"code,name\n\x00\x01\x02", "unknown_kind"),
            (csv("code,name_fa,county_code", "=1+1,شهر,0927"), "formula"),
            (csv("code,name_fa,county_code", "1,@SUM(A1),0927"), "formula"),
            (csv("code,name_fa,county_code", "1," + "ا" * 1001 + ",0927"), "cell_too_long"),
            (csv(",".join(f"c{n}" for n in range(101)), "1"), "too_many_columns"),
            (csv("code", *("1" for _ in range(20_001))), "too_many_rows"),
            (b"x" * (5 * 1024 * 1024 + 1), "file_too_large"),
        ],
    )
    def test_a_hostile_file_is_refused_for_what_it_is(self, content: bytes, code: str) -> None:
        with pytest.raises(services.UnableToImportError) as refusal:
            plan(ImportKind.PLACES, content)

        assert refusal.value.code == code

    def test_a_zip_bomb_is_refused_before_it_is_unpacked(self) -> None:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("xl/worksheets/sheet1.xml", b"0" * (61 * 1024 * 1024))

        with pytest.raises(services.UnableToImportError) as refusal:
            plan(ImportKind.PLACES, file.getvalue())

        assert refusal.value.code == "zip_bomb"

    def test_a_zip_that_is_no_workbook_is_refused(self) -> None:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as package:
            package.writestr("hello.txt", "hello")

        with pytest.raises(services.UnableToImportError) as refusal:
            plan(ImportKind.PLACES, file.getvalue())

        assert refusal.value.code == "excel_unreadable"

    @pytest.mark.usefixtures("few_places")
    def test_excel_is_read_as_csv_is(self) -> None:
        content = xlsx([["کد", "نام", "کد شهرستان", "سال تأسیس"], [7001, "شهر نو", "0927", 1400.0]])

        take_in(ImportKind.PLACES, content)

        assert Municipality.objects.get(code="7001").established_year == 1400

    def test_a_formula_in_excel_is_refused(self) -> None:
        content = xlsx([["code", "name_fa", "county_code"], ["=1+1", "شهر", "0927"]])

        with pytest.raises(services.UnableToImportError) as refusal:
            plan(ImportKind.PLACES, content)

        assert refusal.value.code == "formula"

    def test_merged_cells_are_refused(self) -> None:
        content = xlsx([["code", "name_fa", "county_code"], ["7001", "شهر", "0927"]], merged=True)

        with pytest.raises(services.UnableToImportError) as refusal:
            plan(ImportKind.PLACES, content)

        assert refusal.value.code == "merged_cells"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.usefixtures("few_places")
    def test_what_excel_writes_as_csv_is_read(self, encoding: str, delimiter: str) -> None:
        lines = [["code", "name_fa", "county_code"], ["7001", "شهر نو", "0927"]]
        content = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)

        assert plan(ImportKind.PLACES, content).counts["new"] == 1


@pytest.mark.usefixtures("few_places")
class TestDistances:
    def test_towns_are_named_by_code_or_by_name(self) -> None:
        content = csv("از,به,کیلومتر,دقیقه", "۱۳۹۲,رشتخوار,۲۰۰,۱۵۰", "شهرداری مشهد,شهر فيض آباد,۲۳۰٫۵,")

        take_in(ImportKind.DISTANCES, content, source="راهداری ۱۴۰۴")

        rows = Distance.objects.order_by("km").values_list(
            "origin__code", "destination__code", "km", "minutes"
        )
        assert list(rows) == [("1392", "1359", 200.0, 150), ("1392", "1360", 230.5, None)]
        assert set(Distance.objects.values_list("source", flat=True)) == {"راهداری ۱۴۰۴"}

    def test_a_changed_figure_shows_old_and_new(self) -> None:
        mashhad, roshtkhar = (Municipality.objects.get(code=code) for code in ("1392", "1359"))
        DistanceFactory(origin=mashhad, destination=roshtkhar, km=190, minutes=150)

        found = plan(ImportKind.DISTANCES, csv("origin,destination,km,minutes", "1392,1359,200,150"))

        (change,) = found.rows[0].changes
        assert (change.field, change.old, change.new) == ("km", "190", "200")

    @pytest.mark.parametrize(
        ("row", "column"),
        [
            ("1392,9999,200,", "destination"),
            ("1392,ناکجا,200,", "destination"),
            ("1392,1392,200,", "km"),
            ("1392,1359,0,", "km"),
            ("1392,1359,دویست,", "km"),
            ("1392,1359,,", "km"),
            ("1392,1359,200,12.5", "minutes"),
            ("1392,1359,200,9999", "minutes"),
        ],
    )
    def test_a_wrong_cell_is_refused(self, row: str, column: str) -> None:
        found = plan(ImportKind.DISTANCES, csv("origin,destination,km,minutes", row))

        assert refusals(found) == [(2, column)]

    def test_the_same_road_twice_is_refused(self) -> None:
        rows = ("1392,1359,200", "مشهد,رشتخوار,201")

        assert refusals(plan(ImportKind.DISTANCES, csv("origin,destination,km", *rows))) == [
            (3, "destination")
        ]

    def test_a_name_of_several_towns_asks_for_the_code(self) -> None:
        Municipality.objects.filter(code="2606").update(name_fa="مشهد")

        found = plan(ImportKind.DISTANCES, csv("origin,destination,km", "مشهد,1359,200"))

        assert refusals(found) == [(2, "origin")]


@pytest.mark.usefixtures("few_places")
class TestShareholders:
    def test_amounts_are_read_with_their_unit(self) -> None:
        content = csv(
            "شهرداری,مبلغ,درصد,حق رأی,از تاریخ",
            "1359,۱٬۵۰۰٬۰۰۰٬۰۰۰,۲۰٫۷۵٪,بله,1394/1/1",
            "مشهد,۵۰۰ میلیون تومان,70,خیر,1394",
        )

        take_in(ImportKind.SHAREHOLDERS, content)

        rows = Shareholding.objects.order_by("amount").values_list(
            "amount", "percent", "has_voting_right", "since"
        )
        assert [(a, float(p), v, s) for a, p, v, s in rows] == [
            (1_500_000_000, 20.75, True, dt.date(2015, 3, 21)),
            (5_000_000_000, 70.0, False, dt.date(2015, 3, 21)),
        ]

    def test_a_new_share_ends_the_older_one(self) -> None:
        old = ShareholdingFactory(municipality=Municipality.objects.get(code="1359"), amount=100)

        take_in(ImportKind.SHAREHOLDERS, csv("municipality,amount", "1359,200"), since=dt.date(2024, 3, 20))

        old.refresh_from_db()
        assert (old.amount, old.until) == (100, dt.date(2024, 3, 20))
        assert Shareholding.objects.get(until=None).amount == 200

    def test_the_same_share_is_unchanged(self) -> None:
        ShareholdingFactory(municipality=Municipality.objects.get(code="1359"), amount=100, percent="5")

        content = csv("municipality,amount,percent", "1359,100,5.0")

        assert plan(ImportKind.SHAREHOLDERS, content, since=AT.date()).counts["unchanged"] == 1

    @pytest.mark.parametrize(
        ("row", "column"),
        [
            ("9999,100,5,1404", "municipality"),
            ("1359,-100,5,1404", "amount"),
            ("1359,صد,5,1404", "amount"),
            ("1359,100.5,5,1404", "amount"),
            ("1359,100,101,1404", "percent"),
            ("1359,100,5,", "since"),
            ("1359,100,5,1394/12/31", "since"),
            ("2606,100,5,1390", "since"),
        ],
    )
    def test_a_wrong_cell_is_refused(self, row: str, column: str) -> None:
        ShareholdingFactory(municipality=Municipality.objects.get(code="2606"), amount=1)

        found = plan(ImportKind.SHAREHOLDERS, csv("municipality,amount,percent,since", row))

        assert refusals(found) == [(2, column)]

    def test_percents_of_all_may_not_exceed_100(self) -> None:
        ShareholdingFactory(municipality=Municipality.objects.get(code="2606"), percent="60")
        content = csv("municipality,amount,percent,since", "1359,1,30,1404", "1392,1,30,1404")

        assert refusals(plan(ImportKind.SHAREHOLDERS, content)) == [(3, "percent")]


def square(west: float, south: float) -> list[list[float]]:
    return [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]


def feature(properties: dict[str, object], ring: list[list[float]] | None = None, kind: str = "Polygon"):
    rings = [ring or square(59, 35)]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": [rings] if kind == "MultiPolygon" else rings},
    }


def geojson(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


@pytest.mark.usefixtures("few_places")
class TestBoundaries:
    CREDIT = {"boundary_set": "county95", "attribution": "© OSM", "licence": "ODbL 1.0"}

    def test_counties_are_found_by_code_or_by_any_of_their_names(self) -> None:
        content = geojson(
            feature({"county_code_1402": "0927"}),
            feature({"name": "شهرستان بینالود"}, kind="MultiPolygon"),
            feature({"name_fa": "مه ولات"}),
        )

        take_in(ImportKind.BOUNDARIES, content, **self.CREDIT)

        boundary_set = BoundarySet.objects.get(code="county95")
        names = set(boundary_set.boundaries.values_list("county__name_fa", flat=True))
        assert names == {"رشتخوار", "طرقبه شاندیز", "مه‌ولات"}
        assert (boundary_set.attribution, boundary_set.licence, boundary_set.imported_at) == (
            "© OSM",
            "ODbL 1.0",
            AT,
        )

    def test_the_same_file_again_changes_nothing_and_a_moved_border_is_a_change(self) -> None:
        take_in(ImportKind.BOUNDARIES, geojson(feature({"code": "0927"})), **self.CREDIT)

        again = plan(ImportKind.BOUNDARIES, geojson(feature({"code": "0927"})), **self.CREDIT)
        moved = plan(ImportKind.BOUNDARIES, geojson(feature({"code": "0927"}, square(59, 34))), **self.CREDIT)

        assert again.counts["unchanged"] == 1
        assert moved.counts["changed"] == 1

    def test_a_county_made_later_is_no_county_of_the_census(self) -> None:
        content = geojson(feature({"code": "0942", "name": "زبرخان"}))

        assert refusals(plan(ImportKind.BOUNDARIES, content, **self.CREDIT)) == [(1, "زبرخان")]
        today = {**self.CREDIT, "boundary_set": "county1402"}
        assert plan(ImportKind.BOUNDARIES, content, **today).counts["new"] == 1

    def test_counties_without_a_boundary_are_named(self) -> None:
        found = plan(ImportKind.BOUNDARIES, geojson(feature({"code": "0927"})), **self.CREDIT)

        assert "مشهد" in found.remarks[0]
        assert "رشتخوار" not in found.remarks[0]

    @pytest.mark.parametrize(
        "wrong",
        [
            feature({"code": "0927"}, square(59, 35)[:-1]),
            feature({"code": "0927"}, [[59, 35], [60, 35], [59, 35]]),
            feature({"code": "0927"}, square(35, 59)),
            {
                "type": "Feature",
                "properties": {"code": "0927"},
                "geometry": {"type": "Point", "coordinates": [59, 35]},
            },
            {"type": "Feature", "properties": {"code": "0927"}, "geometry": None},
            {
                "type": "Feature",
                "properties": {"code": "0927"},
                "geometry": {"type": "Polygon", "coordinates": [[1]]},
            },
            {
                "type": "Feature",
                "properties": {"code": "0927"},
                "geometry": {"type": "Polygon", "coordinates": []},
            },
            {"type": "Feature", "properties": None, "geometry": feature({})["geometry"]},
            {"type": "Feature", "properties": {"name": "تهران"}, "geometry": feature({})["geometry"]},
        ],
    )
    def test_a_wrong_feature_is_refused_and_nothing_is_stored(self, wrong: object) -> None:
        with pytest.raises(services.UnableToImportError) as refusal:
            take_in(ImportKind.BOUNDARIES, geojson(feature({"code": "0916"}), wrong), **self.CREDIT)

        assert refusal.value.code == "rows_refused"
        assert not Boundary.objects.exists()

    def test_a_county_that_stands_twice_is_refused(self) -> None:
        content = geojson(feature({"code": "0927"}), feature({"code": "927"}))

        assert [row for row, _name in refusals(plan(ImportKind.BOUNDARIES, content, **self.CREDIT))] == [2]

    @pytest.mark.parametrize(
        "content", [b"", b"[1]", b'{"type": "Feature"}', b"\xff\xfe", b'{"type":', geojson(1)]
    )
    def test_what_is_no_collection_is_refused(self, content: bytes) -> None:
        with pytest.raises(services.UnableToImportError):
            plan(ImportKind.BOUNDARIES, content, **self.CREDIT)

    @pytest.mark.parametrize("missing", ["attribution", "licence", "boundary_set"])
    def test_credit_licence_and_set_must_be_said(self, missing: str) -> None:
        with pytest.raises(services.UnableToImportError):
            plan(ImportKind.BOUNDARIES, geojson(feature({"code": "0927"})), **{**self.CREDIT, missing: " "})

    def test_coordinates_are_kept_to_ten_metres(self) -> None:
        ring = [[59.123456, 35.0], [59.9, 35.0], [59.9, 35.9], [59.123456, 35.0]]

        take_in(ImportKind.BOUNDARIES, geojson(feature({"code": "0927"}, ring)), **self.CREDIT)

        assert Boundary.objects.get().geometry["coordinates"][0][0] == [59.1235, 35.0]


@pytest.mark.usefixtures("few_places")
class TestUploads:
    ROW = csv("origin,destination,km", "1392,1359,200")

    def upload(self, by, content: bytes = ROW):
        return services.upload_import(
            kind=ImportKind.DISTANCES,
            file_name="راه.csv",
            content=content,
            options=ImportOptions(source="راهداری"),
            by=by,
            at=AT,
        )

    def test_an_upload_stores_the_file_only(self) -> None:
        upload = self.upload(make_user(role="administrator"))

        assert upload.applied_at is None
        assert not Distance.objects.exists()

    def test_it_is_taken_in_once(self) -> None:
        administrator = make_user(role="administrator")
        upload = self.upload(administrator)

        services.apply_import(upload=upload, by=administrator, at=AT)
        with pytest.raises(services.UnableToImportError):
            services.apply_import(upload=upload, by=administrator, at=AT)

        assert Distance.objects.get().source == "راهداری"
        assert upload.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 0}
        assert AuditEntry.objects.filter(action="import_file", actor_id=administrator.pk).count() == 1

    def test_two_windows_do_not_take_it_in_twice(self) -> None:
        administrator = make_user(role="administrator")
        upload = self.upload(administrator)
        other_window = PlaceImport.objects.get(pk=upload.pk)

        services.apply_import(upload=upload, by=administrator, at=AT)
        with pytest.raises(services.UnableToImportError) as refusal:
            services.apply_import(upload=other_window, by=administrator, at=AT)

        assert refusal.value.code == "applied_already"

    def test_a_newer_upload_takes_the_place_of_one_that_waits(self) -> None:
        administrator = make_user(role="administrator")
        self.upload(administrator)

        newer = self.upload(administrator)

        assert list(PlaceImport.objects.filter(kind=ImportKind.DISTANCES)) == [newer]

    def test_a_file_that_cannot_be_read_is_not_kept(self) -> None:
        with pytest.raises(services.UnableToImportError):
            self.upload(make_user(role="administrator"), b"")

        assert not PlaceImport.objects.filter(kind=ImportKind.DISTANCES).exists()

    @pytest.mark.parametrize("role", ["planner", "auditor", "mayor", "chief_executive"])
    def test_only_an_administrator_takes_in_files(self, role: str) -> None:
        person, waiting = make_user(role=role), PlaceImportFactory(content=self.ROW)

        with pytest.raises(PermissionDenied):
            self.upload(person)
        with pytest.raises(PermissionDenied):
            services.apply_import(upload=waiting, by=person, at=AT)
        with pytest.raises(PermissionDenied):
            discard_import(upload=waiting, by=person)

        assert not Distance.objects.exists()
        assert PlaceImport.objects.filter(pk=waiting.pk).exists()

    def test_what_was_taken_in_is_not_dropped(self) -> None:
        administrator = make_user(role="administrator")
        upload = self.upload(administrator)
        services.apply_import(upload=upload, by=administrator, at=AT)

        with pytest.raises(services.UnableToImportError):
            discard_import(upload=upload, by=administrator)

        assert PlaceImport.objects.filter(pk=upload.pk).exists()
