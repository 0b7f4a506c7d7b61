"""Uploading, confirming, discarding and undoing a batch, and every refusal."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from hamyar.core.models import AuditEntry
from hamyar.indicators.changes import unpack
from hamyar.indicators.enums import BatchState, Level, Status
from hamyar.indicators.importing import CellKind, UnableToReadFileError
from hamyar.indicators.models import ImportBatch, Value
from hamyar.indicators.services import (
    UnableToConfirmImportError,
    UnableToReleaseImportError,
    UnableToUndoImportError,
    confirm_import,
    discard_import,
    release_import,
    undo_import,
    upload_values,
)
from tests.apps.indicators.importing.files import csv_of, xlsx_of
from tests.factories.accounts import make_user
from tests.factories.indicators import NOON, CountyValueFactory, IndicatorFactory, ValueFactory
from tests.factories.places import MunicipalityFactory, RepresentationFactory

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(hours=1)


@pytest.fixture
def analyst():
    return make_user(role="analyst")


@pytest.fixture
def town():
    return MunicipalityFactory(code="1359", name_fa="رشتخوار")


@pytest.fixture
def paved():
    return IndicatorFactory(code="paved_street_share", name_fa="سهم معابر آسفالت")


def upload(*rows, by, make=csv_of, **told):
    header = ["code", "name", "year", "paved_street_share"]
    return upload_values(file_name="معابر.csv", content=make(header, *rows), by=by, at=NOON, **told)


def amounts() -> dict[tuple[str, int], float]:
    return {(v.place.code, v.year): v.amount for v in Value.objects.select_related("municipality", "county")}


def test_upload_stores_no_value_before_it_is_confirmed(analyst, town, paved):
    found = upload(["1359", "رشتخوار", 1404, 45.5], by=analyst)
    assert found.batch.state == BatchState.PREVIEWED
    assert found.batch.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 0, "doubtful": 0}
    assert amounts() == {}


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_confirming_stores_the_values_with_year_boundary_source_and_person(make, analyst, town, paved):
    batch = upload(["1359", "رشتخوار", 1404, 45.5], by=analyst, make=make, source="واحد عمران").batch
    confirm_import(batch=batch, by=analyst, at=LATER)
    value = Value.objects.get()
    assert (value.municipality, value.indicator, value.amount, value.year) == (town, paved, 45.5, 1404)
    assert (value.boundary, value.status, value.source) == ("city04", Status.FINAL, "واحد عمران")
    assert (value.batch, value.recorded_by, value.recorded_at) == (batch, analyst, LATER)
    batch.refresh_from_db()
    assert (batch.state, batch.confirmed_by, batch.confirmed_at) == (BatchState.CONFIRMED, analyst, LATER)
    assert bytes(batch.content).startswith(b"PK" if make is xlsx_of else b"code")
    assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == [
        "upload_values",
        "confirm_import",
    ]


def test_confirming_changes_what_stood_and_undoing_brings_all_of_it_back(analyst, town, paved):
    ValueFactory(
        indicator=paved, municipality=town, year=1404, amount=40.0, status="provisional", source="برآورد"
    )
    before = Value.objects.values().get()
    batch = upload(["1359", "رشتخوار", 1404, 45.5], ["1359", "رشتخوار", 1403, 30], by=analyst).batch
    assert [each.before and each.before["amount"] for each in unpack(batch.changes)] == [40.0, None]
    confirm_import(batch=batch, by=analyst, at=LATER)
    assert amounts() == {("1359", 1404): 45.5, ("1359", 1403): 30.0}
    undo_import(batch=batch, why="پرونده اشتباه بود", by=analyst, at=LATER)
    assert Value.objects.values().get() == before
    batch.refresh_from_db()
    assert (batch.state, batch.undone_by, batch.undone_why) == (
        BatchState.UNDONE,
        analyst,
        "پرونده اشتباه بود",
    )


def test_a_county_value_is_stored_for_its_county(analyst, town):
    rate = IndicatorFactory(code="paved_street_share", level=Level.COUNTY)
    batch = upload([town.county.code, "", 1395, 81], by=analyst).batch
    confirm_import(batch=batch, by=analyst, at=LATER)
    value = Value.objects.get(indicator=rate)
    assert (value.county, value.municipality, value.boundary) == (town.county, None, "county95")


@pytest.mark.parametrize("typed", ["نامشخص", "=A1", "", "٤ك"])
def test_a_file_with_a_refused_cell_leaves_nothing_behind(typed, analyst, town, paved):
    found = upload(["1359", "رشتخوار", 1404, 45.5], ["1359", "رشتخوار", 1403, typed or "-"], by=analyst)
    assert found.batch is None
    assert found.preview.counts[CellKind.REFUSED] == 1
    assert (ImportBatch.objects.count(), Value.objects.count()) == (0, 0)
    assert AuditEntry.objects.count() == 0


def test_a_file_refused_as_a_whole_leaves_nothing_behind(analyst, town, paved):
    with pytest.raises(UnableToReadFileError):
        upload_values(file_name="x.xls", content=b"\xd0\xcf\x11\xe0....", by=analyst, at=NOON)
    assert (ImportBatch.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_a_file_that_changes_nothing_is_not_kept(analyst, town, paved):
    ValueFactory(indicator=paved, municipality=town, year=1404, amount=45.5)
    found = upload(["1359", "رشتخوار", 1404, 45.5], by=analyst)
    assert (found.batch, found.preview.counts[CellKind.UNCHANGED]) == (None, 1)


def test_an_indicator_that_is_not_in_use_takes_no_values(analyst, town, paved):
    paved.is_active = False
    paved.save()
    found = upload(["1359", "رشتخوار", 1404, 45.5], by=analyst)
    assert (found.batch, [cell.refusal.code for cell in found.preview.cells]) == (None, ["column_unknown"])


def test_confirming_is_refused_once_a_value_has_changed(analyst, town, paved):
    value = ValueFactory(indicator=paved, municipality=town, year=1404, amount=40.0)
    batch = upload(["1359", "رشتخوار", 1404, 45.5], ["1359", "رشتخوار", 1403, 30], by=analyst).batch
    Value.objects.filter(pk=value.pk).update(amount=41.0)
    with pytest.raises(UnableToConfirmImportError) as refusal:
        confirm_import(batch=batch, by=analyst, at=LATER)
    assert refusal.value.code == "values_changed"
    assert amounts() == {("1359", 1404): 41.0}
    batch.refresh_from_db()
    assert batch.state == BatchState.PREVIEWED


def test_two_previews_of_the_same_file_cannot_both_be_confirmed(analyst, town, paved):
    first = upload(["1359", "رشتخوار", 1404, 45.5], by=analyst).batch
    second = upload(["1359", "رشتخوار", 1404, 45.5], by=analyst).batch
    confirm_import(batch=first, by=analyst, at=LATER)
    with pytest.raises(UnableToConfirmImportError):
        confirm_import(batch=second, by=analyst, at=LATER)


def test_a_batch_is_confirmed_once(analyst, town, paved):
    batch = upload(["1359", "رشتخوار", 1404, 45.5], by=analyst).batch
    confirm_import(batch=batch, by=analyst, at=LATER)
    with pytest.raises(UnableToConfirmImportError) as refusal:
        confirm_import(batch=batch, by=analyst, at=LATER)
    assert refusal.value.code == "wrong_state"


def test_a_discarded_batch_forgets_its_preview_and_cannot_be_confirmed(analyst, town, paved):
    batch = upload(["1359", "رشتخوار", 1404, 45.5], by=analyst).batch
    discard_import(batch=batch, by=analyst, at=LATER)
    batch.refresh_from_db()
    assert unpack(batch.changes) == []
    with pytest.raises(UnableToConfirmImportError):
        confirm_import(batch=batch, by=analyst, at=LATER)
    assert amounts() == {}


def test_undoing_is_refused_while_a_later_import_stands_on_it(analyst, town, paved):
    first = upload(["1359", "رشتخوار", 1404, 45.5], by=analyst).batch
    confirm_import(batch=first, by=analyst, at=LATER)
    second = upload(["1359", "رشتخوار", 1404, 46.5], by=analyst).batch
    confirm_import(batch=second, by=analyst, at=LATER)
    with pytest.raises(UnableToUndoImportError) as refusal:
        undo_import(batch=first, why="اشتباه", by=analyst, at=LATER)
    assert refusal.value.code == "changed_later"
    assert amounts() == {("1359", 1404): 46.5}
    undo_import(batch=second, why="اشتباه", by=analyst, at=LATER)
    undo_import(batch=first, why="اشتباه", by=analyst, at=LATER)
    assert amounts() == {}


def test_undoing_needs_a_reason_and_a_confirmed_batch(analyst, town, paved):
    batch = upload(["1359", "رشتخوار", 1404, 45.5], by=analyst).batch
    with pytest.raises(UnableToUndoImportError) as refusal:
        undo_import(batch=batch, why="اشتباه", by=analyst, at=LATER)
    assert refusal.value.code == "wrong_state"
    confirm_import(batch=batch, by=analyst, at=LATER)
    with pytest.raises(UnableToUndoImportError) as refusal:
        undo_import(batch=batch, why="  ", by=analyst, at=LATER)
    assert refusal.value.code == "reason_missing"
    assert amounts() == {("1359", 1404): 45.5}


def test_embargoed_values_are_released_as_a_batch_and_can_still_be_undone(analyst, town, paved):
    batch = upload(["1359", "رشتخوار", 1404, 45.5], by=analyst, status=Status.EMBARGOED).batch
    confirm_import(batch=batch, by=analyst, at=LATER)
    assert release_import(batch=batch, by=analyst, at=LATER) == 1
    assert Value.objects.get().status == Status.FINAL
    assert AuditEntry.objects.filter(action="release_import").count() == 1
    undo_import(batch=batch, why="اشتباه", by=analyst, at=LATER)
    assert amounts() == {}


def test_what_is_not_embargoed_or_not_confirmed_cannot_be_released(analyst, town, paved):
    batch = upload(["1359", "رشتخوار", 1404, 45.5], by=analyst, status=Status.EMBARGOED).batch
    with pytest.raises(UnableToReleaseImportError):
        release_import(batch=batch, by=analyst, at=LATER)
    confirm_import(batch=batch, by=analyst, at=LATER)
    with pytest.raises(PermissionDenied):
        release_import(batch=batch, by=make_user(role="auditor"), at=LATER)
    assert Value.objects.get().status == Status.EMBARGOED
    release_import(batch=batch, by=analyst, at=LATER)
    with pytest.raises(UnableToReleaseImportError):
        release_import(batch=batch, by=analyst, at=LATER)


@pytest.mark.parametrize("role", ["planner", "public_relations", "chief_executive", "auditor", "mayor"])
def test_other_roles_may_not_upload(role, town, paved):
    with pytest.raises(PermissionDenied):
        upload(["1359", "رشتخوار", 1404, 45.5], by=make_user(role=role))
    assert ImportBatch.objects.count() == 0


def test_other_roles_may_neither_confirm_nor_discard_nor_undo(analyst, town, paved):
    batch = upload(["1359", "رشتخوار", 1404, 45.5], by=analyst).batch
    auditor = make_user(role="auditor")
    for act in (confirm_import, discard_import):
        with pytest.raises(PermissionDenied):
            act(batch=batch, by=auditor, at=LATER)
    confirm_import(batch=batch, by=analyst, at=LATER)
    with pytest.raises(PermissionDenied):
        undo_import(batch=batch, why="اشتباه", by=auditor, at=LATER)


def test_the_house_itself_may_import(town, paved):
    batch = upload(["1359", "رشتخوار", 1404, 45.5], by=None).batch
    confirm_import(batch=batch, by=None, at=LATER)
    assert amounts() == {("1359", 1404): 45.5}


@pytest.fixture
def mayor(town):
    mayor = make_user(role="mayor")
    RepresentationFactory(user=mayor, municipality=town)
    return mayor


def test_a_mayor_enters_provisional_values_of_the_own_municipality(mayor, town, paved):
    batch = upload(["1359", "رشتخوار", 1404, 45.5], by=mayor, status=Status.FINAL).batch
    confirm_import(batch=batch, by=mayor, at=LATER)
    assert Value.objects.get().status == Status.PROVISIONAL


def test_a_mayor_enters_nothing_for_the_neighbour_and_touches_no_final_value(mayor, town, paved):
    MunicipalityFactory(code="2606", name_fa="جنگل")
    ValueFactory(indicator=paved, municipality=town, year=1403, amount=40.0)
    found = upload(["2606", "", 1404, 45.5], ["1359", "", 1403, 41], by=mayor)
    codes = [cell.refusal.code for cell in found.preview.of(CellKind.REFUSED)]
    assert (found.batch, codes) == (None, ["place_of_others", "final_stands"])


def test_a_mayor_cannot_confirm_the_batch_of_the_neighbour(mayor, town, paved):
    neighbour = make_user(role="mayor")
    other = MunicipalityFactory(code="2606", name_fa="جنگل")
    RepresentationFactory(user=neighbour, municipality=other)
    batch = upload(["2606", "", 1404, 45.5], by=neighbour).batch
    with pytest.raises(PermissionDenied):
        confirm_import(batch=batch, by=mayor, at=LATER)


def test_inherited_values_of_counties_are_not_the_mayors_to_change(mayor, town):
    CountyValueFactory(county=town.county, indicator__code="literacy_rate")
    content = csv_of(["code", "year", "literacy_rate"], [town.county.code, 1395, 99])
    found = upload_values(file_name="x.csv", content=content, by=mayor, at=NOON)
    assert (found.batch, found.preview.counts[CellKind.REFUSED]) == (None, 1)
