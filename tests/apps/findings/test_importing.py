"""Files of findings: refused by row and column, stored as a whole or not at all, taken back as a whole."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hamyar.core.models import AuditEntry
from hamyar.findings.errors import UnableToImportFindingsError
from hamyar.findings.models import Finding, FindingBatch, FindingEvent
from hamyar.findings.selectors import findings_visible_to
from hamyar.findings.services import (
    discard_findings,
    import_findings,
    move_finding,
    plan_of,
    undo_import,
    upload_findings,
)
from hamyar.places.services.imports import UnableToImportError
from tests.factories.accounts import make_user
from tests.factories.places import MunicipalityFactory
from tests.factories.visits import NOON

pytestmark = pytest.mark.django_db
HEADING = "نوع,حوزه,عنوان,شهرداری,شهرستان,اندازه,واحد,جمعیت درگیر,فوریت,محرمانگی\n"


@pytest.fixture
def planner():
    return make_user(role="planner")


@pytest.fixture
def town():
    return MunicipalityFactory(name_fa="رشتخوار", code="1359")


def upload(planner, rows, heading=HEADING):
    return upload_findings(file_name="یافته‌ها.csv", content=(heading + rows).encode(), by=planner, at=NOON)


GOOD = "نیاز,گردشگري,اقامتگاه بوم‌گردی,رشتخوار,,۲,باب,۱۲۰۰,زیاد,عمومی\nproblem,roads,راه روستایی,1359,,,,,,\n"


def test_a_good_file_is_previewed_and_stored_as_a_whole(planner, town):
    batch = upload(planner, GOOD + f"پتانسیل,سایر,معدن,,{town.county.code},,,,,\n")
    plan = plan_of(batch=batch, on=NOON.date())
    assert plan.counts == {"new": 3, "changed": 0, "unchanged": 0, "refused": 0}
    assert not Finding.objects.exists()
    done = import_findings(batch=batch, by=planner, at=NOON)
    rows = Finding.objects.order_by("pk")
    assert [(r.kind, r.sector, r.municipality, r.visibility, r.reported_by) for r in rows] == [
        ("need", "tourism", town, "public", "import"),
        ("problem", "roads", town, "confidential", "import"),
        ("potential", "other", None, "confidential", "import"),
    ]
    assert (rows[0].size, rows[0].unit, rows[0].people_affected, rows[0].urgency) == (2, "باب", 1200, "high")
    assert FindingEvent.objects.count() == 3
    assert (done.rows, bytes(done.content)) == (3, b"")
    assert AuditEntry.objects.get(action="import_findings").changes == {"rows": 3}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("آرزو,roads,راه,1359,,,,,,", "kind", "یکی از گزینه‌های فهرست را برگزینید."),
        ("نیاز,فضا,راه,1359,,,,,,", "sector", "چنین حوزه‌ای نیست؛ نام حوزه‌ها زیر فرم آمده است."),
        ("نیاز,roads,,1359,,,,,,", "title", "این خانه نباید خالی باشد."),
        ("نیاز,roads,راه,تهران,,,,,,", "municipality", "چنین جایی نیست."),
        ("نیاز,roads,راه,,,,,,,", "municipality", "شهرداری یا شهرستان را بنویسید."),
        ("نیاز,roads,راه,1359,,دو,متر,,,", "size", "عدد بنویسید؛ مانند ۱۲٫۵."),
        ("نیاز,roads,راه,1359,,2,,,,", "unit", "واحد اندازه را بنویسید؛ مانند متر یا مترمکعب در روز."),
        ("نیاز,roads,راه,1359,,,,نیم,,", "people_affected", "عدد بنویسید؛ مانند ۱۲٫۵."),
        ("نیاز,roads,راه,1359,,,,,دیروز,", "urgency", "یکی از گزینه‌های فهرست را برگزینید."),
        ("نیاز,roads,راه,1359,,,,,,همه", "visibility", "یکی از گزینه‌های فهرست را برگزینید."),
    ],
)
def test_a_wrong_cell_is_refused_by_row_and_column_and_nothing_is_stored(planner, town, row, column, reason):
    batch = upload(planner, f"نیاز,roads,راه نخست,1359,,,,,,\n{row}\n")
    plan = plan_of(batch=batch, on=NOON.date())
    assert [(r.row, r.column, r.reason) for r in plan.refusals] == [(3, column, reason)]
    with pytest.raises(UnableToImportFindingsError) as refusal:
        import_findings(batch=batch, by=planner, at=NOON)
    assert refusal.value.code == "rows_refused"
    assert not Finding.objects.exists()
    batch.refresh_from_db()
    assert batch.imported_at is None


def test_two_towns_of_one_name_are_told_apart_by_their_county(planner, town):
    MunicipalityFactory(name_fa="رشتخوار")
    batch = upload(planner, "نیاز,roads,راه,رشتخوار,,,,,,\n")
    assert [r.reason for r in plan_of(batch=batch, on=NOON.date()).refusals] == [
        "چند جا به این نام هست؛ کد آن را بنویسید."
    ]
    batch = upload(planner, f"نیاز,roads,راه,رشتخوار,{town.county.code},,,,,\n")
    assert [row.facts.municipality for row in plan_of(batch=batch, on=NOON.date()).rows] == [town]


def test_a_finding_on_record_is_left_out_and_the_same_file_comes_in_once(planner, town):
    import_findings(batch=upload(planner, GOOD), by=planner, at=NOON)
    with pytest.raises(UnableToImportFindingsError) as refusal:
        upload(planner, GOOD)
    assert refusal.value.code == "imported_before"
    again = upload(planner, GOOD + "\n")
    assert plan_of(batch=again, on=NOON.date()).counts["unchanged"] == 2
    with pytest.raises(UnableToImportFindingsError):
        import_findings(batch=again, by=planner, at=NOON)
    assert Finding.objects.count() == 2


def test_an_import_is_taken_back_as_a_whole(planner, town):
    batch = import_findings(batch=upload(planner, GOOD), by=planner, at=NOON)
    assert findings_visible_to(viewer=planner).count() == 2
    undo_import(batch=batch, by=planner, at=NOON)
    assert findings_visible_to(viewer=planner).count() == 0
    assert FindingEvent.objects.count() == 2
    with pytest.raises(UnableToImportFindingsError) as refusal:
        undo_import(batch=batch, by=planner, at=NOON)
    assert refusal.value.code == "nothing_to_undo"
    import_findings(batch=upload(planner, GOOD), by=planner, at=NOON)
    assert findings_visible_to(viewer=planner).count() == 2


def test_an_import_stays_once_somebody_worked_on_it(planner, town):
    batch = import_findings(batch=upload(planner, GOOD), by=planner, at=NOON)
    move_finding(finding=Finding.objects.earliest("pk"), to="confirmed", by=planner, at=NOON)
    with pytest.raises(UnableToImportFindingsError) as refusal:
        undo_import(batch=batch, by=planner, at=NOON)
    assert refusal.value.code == "findings_changed"
    batch.refresh_from_db()
    assert batch.undone_at is None


@pytest.mark.parametrize("role", ["team_member", "analyst", "mayor", "auditor", "chief_executive"])
def test_others_take_in_no_files(planner, town, role):
    batch, other = upload(planner, GOOD), make_user(role=role)
    for act in (
        lambda: upload(other, GOOD),
        lambda: import_findings(batch=batch, by=other, at=NOON),
        lambda: discard_findings(batch=batch, by=other),
        lambda: undo_import(batch=batch, by=other, at=NOON),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert FindingBatch.objects.get() == batch
    assert not Finding.objects.exists()


def test_a_file_without_a_needed_column_is_refused_at_once(planner):
    with pytest.raises(UnableToImportError):
        upload(planner, "نیاز,راه\n", heading="نوع,عنوان\n")
    assert not FindingBatch.objects.exists()


def test_the_pages_lead_from_the_template_to_the_findings_and_back(client, planner):
    client.force_login(planner)
    MunicipalityFactory(code="1359")
    template = client.get(reverse("findings:template", args=["xlsx"])).content
    assert openpyxl.load_workbook(io.BytesIO(template)).active.max_row == 2
    assert client.get(reverse("findings:template", args=["csv"])).status_code == 200
    sent = {"file": SimpleUploadedFile("findings.xlsx", template)}
    page = client.post(reverse("findings:batches"), sent, follow=True)
    batch = FindingBatch.objects.get()
    assert page.redirect_chain[-1][0] == batch.get_absolute_url()
    assert page.context["plan"].counts["new"] == 1
    client.post(batch.get_absolute_url())
    assert Finding.objects.get().batch == batch
    assert client.get(batch.get_absolute_url()).status_code == 200
    client.post(reverse("findings:undo", args=[batch.pk]))
    assert client.get(batch.get_absolute_url()).status_code == 200
    assert list(client.get(reverse("findings:list")).context["page"]) == []
    again = {"file": SimpleUploadedFile("findings.xlsx", template)}
    client.post(reverse("findings:batches"), again)
    client.post(reverse("findings:discard", args=[FindingBatch.objects.latest("pk").pk]))
    assert FindingBatch.objects.count() == 1
    bad = {"file": SimpleUploadedFile("x.csv", "الف,ب\n۱,۲\n".encode())}
    assert client.post(reverse("findings:batches"), bad).status_code == 422
