"""A picture's way from a reporter's camera to a reader: nothing of the camera, words for it, what matters in the middle."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Page, expect

from hamyar.accounts.models import User
from hamyar.newsroom.models import NewsPage, Picture
from tests.factories.accounts import make_user
from tests.factories.newsroom import make_gallery, make_item, make_picture

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # Wagtail leaves the temporary file of a rendition to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ALT = "میدان مرکزی رشتخوار در روز بازدید"
CAMERA, GPS = 0x010F, 0x8825


def photo() -> bytes:
    """Return a JPEG as a telephone writes it, with camera and place."""
    exif = Image.Exif()
    exif[CAMERA] = "Camera of a reporter"
    exif.get_ifd(GPS).update({1: "N", 2: (34.0, 58.0, 0.0), 3: "E", 4: (59.0, 37.0, 0.0)})
    target = BytesIO()
    Image.linear_gradient("L").resize((1600, 1000)).convert("RGB").save(target, format="JPEG", exif=exif)
    return target.getvalue()


@pytest.fixture
def item(settings: Any, tmp_path: Path, transactional_db: None) -> NewsPage:
    """A draft without a picture; what is uploaded lies in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # a form that keeps itself would race with the buttons of the test
    return make_item(title="بازدید از رشتخوار", live=False)


def test_a_photo_is_told_in_words_and_loses_its_place_before_readers_see_it(
    page: Page, open_at: Callable[..., Page], sign_in: Callable[[Page, User], None], item: NewsPage
) -> None:
    sign_in(page, make_user(role="public_relations"))
    page.goto(f"/cms/pages/{item.pk}/edit/", timeout=60_000)  # the first page of a cold server
    upload(page)
    stored = Picture.objects.get()
    assert (stored.description, stored.width, stored.height) == (ALT, 1600, 1000)
    with stored.file.open("rb") as file:
        content = file.read()
    assert b"Camera of a reporter" not in content
    with Image.open(BytesIO(content)) as bare:
        assert (dict(bare.getexif()), bare.getexif().get_ifd(GPS)) == ({}, {})

    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    page.locator("footer").get_by_role("button", name="انتشار", exact=True).click()
    page.wait_for_url(re.compile(r"/cms/pages/\d+/$"))
    draw_focal_point(page, stored)
    shows(open_at(360), NewsPage.objects.get())


def upload(page: Page) -> None:
    """Choose a file in the window over the form; without words it is refused in Persian."""
    page.get_by_role("button", name="انتخاب تصویر").click()
    window = page.locator(".modal-content")
    window.get_by_role("tab", name="بارگذاری").click()
    window.locator("input[type=file]").set_input_files(
        {"name": "IMG_2017.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    window.locator("[name$=title]").fill("میدان")
    box = window.locator("[name$=description]")
    box.evaluate("box => box.removeAttribute('required')")
    window.get_by_role("button", name="بارگذاری").click()
    expect(window.locator(".error-message")).to_contain_text("این را باید پر کنید")
    assert not Picture.objects.exists()
    window.locator("input[type=file]").set_input_files(
        {"name": "IMG_2017.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    window.locator("[name$=description]").fill(ALT)
    window.get_by_role("button", name="بارگذاری").click()
    expect(window).to_have_count(0)
    expect(page.locator("[data-chooser-title]").first).to_contain_text("میدان")


def draw_focal_point(page: Page, stored: Picture) -> None:
    """Draw a frame around what matters."""
    page.goto(f"/cms/images/{stored.pk}/")
    frame = page.locator(".focal-point-chooser .jcrop-holder")
    box = frame.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + 0.1 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.4 * box["height"], steps=5)
    page.mouse.up()
    page.locator("footer").get_by_role("button", name="ثبت").click()
    page.wait_for_url(re.compile(r"/cms/images/(\?.*)?$"))
    stored.refresh_from_db()
    assert stored.focal_point_x == pytest.approx(0.2 * 1600, abs=60)
    assert stored.focal_point_y == pytest.approx(0.25 * 1000, abs=60)


def shows(reader: Page, item: NewsPage) -> None:
    """Read the item on a telephone: two modern formats, sizes for the screen, words for who cannot see."""
    reader.goto(item.get_url())
    picture = reader.locator("article picture")
    source, image = picture.locator("source"), picture.locator("img")
    expect(source).to_have_attribute("type", "image/avif")
    for each, ending in ((source, "avif"), (image, "webp")):
        offered = each.get_attribute("srcset") or ""
        assert re.findall(r"\.(\w+) (\d+)w", offered) == [(ending, "480"), (ending, "960")]
        assert "100vw" in (each.get_attribute("sizes") or "")
    expect(image).to_have_attribute("alt", ALT)
    image.scroll_into_view_if_needed()
    reader.wait_for_function("document.querySelector('article picture img').naturalWidth > 0")
    chosen = image.evaluate("image => image.currentSrc")
    assert chosen.endswith(".avif")
    answer = Client().get(chosen.partition("/media/")[1] + chosen.partition("/media/")[2])
    assert answer.status_code == 200


def test_a_reader_walks_through_a_gallery_with_the_keys(
    open_at: Callable[..., Page], settings: Any, tmp_path: Path, transactional_db: None
) -> None:
    settings.MEDIA_ROOT = tmp_path
    gallery = make_gallery(title="پاییز", pictures=[make_picture(name) for name in ("دشت", "کوه", "راه")])
    for width in (360, 1280):
        page = open_at(width)
        page.goto(str(gallery.url), wait_until="networkidle", timeout=60_000)
        page.locator("[data-gallery] a").first.focus()
        page.keyboard.press("Enter")
        viewer = page.get_by_role("dialog", name="تصویر")
        expect(viewer.get_by_role("status")).to_have_text("۱ از ۳")
        page.keyboard.press("ArrowLeft")
        expect(viewer.get_by_role("img")).to_have_attribute("alt", "کوه")
        viewer.get_by_role("button", name="تصویر بعدی").click()
        expect(viewer.locator("figcaption")).to_have_text("راه")
        page.keyboard.press("Home")
        expect(viewer.get_by_role("status")).to_have_text("۱ از ۳")
        page.keyboard.press("ArrowRight")
        expect(viewer.get_by_role("img")).to_have_attribute("alt", "راه")
        page.keyboard.press("Escape")
        expect(viewer).to_be_hidden()
        expect(page.locator("[data-gallery] a").last).to_be_focused()
