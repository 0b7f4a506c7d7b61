"""What a reporter opens while writing: block menus, toolbars, choosers, comments, panels; Persian and Jalali throughout."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from playwright.sync_api import Page, expect
from wagtail.documents import get_document_model

from hamyar.accounts.models import User
from hamyar.newsroom.models import NewsPage, Picture
from tests.browser.editors_desk import Desk
from tests.factories.newsroom import make_item

pytestmark = [
    pytest.mark.usefixtures("styles_from_source", "transactional_db"),
    # Wagtail leaves it to the garbage collector to close the file of a picture it has drawn
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def make_picture(title: str = "میدان شهر") -> Picture:
    drawn = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(drawn, format="PNG")
    file = ImageFile(drawn, name="square.png")
    return Picture.objects.create(title=title, description="میدان شهر از بالا", file=file)


def make_document(title: str = "صورت‌جلسه") -> None:
    document = get_document_model()(title=title)
    document.file.save("minutes.pdf", ContentFile(b"%PDF-1.4"), save=False)
    document.save()


@pytest.fixture
def written(desk: Callable[..., Desk]) -> tuple[Desk, NewsPage]:
    """A reporter in front of their own draft."""
    reporter = desk("reporter")
    item = make_item(title="خبر در راه", live=False, owner=User.objects.get())
    make_picture()
    make_document()
    reporter.open(f"pages/{item.pk}/edit/")
    return reporter, item


def in_modal(page: Page, selector: str):
    """Return what lies in the open window."""
    return page.locator(f".modal-content {selector}:visible")


def is_saved(page: Page) -> None:
    """See that the editor says what was changed is saved."""
    expect(page.locator(".w-autosave-indicator__state--saved")).to_be_visible()


def close(page: Page) -> None:
    """Close the open window."""
    in_modal(page, "button.close").first.click()
    expect(page.locator(".modal-content")).to_have_count(0)


def test_blocks_and_their_menus_are_persian(written: tuple[Desk, NewsPage]) -> None:
    reporter, _item = written
    page = reporter.page
    kinds = page.locator("[role=option]:visible")
    for number in range(8):
        page.locator("[data-contentpath=body] .c-sf-add-button:visible").last.click()
        expect(kinds).to_have_count(8)
        reporter.read("menu of blocks")
        page.wait_for_timeout(300)  # the menu moves to its place
        kinds.nth(number).click()
        expect(kinds).to_have_count(0)
    reporter.read("every block")
    page.locator("[data-contentpath=body] .c-sf-add-button:visible").last.click()
    page.locator(".w-combobox-container input:visible, [role=combobox]:visible").last.fill("zzz")
    expect(kinds).to_have_count(0)
    reporter.read("no such block")
    page.keyboard.press("Escape")
    page.locator(".typed-table-block [data-append-column], .typed-table-block button").first.click()
    reporter.read("a table's column")
    is_saved(page)
    assert reporter.faults == {}


def test_the_text_and_its_windows_are_persian(written: tuple[Desk, NewsPage]) -> None:
    reporter, _item = written
    page = reporter.page
    text = page.locator(".public-DraftEditor-content").first

    def choose_all() -> None:
        text.click()
        page.keyboard.press("Control+a")

    choose_all()
    page.locator(".Draftail-ToolbarButton[name=BOLD]:visible").first.hover()
    reporter.read("toolbar")
    page.keyboard.press("End")
    page.keyboard.type("/")
    expect(page.locator("[role=option]:visible").first).to_be_visible()
    reporter.read("commands")
    page.keyboard.press("Escape")
    page.keyboard.press("Backspace")
    choose_all()
    reporter.click("[name=LINK]:visible", "link to a page")
    in_modal(page, "[name=q]").fill("خبر")
    reporter.settle("link: found")
    in_modal(page, "[name=q]").fill("zzz")
    reporter.settle("link: nothing found")
    for number, kind in enumerate(("outside", "e-mail", "telephone", "anchor")):
        reporter.click(in_modal(page, ".link-types a").nth(number), f"link: {kind}")
        reporter.click(in_modal(page, "form [type=submit]").last, f"link: {kind}, refused")
    close(page)
    choose_all()
    reporter.click("[name=DOCUMENT]:visible", "documents")
    in_modal(page, "[name=q]").fill("zzz")
    reporter.settle("documents: nothing found")
    reporter.click(in_modal(page, "[role=tab]").last, "documents: upload")
    reporter.click(in_modal(page, "form [type=submit]").last, "documents: refused")
    close(page)
    reporter.click("#id_picture-chooser [data-chooser-action-choose]", "pictures")
    in_modal(page, "[name=q]").fill("zzz")
    reporter.settle("pictures: nothing found")
    reporter.click(in_modal(page, "[role=tab]").last, "pictures: upload")
    reporter.click(in_modal(page, "form [type=submit]").last, "pictures: refused")
    close(page)
    assert reporter.faults == {}


def test_comments_are_persian_and_dated_in_jalali(written: tuple[Desk, NewsPage]) -> None:
    reporter, item = written
    page = reporter.page
    reporter.click("[data-side-panel-toggle=comments]", "panel of comments")
    page.locator("[data-contentpath=lead]").hover()
    page.locator("[data-contentpath=lead] [data-comment-add]").first.click()
    reporter.read("new comment")
    comments = page.locator("#comments .comment")
    comments.get_by_role("textbox").fill("لید کوتاه است.")
    comments.get_by_role("button", name="یادداشت", exact=True).click()
    expect(comments.locator("time")).to_have_text(re.compile(r"^[۰-۹]+ \S+ ۱۴[۰-۹][۰-۹]، [۰-۹]+:[۰-۹]+$"))
    comments.get_by_role("textbox").fill("بلندتر شود؟")
    comments.get_by_role("button", name="پاسخ", exact=True).click()
    expect(comments).to_contain_text("بلندتر شود؟")
    reporter.read("answered")
    is_saved(page)
    assert item.wagtail_admin_comments.get().text == "لید کوتاه است."
    comments.locator("summary").first.click()
    reporter.read("menu of a comment")
    comments.get_by_role("menuitem", name="حل شد").first.click()
    reporter.read("resolved")
    assert reporter.faults == {}


def test_panels_beside_the_text_are_persian(written: tuple[Desk, NewsPage]) -> None:
    reporter, _item = written
    page = reporter.page
    reporter.click("[data-side-panel-toggle=status]", "status")
    page.get_by_role("button", name="تعیین زمان").first.click()
    box = page.locator("[name=go_live_at]")
    expect(box).to_be_visible()
    reporter.read("time of publication")
    page.locator(".input-row", has=box).get_by_role("button").click()
    reporter.read("calendar")
    page.locator("dialog.jalali-days [data-day='15']").click()
    expect(box).to_have_value(re.compile(r"^14\d\d/\d\d/15 08:00$"))
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    reporter.click("[data-side-panel-toggle=checks]", "checks")
    expect(page.locator("[data-content-word-count]")).not_to_have_text("-")
    reporter.read("what was checked")
    reporter.click("[data-side-panel-toggle=preview]", "preview")
    expect(page.frame_locator("#w-preview-iframe").get_by_role("heading", level=1)).to_have_text("خبر در راه")
    reporter.click(".w-minimap__toggle", "map of the page")
    page.keyboard.press("Escape")
    page.locator("body").press("?")
    reporter.read("keys")
    assert reporter.faults == {}


def test_a_picture_chosen_at_once_is_saved_too(written: tuple[Desk, NewsPage]) -> None:
    """Wagtail overlooks what is changed in the first two seconds of a page."""
    reporter, item = written
    page = reporter.page
    page.reload()
    page.locator("#id_picture-chooser [data-chooser-action-choose]").first.click()
    page.locator("[data-chooser-modal-choice]").first.click()
    for _attempt in range(40):
        item.refresh_from_db()
        if item.get_latest_revision_as_object().picture:
            break
        page.wait_for_timeout(250)
    assert item.get_latest_revision_as_object().picture == Picture.objects.get()
