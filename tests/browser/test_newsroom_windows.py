"""What editor and manager open besides the form: windows of the workflow, a second person, pictures, files, snippets."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from playwright.sync_api import expect
from wagtail.documents import get_document_model

from hamyar.newsroom.models import NewsGroup, NewsPage, NewsTemplate, Picture
from tests.browser.editors_desk import Desk
from tests.factories.accounts import make_user
from tests.factories.newsroom import make_item, open_newsroom

pytestmark = [
    pytest.mark.usefixtures("styles_from_source", "transactional_db"),
    # Wagtail leaves it to the garbage collector to close the file of a picture it has drawn
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def waiting_item() -> NewsPage:
    """Make an item that waits for the editor."""
    item = make_item(title="خبر در راه", live=False)
    item.get_parent().get_workflow().start(item, make_user(role="reporter", full_name="نویسندهٔ آزمایشی"))
    return item


def test_an_editor_sends_an_item_back_in_persian(desk: Callable[..., Desk]) -> None:
    editor = desk("news_editor")
    item = waiting_item()
    editor.open(f"pages/{item.pk}/edit/")
    editor.press("بازگرداندن برای اصلاح")
    editor.page.wait_for_selector(".modal-content form")
    editor.read("window of sending back")
    editor.page.locator(".modal-content textarea").fill("لید کوتاه شود.")
    editor.page.locator(".modal-content [type=submit]").click()
    expect(editor.page.locator(".messages")).to_be_visible()
    editor.read("sent back")
    item.refresh_from_db()
    assert item.current_workflow_state.status == "needs_changes"
    assert editor.faults == {}


def test_two_at_one_item_are_told_of_each_other_in_persian(desk: Callable[..., Desk]) -> None:
    item = make_item(title="خبر در راه", live=False)
    first, second = desk("news_editor"), desk("public_relations")
    first.open(f"pages/{item.pk}/edit/")
    second.open(f"pages/{item.pk}/edit/")
    expect(
        second.page.locator(".w-editing-sessions__session, [data-w-dropdown] .w-avatar").first
    ).to_be_visible()
    second.read("somebody else is there")
    assert (first.faults, second.faults) == ({}, {})


def test_pictures_files_and_snippets_are_persian(desk: Callable[..., Desk]) -> None:
    manager = desk("public_relations")
    open_newsroom()
    drawn = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(drawn, format="PNG")
    picture = Picture.objects.create(
        title="میدان شهر", file=ImageFile(drawn, name="square.png"), description="میدان شهر از بالا"
    )
    document = get_document_model()(title="صورت‌جلسه")
    document.file.save("minutes.pdf", ContentFile(b"%PDF-1.4"), save=False)
    document.save()
    group, template = NewsGroup.objects.all()[0], NewsTemplate.objects.all()[0]
    NewsGroup.objects.update(name_en="zz")  # the box of the English name holds English
    for path in (
        f"images/{picture.pk}/",
        f"images/{picture.pk}/delete/",
        f"images/usage/{picture.pk}/",
        f"documents/edit/{document.pk}/",
        f"documents/delete/{document.pk}/",
        f"snippets/newsroom/newsgroup/edit/{group.pk}/",
        f"snippets/newsroom/newsgroup/delete/{group.pk}/",
        f"snippets/newsroom/newsgroup/history/{group.pk}/",
        f"snippets/newsroom/newsgroup/usage/{group.pk}/",
        f"snippets/newsroom/newstemplate/edit/{template.pk}/",
        f"bulk/newsroom/picture/delete/?next=/cms/&id={picture.pk}",
        f"bulk/newsroom/picture/add_tags/?next=/cms/&id={picture.pk}",
        f"bulk/wagtaildocs/document/delete/?next=/cms/&id={document.pk}",
    ):
        manager.open(path)
    assert manager.faults == {}
