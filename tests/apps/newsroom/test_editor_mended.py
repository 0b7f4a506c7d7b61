"""What we mend in the CMS: boxes without a name, dates in the browser, checks of a preview, drafts that are half done."""

import json
import re
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from openpyxl import load_workbook
from wagtail.admin.forms.choosers import EmailLinkChooserForm, PhoneLinkChooserForm
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from hamyar.newsroom.blocks import RecordingBlock
from tests.factories.accounts import make_user
from tests.factories.newsroom import make_item

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", [EmailLinkChooserForm, PhoneLinkChooserForm])
def test_boxes_of_a_link_have_persian_names(form):
    with translation.override("fa"):
        labels = [str(box.label) for box in form(prefix="x")]
    assert labels
    assert not [label for label in labels if label.isascii()]


@pytest.mark.parametrize(("widget", "kind"), [(AdminDateInput, "day"), (AdminDateTimeInput, "moment")])
def test_a_calendar_stands_beside_each_box_of_dates(widget, kind):
    assert f'data-jalali="{kind}"' in widget().render("when", None)


def test_the_editor_writes_moments_of_its_scripts_in_jalali(client):
    item = make_item(live=False)
    client.force_login(make_user(role="public_relations"))
    page = client.get(f"/cms/pages/{item.pk}/edit/").content.decode()
    assert page.index("Intl.DateTimeFormat = new Proxy") < page.index("js/comments.js")


def test_a_film_that_is_not_chosen_yet_can_be_kept_in_a_draft():
    block = RecordingBlock()
    block.set_name("recording")
    value = block.to_python({"file": None, "caption": "", "transcript": ""})
    assert block.clean_deferred(value)["file"] is None
    assert "<figure>" not in block.render(value)


def test_a_preview_can_be_checked_and_the_public_page_carries_nothing_of_it(client, rf):
    item = make_item()
    request = rf.get("/")
    request.user = make_user(role="reporter")
    request.in_preview_panel = True
    checked = render_to_string("newsroom/includes/checked.html", {"request": request, "page": item}, request)
    assert "wagtail-userbar" in checked
    client.force_login(request.user)
    assert b"wagtail-userbar" not in client.get(item.get_url()).content


def test_a_draft_with_empty_parts_is_previewed(client):
    """What was begun and saved by itself lacks its file or picture still."""
    begun = {"caption": "", "file": None, "picture": None, "transcript": ""}
    parts = [
        {"type": "recording", "value": begun},
        {"type": "file", "value": begun},
        {"type": "picture", "value": begun},
        {"type": "gallery", "value": [{"type": "item", "value": begun}]},
    ]
    item = make_item(live=False, body=json.dumps(parts))
    client.force_login(make_user(role="public_relations"))
    assert client.get(f"/cms/pages/{item.pk}/view_draft/").status_code == 200


@pytest.mark.parametrize(
    ("report", "headings"),
    [
        ("workflow", ["گردش کار", "فرستنده"]),
        ("workflow_tasks", ["مرحله", "آغاز", "پایان", "انجام‌دهنده"]),
        ("site-history", ["تاریخ و ساعت"]),
    ],
)
def test_tables_taken_away_are_persian(client, report, headings):
    make_item()
    client.force_login(make_user(role="public_relations"))
    answer = client.get(f"/cms/reports/{report}/?export=csv")
    text = b"".join(answer.streaming_content).decode()
    columns = text.removeprefix("\ufeff").splitlines()[0].split(",")
    assert text.startswith("\ufeff")
    assert set(headings) <= set(columns)
    assert not [column for column in columns if column.isascii()]
    assert re.search(r"-14\d\d-\d\d-\d\d\.csv", answer["Content-Disposition"])


def test_moments_in_a_table_are_jalali_and_its_sheet_is_read_from_the_right(client):
    item = make_item()
    item.save_revision(log_action=True, user=make_user(role="reporter"))
    client.force_login(make_user(role="public_relations"))
    answer = client.get("/cms/reports/site-history/?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    moments = [row[-1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert sheet.sheet_view.rightToLeft
    assert sheet.title == "میز خبر"
    assert moments
    assert all(re.fullmatch(r"14\d\d/\d\d/\d\d \d\d:\d\d", moment) for moment in moments)


def test_a_filter_of_yes_and_no_speaks_persian(client):
    make_item()
    client.force_login(make_user(role="public_relations"))
    page = client.get("/cms/snippets/group/brand/?is_shown=true").content.decode()
    assert ">True<" not in page
    assert "True" not in re.sub(r"<[^>]*>", " ", page).split()


def test_an_account_asks_for_no_name_here(client):
    make_item()
    client.force_login(make_user(role="reporter"))
    assert b"name_email-first_name" not in client.get("/cms/account/").content
