"""The Excel file of a visit: made, filled in, checked as a whole, stored once by the services of typed records."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.urls import reverse

from hamyar.commitments.models import Commitment
from hamyar.core.jalali import gregorian
from hamyar.core.models import AuditEntry
from hamyar.findings.models import Finding
from hamyar.visits.enums import VisitState
from hamyar.visits.models import (
    AgendaItem,
    Attendance,
    Decision,
    Note,
    SiteWalk,
    TeamMember,
    Visit,
    VisitWorkbook,
)
from hamyar.visits.services.meeting import AgendaFields, save_agenda_item, withdraw_record
from hamyar.web.meeting.workbook.writing import visit_workbook
from tests.apps.web.meeting.sheets import ON, Filled
from tests.factories.accounts import make_user
from tests.factories.commitments import CompanyFactory
from tests.factories.visits import (
    NOON,
    AgendaItemFactory,
    AttendanceFactory,
    NoteFactory,
    TeamMemberFactory,
    VisitFactory,
    make_member,
    make_representative,
)

pytestmark = pytest.mark.django_db

RECORDS: tuple[type[Model], ...] = (AgendaItem, Attendance, Decision, Note, SiteWalk, Finding, Commitment)


@pytest.fixture
def visit():
    return VisitFactory()


@pytest.fixture
def head(visit):
    member = make_user(role="team_member", full_name="مریم احمدی")
    TeamMemberFactory(team=visit.trip.team, user=member, full_name=member.full_name, is_head=True)
    return member


@pytest.fixture
def signed_in(client, head):
    client.force_login(head)
    return client


def stored():
    return {model.__name__: model.objects.count() for model in RECORDS if model.objects.exists()}


def send(client, visit, file):
    return client.post(reverse("meetings:workbook", args=[visit.pk]), {"file": file})


def preview_of(client, filled):
    answer = send(client, filled.visit, filled.upload())
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url, client.get(answer.url)


def take_in(client, filled):
    address, shown = preview_of(client, filled)
    assert shown.context["plan"].is_acceptable, [each.refusals for each in shown.context["plan"].sheets]
    return client.post(address)


def refusals(client, filled):
    shown = preview_of(client, filled)[1]
    assert "Store all of it" not in shown.content.decode()
    return [
        (sheet.layout.title, row.row, column, row.value, row.reason)
        for sheet in shown.context["plan"].sheets
        for column, row in sheet.refusals
    ]


def present(filled):
    """Say that everybody of the team came."""
    sheet = filled.book["حاضران و غایبان"]
    for row in range(2, 40):
        if sheet.cell(row, 1).value and not sheet.cell(row, 4).value:
            filled.write("حاضران و غایبان", row, حضور="حاضر")
    return filled


def everything(filled):
    return (
        present(filled)
        .add("حاضران و غایبان", نام_و_نام_خانوادگی="علي كريمي", سمت="شهردار", از_سوی="شهرداری", حضور="حاضر")
        .add(
            "حاضران و غایبان",
            نام_و_نام_خانوادگی="رضا نوری",
            از_سوی="شهرداری",
            حضور="جانشین",
            به_جای="زهرا صادقی",
        )
        .add("دستور جلسه", بند_دستور_جلسه="آب آشامیدنی", مطرح_شد="بله")
        .add(
            "محل‌های بازدیدشده",
            محل="تصفیه‌خانه",
            آنچه_دیده_شد="نیمه‌کاره\nبی پمپ",
            عرض_جغرافیایی=34.97,
            طول_جغرافیایی="۶۰٫۶۱",
        )
        .add("یادداشت‌ها", یادداشت="زمین کنار جاده آماده است.", محرمانه="بله")
        .add(
            "مصوبات جلسه",
            مقرر_گردید="نقشهٔ زمین فرستاده شود.",
            مسئول="شهردار",
            همکار="اداره راه",
            مهلت="۱۴۰۵/۰۹/۰۱",
        )
        .add(
            "یافته‌ها",
            نوع="نیاز",
            حوزه="ماشین‌آلات و تجهیزات",
            عنوان="خودروی حمل زباله",
            شرح="دو دستگاه فرسوده است.",
            اندازه="٢٫٥",
            واحد="دستگاه",
            جمعیت_درگیر="۱۲٬۰۰۰",
            فوریت="زیاد",
            محرمانگی="عمومی پس از تأیید",
        )
        .add(
            "تعهدها",
            چه_کسی_تعهد_داد="سازمان",
            متن_تعهد="کارشناس آب می‌آید.",
            پاسخگو="مریم احمدی",
            سررسید=dt.date(2026, 6, 22),
        )
    )


def test_a_file_that_is_filled_in_is_stored_as_typed_records(signed_in, visit, head):
    answer = take_in(signed_in, everything(Filled(visit)))
    assert answer.url == visit.get_absolute_url()
    people = Attendance.objects.order_by("full_name").values_list(
        "full_name", "position", "side", "state", "substitute_for"
    )
    assert list(people) == [
        ("رضا نوری", "", "municipality", "substitute", "زهرا صادقی"),
        ("علی کریمی", "شهردار", "municipality", "present", ""),
        ("مریم احمدی", "", "organisation", "present", ""),
    ]
    assert list(AgendaItem.objects.values_list("text", "is_done", "position")) == [("آب آشامیدنی", True, 1)]
    site = SiteWalk.objects.get()
    assert (site.title, site.text, site.latitude, site.longitude) == (
        "تصفیه‌خانه",
        "نیمه‌کاره\nبی پمپ",
        34.97,
        60.61,
    )
    assert list(Note.objects.values_list("text", "is_confidential")) == [("زمین کنار جاده آماده است.", True)]
    decision = Decision.objects.get()
    assert (decision.text, decision.responsible, decision.cooperating, decision.due_on) == (
        "نقشهٔ زمین فرستاده شود.",
        "شهردار",
        "اداره راه",
        gregorian(1405, 9, 1),
    )
    finding = Finding.objects.get()
    facts = (finding.kind, finding.title, finding.text, float(finding.size), finding.unit)
    assert facts == ("need", "خودروی حمل زباله", "دو دستگاه فرسوده است.", 2.5, "دستگاه")
    assert (finding.people_affected, finding.urgency, finding.visibility) == (12000, "high", "public")
    promise = Commitment.objects.get()
    assert (promise.side, promise.text, promise.owner_name, promise.due_on, promise.visibility) == (
        "organisation",
        "کارشناس آب می‌آید.",
        "مریم احمدی",
        dt.date(2026, 6, 22),
        "internal",
    )
    assert {finding.visit, promise.visit, decision.visit, site.visit} == {visit}
    assert promise.town == finding.municipality == visit.municipality
    assert {each.recorded_by for each in Attendance.objects.all()} == {head}


def test_every_row_and_the_file_leave_their_mark_in_the_record_of_changes(signed_in, visit, head):
    take_in(signed_in, everything(Filled(visit)))
    workbook = VisitWorkbook.objects.get()
    assert (workbook.rows, workbook.imported_by, bytes(workbook.content)) == (9, head, b"")
    actions = list(AuditEntry.objects.filter(actor_id=head.pk).values_list("action", flat=True))
    assert actions.count("add_record") == 7
    assert actions.count("report_finding") == actions.count("record_commitment") == 1
    assert actions.count("import_visit_workbook") == 1


def test_a_preview_stores_nothing(signed_in, visit):
    _address, shown = preview_of(signed_in, everything(Filled(visit)))
    assert shown.context["plan"].counts == {"new": 9, "changed": 0, "unchanged": 0, "refused": 0}
    assert stored() == {}
    assert not AuditEntry.objects.filter(action="add_record").exists()


def test_a_file_sent_twice_stores_nothing_twice(signed_in, visit):
    filled = everything(Filled(visit))
    take_in(signed_in, filled)
    before = stored()
    address, shown = preview_of(signed_in, filled)
    assert shown.context["plan"].counts == {"new": 0, "changed": 0, "unchanged": 9, "refused": 0}
    answer = signed_in.post(address, follow=True)
    assert [str(each) for each in answer.context["messages"]] == ["پرونده چیز تازه‌ای ندارد."]
    assert stored() == before


def test_a_confirmed_preview_is_not_taken_in_again(signed_in, visit):
    address, _shown = preview_of(signed_in, everything(Filled(visit)))
    signed_in.post(address)
    before = stored()
    assert signed_in.post(address).url == reverse("meetings:workbook", args=[visit.pk])
    assert stored() == before


def test_rows_added_to_a_file_that_was_sent_are_taken_in_alone(signed_in, visit):
    filled = everything(Filled(visit))
    take_in(signed_in, filled)
    Note.objects.update(text="در صفحه اصلاح شد.", revision=2)
    take_in(signed_in, filled.add("یادداشت‌ها", یادداشت="دومین یادداشت"))
    assert set(Note.objects.values_list("text", flat=True)) == {"در صفحه اصلاح شد.", "دومین یادداشت"}


def test_a_row_that_is_on_record_otherwise_is_refused_with_what_stands(signed_in, visit):
    filled = present(Filled(visit)).add("یادداشت‌ها", یادداشت="نخست")
    take_in(signed_in, filled)
    before = stored()
    (refused,) = refusals(signed_in, filled.write("یادداشت‌ها", 2, یادداشت="دیگر"))
    assert refused[:2] == ("یادداشت‌ها", 2)
    assert "یادداشت: نخست" in refused[4]
    assert stored() == before


def test_two_rows_copied_with_one_identity_are_two_records_once(signed_in, visit):
    filled = present(Filled(visit)).add("یادداشت‌ها", یادداشت="نخست").add("یادداشت‌ها", یادداشت="دوم")
    columns, sheet = filled.headings("یادداشت‌ها"), filled.book["یادداشت‌ها"]
    sheet.cell(3, columns["شناسه"], sheet.cell(2, columns["شناسه"]).value)
    sheet.cell(4, columns["شناسه"]).value = None
    filled.add("یادداشت‌ها", یادداشت="سوم")
    for _time in range(2):
        address, _shown = preview_of(signed_in, filled)
        signed_in.post(address)
        assert set(Note.objects.values_list("text", flat=True)) == {"نخست", "دوم", "سوم"}
        assert Note.objects.count() == 3


def test_what_was_typed_on_the_desk_is_not_doubled(signed_in, visit):
    NoteFactory(visit=visit, text="زمین کنار جاده آماده است.")
    filled = present(Filled(visit)).add("یادداشت‌ها", یادداشت="زمين كنار جاده آماده است.")
    take_in(signed_in, filled)
    assert Note.objects.count() == 1


def test_somebody_recorded_on_the_desk_otherwise_is_refused(signed_in, visit, head):
    filled = present(Filled(visit))
    AttendanceFactory(visit=visit, full_name=head.full_name, side="organisation", state="excused")
    ((sheet, row, column, value, reason),) = refusals(signed_in, filled)
    assert (sheet, row, column, value) == ("حاضران و غایبان", 2, "نام و نام خانوادگی", "مریم احمدی")
    assert "مریم احمدی" in reason
    assert Attendance.objects.count() == 1


def test_the_agenda_on_record_stands_in_the_file_and_is_completed(signed_in, visit):
    item = AgendaItemFactory(visit=visit, text="آب", position=4)
    filled = present(Filled(visit)).write("دستور جلسه", 2, مطرح_شد="بله")
    _address, shown = preview_of(signed_in, filled)
    assert shown.context["plan"].counts["changed"] == 1
    take_in(signed_in, filled)
    item.refresh_from_db()
    assert (item.is_done, item.position, item.revision) == (True, 4, 2)


def test_an_agenda_changed_since_the_file_was_taken_is_refused(signed_in, visit, head):
    item = AgendaItemFactory(visit=visit, text="آب")
    filled = present(Filled(visit)).write("دستور جلسه", 2, مطرح_شد="بله")
    save_agenda_item(
        meeting=visit,
        device_id=item.device_id,
        revision=1,
        fields=AgendaFields("آب و برق"),
        device_time=None,
        by=head,
        at=NOON,
    )
    ((sheet, row, _column, _value, reason),) = refusals(signed_in, filled)
    assert (sheet, row) == ("دستور جلسه", 2)
    assert "آب و برق" in reason
    assert list(AgendaItem.objects.values_list("text", "is_done")) == [("آب و برق", False)]


def test_what_was_withdrawn_on_the_desk_does_not_come_back(signed_in, visit, head):
    item = AgendaItemFactory(visit=visit, text="آب")
    filled = present(Filled(visit)).write("دستور جلسه", 2, مطرح_شد="بله")
    withdraw_record(of=item, revision=1, by=head, at=NOON)
    assert [each[:2] for each in refusals(signed_in, filled)] == [("دستور جلسه", 2)]


WRONG = [
    ("حاضران و غایبان", {"نام_و_نام_خانوادگی": "علی", "از_سوی": "شهرداری"}, "حضور", ""),
    (
        "حاضران و غایبان",
        {"نام_و_نام_خانوادگی": "علی", "از_سوی": "شهرداری", "حضور": "شاید"},
        "حضور",
        "شاید",
    ),
    (
        "حاضران و غایبان",
        {"نام_و_نام_خانوادگی": "علی", "از_سوی": "شهرداری", "حضور": "جانشین"},
        "به جای",
        "",
    ),
    (
        "حاضران و غایبان",
        {"نام_و_نام_خانوادگی": "ع" * 121, "از_سوی": "شهرداری", "حضور": "حاضر"},
        "نام و نام خانوادگی",
        "ع" * 121,
    ),
    ("دستور جلسه", {"مطرح_شد": "بله"}, "بند دستور جلسه", ""),
    ("دستور جلسه", {"بند_دستور_جلسه": "آب", "مطرح_شد": "کمی"}, "مطرح شد", "کمی"),
    (
        "محل‌های بازدیدشده",
        {"محل": "آب", "عرض_جغرافیایی": "شمال"},
        "عرض جغرافیایی",
        "شمال",
    ),
    ("محل‌های بازدیدشده", {"محل": "آب", "عرض_جغرافیایی": 12}, "عرض جغرافیایی", "۱۲"),
    ("یادداشت‌ها", {"یادداشت": "=1+1"}, "یادداشت", "=1+1"),
    ("یادداشت‌ها", {"یادداشت": "#REF!"}, "یادداشت", "#REF!"),
    ("مصوبات جلسه", {"مقرر_گردید": "الف", "مهلت": "1405/13/01"}, "مهلت", "1405/13/01"),
    ("مصوبات جلسه", {"مقرر_گردید": "الف", "مهلت": "فردا"}, "مهلت", "فردا"),
    ("یافته‌ها", {"نوع": "نیاز", "حوزه": "کهکشان", "عنوان": "الف"}, "حوزه", "کهکشان"),
    (
        "یافته‌ها",
        {"نوع": "نیاز", "حوزه": "ماشین‌آلات و تجهیزات", "عنوان": "الف", "اندازه": 2},
        "واحد",
        "",
    ),
    (
        "تعهدها",
        {
            "چه_کسی_تعهد_داد": "شرکت گروه",
            "متن_تعهد": "الف",
            "پاسخگو": "ب",
            "سررسید": "۱۴۰۵/۰۹/۰۱",
        },
        "شرکت",
        "",
    ),
    ("تعهدها", {"چه_کسی_تعهد_داد": "سازمان", "متن_تعهد": "الف", "پاسخگو": "ب"}, "سررسید", ""),
]


def test_each_cell_that_cannot_be_read_is_named_and_nothing_is_stored(signed_in, visit):
    filled = present(Filled(visit)).add("یادداشت‌ها", یادداشت="درست")
    for sheet, cells, _column, _found in WRONG:
        row = next(
            n for n in range(2, 60) if all(filled.book[sheet].cell(n, c).value is None for c in range(1, 4))
        )
        filled.write(sheet, row, **cells)
    shown = refusals(signed_in, filled)
    assert [(each[0], each[2], each[3]) for each in shown] == [(each[0], each[2], each[3]) for each in WRONG]
    assert all(each[4] for each in shown)
    workbook = VisitWorkbook.objects.get()
    signed_in.post(workbook.get_absolute_url())
    assert stored() == {}
    assert VisitWorkbook.objects.get().imported_at is None


def test_days_are_read_as_text_and_as_cells(signed_in, visit):
    filled = present(Filled(visit))
    days = ["1405/9/1", "۱۴۰۵/۰۹/۰۱", "١٤٠٥/٠٩/٠١", "۱ آذر ۱۴۰۵", dt.date(2026, 11, 22)]
    for number, day in enumerate(days):
        filled.add("مصوبات جلسه", مقرر_گردید=f"مصوبهٔ {number}", مهلت=day)
    take_in(signed_in, filled)
    assert set(Decision.objects.values_list("due_on", flat=True)) == {gregorian(1405, 9, 1)}
    assert Decision.objects.count() == len(days)


def test_a_company_that_promised_is_chosen_by_its_name(signed_in, visit):
    company = CompanyFactory()
    filled = present(Filled(visit)).add(
        "تعهدها",
        چه_کسی_تعهد_داد="شرکت گروه",
        شرکت=company.name,
        متن_تعهد="الف",
        پاسخگو="ب",
        سررسید="۱۴۰۵/۰۹/۰۱",
    )
    take_in(signed_in, filled)
    assert Commitment.objects.get().company == company


def refused_file(client, visit, file):
    answer = send(client, visit, file)
    assert answer.status_code == 422
    assert stored() == {}
    assert not VisitWorkbook.objects.exists()
    return " ".join(answer.context["form"].errors["file"])


def test_the_file_of_another_visit_is_refused(signed_in, visit):
    other = Filled(VisitFactory(trip=visit.trip))
    said = refused_file(signed_in, visit, other.upload())
    assert other.visit.municipality.name_fa in said


def test_a_file_without_its_visit_is_refused(signed_in, visit):
    filled = Filled(visit)
    del filled.book["بازدید"]
    assert "بازدید" in refused_file(signed_in, visit, filled.upload())


def with_part(content, name, part):
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, part)
    return file.getvalue()


def test_files_that_are_no_plain_workbook_are_refused(signed_in, visit):
    content = Filled(visit).content
    merged = Filled(visit)
    merged.book["یادداشت‌ها"].merge_cells("A2:B2")
    for wrong in (
        b"",
        b"name,value\n",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0" + b"0" * 100,
        b"PK\x03\x04broken",
        content[:2000],
        b"PK\x03\x04" + b"0" * (2 * 1024 * 1024),
        with_part(content, "xl/vbaProject.bin", b"macro"),
        merged.content,
    ):
        refused_file(signed_in, visit, SimpleUploadedFile("بازدید.xlsx", wrong))


def test_a_workbook_of_something_else_is_refused(signed_in, visit):
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.save(file)
    refused_file(signed_in, visit, SimpleUploadedFile("x.xlsx", file.getvalue()))


def test_a_sheet_without_a_needed_column_is_refused(signed_in, visit):
    filled = Filled(visit)
    filled.book["یادداشت‌ها"].cell(1, 1, "چیز دیگر")
    filled.add("یادداشت‌ها", محرمانه="بله")
    assert "«یادداشت‌ها»" in refused_file(signed_in, visit, filled.upload())


@pytest.mark.parametrize(
    "state", [VisitState.CANCELLED, VisitState.MOVED, VisitState.CLOSED, "confirmed_by_both"]
)
def test_a_visit_that_takes_no_records_takes_no_file(signed_in, visit, state):
    waiting = preview_of(signed_in, everything(Filled(visit)))[0]
    Visit.objects.filter(pk=visit.pk).update(state=state, reason="برف")
    assert send(signed_in, visit, everything(Filled(visit)).upload()).status_code == 422
    assert VisitWorkbook.objects.count() == 1
    signed_in.post(waiting)
    assert stored() == {}
    assert signed_in.get(reverse("meetings:workbook", args=[visit.pk])).context["is_open"] is False


def test_a_dropped_file_is_gone(signed_in, visit):
    address, _shown = preview_of(signed_in, everything(Filled(visit)))
    signed_in.post(f"{address}discard/")
    assert not VisitWorkbook.objects.exists()
    assert signed_in.get(address).status_code == 404


def test_the_file_begins_with_head_team_and_drop_down_lists(visit, head):
    TeamMemberFactory(team=visit.trip.team, full_name="رفته", until=dt.date(2026, 4, 1))
    filled = Filled(visit)
    names = [sheet.title for sheet in filled.book if sheet.sheet_state == "visible"]
    assert names == [
        "راهنما",
        "بازدید",
        "حاضران و غایبان",
        "دستور جلسه",
        "محل‌های بازدیدشده",
        "یادداشت‌ها",
        "مصوبات جلسه",
        "یافته‌ها",
        "تعهدها",
    ]
    facts = {row[0].value: row[1].value for row in filled.book["بازدید"]}
    assert facts["شهرداری"] == visit.municipality.name_fa
    assert facts["کد بازدید"] == str(visit.pk)
    people = filled.book["حاضران و غایبان"]
    assert people["A2"].value == TeamMember.objects.get(user=head).full_name
    assert people["A3"].value is None
    for sheet in filled.book:
        assert sheet.sheet_view.rightToLeft
        assert sheet.page_setup.paperSize == 9
    for name in names[2:]:
        sheet = filled.book[name]
        assert sheet.freeze_panes == "A2"
        hidden = filled.headings(name)["شناسه"]
        assert sheet.column_dimensions[sheet.cell(1, hidden).column_letter].hidden
        assert {rule.type for rule in sheet.data_validations.dataValidation} <= {"list", "none", None}


def test_who_may_take_and_send_the_file(client, visit, head):
    filled = everything(Filled(visit))
    client.force_login(head)
    waiting = preview_of(client, filled)[0]
    neighbour = VisitFactory()
    people = {
        make_user(role="planner"): 200,
        make_member(team=neighbour.trip.team): 403,
        make_representative(town=visit.municipality): 403,
        make_user(role="auditor"): 403,
        make_user(role="analyst"): 403,
    }
    for person, status in people.items():
        client.force_login(person)
        for name in ("workbook", "workbook_template"):
            assert client.get(reverse(f"meetings:{name}", args=[visit.pk])).status_code == status
        assert client.get(waiting).status_code == status
        if status == 403:
            assert client.post(waiting).status_code == 403
            assert client.post(f"{waiting}discard/").status_code == 403
            assert send(client, visit, filled.upload()).status_code == 403
    assert stored() == {}


def test_links_lead_to_the_file(signed_in, visit):
    file = reverse("meetings:workbook_template", args=[visit.pk])
    assert file in signed_in.get(reverse("meetings:mine")).content.decode()
    page = reverse("meetings:workbook", args=[visit.pk])
    assert page in signed_in.get(visit.get_absolute_url()).content.decode()
    assert file in signed_in.get(page).content.decode()


def test_the_file_is_made_with_as_many_questions_whatever_stands_in_it(
    visit, head, django_assert_num_queries
):
    for count in (1, 3):
        for _each in range(count):
            AgendaItemFactory(visit=visit)
            AttendanceFactory(visit=visit)
        found = Visit.objects.select_related("municipality__county", "trip__team").get(pk=visit.pk)
        with django_assert_num_queries(4):
            visit_workbook(visit=found, reader=head, on=ON)
