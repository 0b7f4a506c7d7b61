"""The editor at ``/cms/``: who gets in, what each may do, Jalali dates, its own policy, bare pictures."""

import re
from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils import translation
from PIL import Image
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput
from wagtail.images.forms import get_image_form
from wagtail.models import Collection, Workflow

from hamyar.core.pictures import without_metadata
from hamyar.group.models import Company
from hamyar.newsroom.jalali_admin import date_format
from hamyar.newsroom.models import NewsIndexPage, Picture
from hamyar.newsroom.persian_admin import timesince
from tests.factories.accounts import make_role, make_user
from tests.factories.newsroom import make_item, open_newsroom

pytestmark = pytest.mark.django_db
MOMENT = datetime(2021, 3, 1, 10, 30, tzinfo=ZoneInfo("Asia/Tehran"))


def rights(role):
    index = open_newsroom()
    allowed = index.permissions_for_user(make_user(role=role))
    return allowed.can_add_subpage(), allowed.can_edit(), allowed.can_publish_subpage()


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("reporter", (True, False, False)),
        ("news_editor", (True, True, False)),
        ("public_relations", (True, True, True)),
        ("administrator", (True, True, True)),
        ("planner", (False, False, False)),
        ("auditor", (False, False, False)),
        ("mayor", (False, False, False)),
    ],
)
def test_roles_give_rights_in_the_newsroom(role, expected):
    assert rights(role) == expected


def test_losing_the_role_takes_the_rights_away():
    index, user = open_newsroom(), make_user(role="public_relations")
    user.roles.set([make_role("planner")])
    assert not index.permissions_for_user(type(user).objects.get(pk=user.pk)).can_add_subpage()


def test_a_reporter_sends_to_the_editor_and_the_editor_to_the_manager():
    index = open_newsroom()
    names = [task.name for task in index.get_workflow().tasks]
    assert names == ["بازبینی سردبیر", "تأیید مدیر روابط عمومی"]
    item, reporter = make_item(live=False), make_user(role="reporter")
    state = index.get_workflow().start(item, reporter)
    for role in ("news_editor", "public_relations"):
        item.refresh_from_db()
        assert not item.live
        assert state.current_task_state.task.specific.user_can_access_editor(item, make_user(role=role))
        state.current_task_state.specific.approve(user=make_user(role=role))
        state.refresh_from_db()
    item.refresh_from_db()
    assert item.live


def test_opening_the_newsroom_again_changes_nothing():
    open_newsroom()
    open_newsroom()
    assert (NewsIndexPage.objects.count(), Workflow.objects.count()) == (1, 1)


@pytest.mark.parametrize(("role", "status"), [("public_relations", 200), ("reporter", 200), ("planner", 302)])
def test_the_editor_opens_to_those_who_write(client, role, status):
    index = open_newsroom()
    client.force_login(make_user(role=role))
    assert client.get("/cms/").status_code == status
    assert client.get(f"/cms/pages/{index.pk}/").status_code == status


def test_strangers_are_led_to_our_sign_in(client):
    assert client.get("/cms/")["Location"].startswith("/account/login/?next=")


@pytest.mark.parametrize("door", ["/cms/login/", "/news/_util/login/", "/en/news/_util/login/"])
def test_the_cms_has_no_door_of_its_own(client, door):
    """Its own forms would ask for no second factor and count no wrong password."""
    user = make_user(role="public_relations")
    user.set_password("گذرواژهٔ درست")
    user.save()
    answer = client.post(f"{door}?next=/cms/", {"username": user.email, "password": "گذرواژهٔ درست"})
    assert (answer.status_code, SESSION_KEY in client.session) == (302, False)
    assert answer["Location"].endswith("/account/login/?next=/cms/")
    assert client.get("/cms/nothing-here/")["Location"].startswith(("/account/login/", "/cms/login/"))


def test_only_the_editor_has_the_looser_policy(client):
    open_newsroom()
    client.force_login(make_user(role="public_relations"))
    assert "'unsafe-inline'" in client.get("/cms/")["Content-Security-Policy"]
    assert "'unsafe-inline'" not in client.get("/news/")["Content-Security-Policy"]


def test_the_form_of_an_item_shows_its_date_in_jalali(client):
    item = make_item(published_at=MOMENT)
    client.force_login(make_user(role="public_relations"))
    page = client.get(f"/cms/pages/{item.pk}/edit/").content.decode()
    assert 'value="1399/12/11 10:30"' in page
    assert "2021-03-01 10:30" not in page


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        (None, "۱۱ اسفند ۱۳۹۹"),
        ("j F Y", "۱۱ اسفند ۱۳۹۹"),
        ("F Y", "اسفند ۱۳۹۹"),
        ("DATETIME_FORMAT", "۱۱ اسفند ۱۳۹۹، ۱۰:۳۰"),
        ("Y-m-d", "2021-03-01"),
        ("H:i", "10:30"),
    ],
)
def test_dates_are_shown_in_jalali(pattern, shown):
    with translation.override("fa"):
        assert date_format(MOMENT, pattern) == shown


def test_templates_follow_and_english_stays_gregorian():
    written = Template('{{ day|date:"j F Y" }}')
    with translation.override("fa"):
        assert written.render(Context({"day": date(2021, 3, 1)})) == "۱۱ اسفند ۱۳۹۹"
    with translation.override("en"):
        assert written.render(Context({"day": date(2021, 3, 1)})) == "1 March 2021"


@pytest.mark.parametrize(
    ("widget", "typed", "stored"),
    [
        (AdminDateInput, "۱۳۹۹/۱۲/۱۱", "2021-03-01"),
        (AdminDateTimeInput, "1399/12/11 10:30", "2021-03-01 10:30"),
        (AdminDateTimeInput, "۱۳۹۹/۱۲/۱۱، ۱۰:۳۰", "2021-03-01 10:30"),
        (AdminDateInput, "1399/12/31", "1399/12/31"),
        (AdminDateInput, "", ""),
    ],
)
def test_dates_are_typed_in_jalali(widget, typed, stored):
    assert widget().value_from_datadict({"day": typed}, {}, "day") == stored


def test_boxes_show_jalali():
    assert AdminDateTimeInput().format_value(MOMENT) == "1399/12/11 10:30"
    assert AdminDateInput().format_value(date(2021, 3, 1)) == "1399/12/11"
    assert AdminDateInput().format_value("2021-03-01") == "1399/12/11"
    assert "script" not in AdminDateInput().render("day", None)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_pictures_lose_place_and_camera(kind):
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[1] = "N"
    target = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(target, format=kind, exif=exif)
    assert b"Camera" in target.getvalue()
    bare = without_metadata(ContentFile(target.getvalue(), name="x"))
    with Image.open(bare) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == (kind, (40, 30), {})
    assert b"Camera" not in bare.file.getvalue()


@pytest.mark.parametrize(
    ("role", "expected"), [("reporter", True), ("public_relations", True), ("planner", False)]
)
def test_those_who_write_may_upload_pictures_and_files(client, role, expected):
    open_newsroom()
    client.force_login(make_user(role=role))
    statuses = [client.get(address).status_code for address in ("/cms/images/add/", "/cms/documents/add/")]
    assert (statuses == [200, 200]) is expected


def upload(**fields):
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[1] = "N"
    target = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(target, format="JPEG", exif=exif)
    file = SimpleUploadedFile("square.jpg", target.getvalue(), "image/jpeg")
    collection = Collection.get_first_root_node().pk
    return {"title": "میدان", "file": file, "collection": collection, "tags": "", **fields}


def test_a_picture_without_alternative_text_is_refused(client):
    open_newsroom()
    client.force_login(make_user(role="reporter"))
    assert client.post("/cms/images/add/", upload(description="")).status_code == 200
    assert Picture.objects.count() == 0


def test_what_is_stored_of_an_upload_carries_no_place(client):
    open_newsroom()
    client.force_login(make_user(role="reporter"))
    assert client.post("/cms/images/add/", upload(description="میدان شهر")).status_code == 302
    stored = Picture.objects.get()
    with stored.file.open("rb") as file:
        content = file.read()
    assert b"Camera" not in content
    with Image.open(BytesIO(content)) as picture:
        assert dict(picture.getexif()) == {}


def test_the_frame_on_a_picture_finds_its_boxes():
    form = get_image_form(Picture)()
    for name in ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"):
        assert f'class="{name}"' in str(form[name])


def test_ages_and_counts_are_written_in_persian(client):
    with translation.override("fa"):
        assert timesince(MOMENT, MOMENT + timedelta(hours=3, minutes=2)) == "۳\xa0ساعت"
    with translation.override("en"):
        assert timesince(MOMENT, MOMENT + timedelta(hours=3)) == "3\xa0hours"
    item = make_item()
    item.save_revision().publish()
    client.force_login(make_user(role="public_relations"))
    page = client.get(f"/cms/pages/{item.pk}/history/").content.decode()
    assert "رویداد صفحه" in page
    assert "رویدادهای صفحه" not in page


@pytest.mark.parametrize(
    ("confirmed", "source", "is_fine"), [("متن", "", False), ("متن", "سند", True), ("", "", True)]
)
def test_what_is_confirmed_needs_its_source(confirmed, source, is_fine):
    company = Company(code="x", name_fa="شرکت", confirmed_fa=confirmed, source=source)
    if is_fine:
        company.full_clean()
        return
    with pytest.raises(ValidationError) as refused:
        company.full_clean()
    assert set(refused.value.message_dict) >= {"source"}


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"confirmed_fa": "متن", "source": "سند"}, "تأییدشده"),
        ({"inferred_fa": "متن"}, "تنها برداشت از نام"),
        ({}, "تنها نام آن دانسته است."),
    ],
)
def test_a_company_says_where_its_facts_come_from(facts, shown):
    with translation.override("fa"):
        assert Company(code="x", name_fa="شرکت", **facts).standing == shown


def test_letters_of_the_workflow_are_persian(django_capture_on_commit_callbacks):
    index = open_newsroom()
    item, reporter = make_item(live=False), make_user(role="reporter")
    editor, manager = make_user(role="news_editor"), make_user(role="public_relations")
    with django_capture_on_commit_callbacks(execute=True):
        state = index.get_workflow().start(item, reporter)
        state.current_task_state.specific.approve(user=editor)
        state.refresh_from_db()
        state.current_task_state.specific.approve(user=manager)
    assert {to for letter in mail.outbox for to in letter.to} >= {editor.email, manager.email, reporter.email}
    for letter in mail.outbox:
        words = re.sub(r"\S+://\S+|\S+@\S+", "", f"{letter.subject} {letter.body}")
        assert re.findall(r"[A-Za-z]{2,}", words) == []
