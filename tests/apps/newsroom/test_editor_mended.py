"""What we mend in the CMS: boxes without a name, dates in the browser, checks of a preview, drafts that are half done."""

import json

import pytest
from django.template.loader import render_to_string
from django.utils import translation
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
    assert "<figure>" in block.render(value)


def test_a_preview_can_be_checked_and_the_public_page_carries_nothing_of_it(client, rf):
    item = make_item()
    request = rf.get("/")
    request.user = make_user(role="reporter")
    request.in_preview_panel = True
    checked = render_to_string("newsroom/includes/checked.html", {"request": request, "page": item}, request)
    assert "wagtail-userbar" in checked
    client.force_login(request.user)
    assert b"wagtail-userbar" not in client.get(item.get_url()).content


def test_a_draft_with_an_empty_film_is_previewed(client):
    empty = {"type": "recording", "value": {"file": None, "caption": "", "transcript": ""}}
    item = make_item(live=False, body=json.dumps([empty]))
    client.force_login(make_user(role="public_relations"))
    assert client.get(f"/cms/pages/{item.pk}/view_draft/").status_code == 200
