"""Hostile and broken uploads: refused with a sentence, never an error, and nothing hidden is stored."""

import gc
import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin
from wagtail.documents.models import Document
from wagtail.models import Collection, UploadedFile

from hamyar.core.pictures import without_metadata
from hamyar.newsroom.models import Picture
from tests.factories.accounts import make_user
from tests.factories.newsroom import open_newsroom

SECRET = b"SECRET"
RIGHT_TO_LEFT = "\u202e"


def exif():
    tags = Image.Exif()
    tags[0x010F] = SECRET.decode()
    return tags


def drawn(kind="JPEG", size=(64, 48)):
    target = BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(target, format=kind, exif=exif())
    return target.getvalue()


def huge_png(width, height):
    """Return a few bytes that claim to be a picture of so many pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


BROKEN = {
    "cut.jpg": drawn(size=(400, 400))[:3000],
    "cut.png": drawn("PNG", (400, 400))[:3000],
    "cut.webp": drawn("WEBP", (400, 400))[:3000],
    "cut.avif": drawn("AVIF", (100, 100))[:600],
    "other.png": drawn(),
    "bomb.png": huge_png(60_000, 60_000),
    "large.png": huge_png(9_000, 9_000),
    "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "page.jpg": b"<html><script>1</script>",
    "empty.jpg": b"",
}


@pytest.fixture
def reporter(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    open_newsroom()
    client.force_login(make_user(role="reporter"))
    return client


def facts(name, content, **more):
    file = SimpleUploadedFile(name, content, "image/jpeg")
    collection = Collection.get_first_root_node().pk
    return {"title": "میدان", "file": file, "collection": collection, "tags": "", **more}


def test_what_is_no_whole_picture_is_refused_at_both_doors(reporter):
    for name, content in BROKEN.items():
        answer = reporter.post("/cms/images/add/", facts(name, content, description="میدان"))
        assert answer.status_code == 200, name
        assert answer.context["form"].errors["file"], name
        many = {"title": "میدان", "files[]": SimpleUploadedFile(name, content), "collection": 1}
        answer = reporter.post(
            "/cms/images/multiple/add/", many, headers={"x-requested-with": "XMLHttpRequest"}
        )
        assert answer.status_code in {200, 400}, name
        assert answer.status_code == 400 or answer.json()["success"] is False, name
    assert (Picture.objects.count(), UploadedFile.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        (f"{RIGHT_TO_LEFT}gpj.exe.jpg", "gpj.exe.jpg"),
        ("../../evil.jpg", "evil.jpg"),
        ("عکس میدان.jpg", "عکس_میدان.jpg"),
    ],
)
def test_a_name_leads_nowhere_and_hides_nothing(reporter, name, stored):
    assert reporter.post("/cms/images/add/", facts(name, drawn(), description="میدان")).status_code == 302
    path = Picture.objects.get().file.name
    assert path.startswith("original_images/")
    assert RIGHT_TO_LEFT not in path
    assert ".." not in path


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Wagtail leaves the file of such a picture open
def test_pictures_of_several_at_once_carry_no_place_while_they_wait_for_their_words(reporter):
    collection = Collection.get_first_root_node().pk
    many = {"title": "m", "files[]": SimpleUploadedFile("m.jpg", drawn()), "collection": collection}
    ajax = {"x-requested-with": "XMLHttpRequest"}
    reporter.post("/cms/images/multiple/add/", many, headers=ajax)
    waiting = UploadedFile.objects.get()
    assert SECRET not in waiting.file.read()
    assert reporter.get(f"/media/{waiting.file.name}").status_code == 404
    words = {"title": "میدان", "description": "میدان شهر", "collection": collection, "tags": ""}
    fields = {f"uploaded-image-{waiting.pk}-{name}": value for name, value in words.items()}
    address = f"/cms/images/multiple/create_from_uploaded_image/{waiting.pk}/"
    assert reporter.post(address, fields, headers=ajax).json()["success"] is True
    with Picture.objects.get().file.open("rb") as file:
        assert SECRET not in file.read()
    waiting.file.close()
    gc.collect()


HIDDEN = {
    "GIF": {"comment": SECRET},
    "WEBP": {"xmp": SECRET, "exif": exif()},
    "PNG": {"exif": exif()},
    "AVIF": {"xmp": SECRET, "exif": exif()},
}


@pytest.mark.parametrize("is_moving", [False, True])
@pytest.mark.parametrize("kind", sorted(HIDDEN))
def test_comments_places_and_tails_are_left_out_of_still_and_moving_pictures(kind, is_moving):
    options = dict(HIDDEN[kind])
    if kind == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", SECRET.decode())
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    more = {"save_all": True, "append_images": frames[1:]} if is_moving else {}
    target = BytesIO()
    frames[0].save(target, format=kind, **options, **more)
    upload = target.getvalue() + b"<script>SECRET</script>"
    assert SECRET in target.getvalue()
    bare = without_metadata(ContentFile(upload, name="x")).file.getvalue()
    assert SECRET not in bare
    with Image.open(BytesIO(bare)) as picture:
        assert picture.format == kind
        assert getattr(picture, "n_frames", 1) == (3 if is_moving else 1)


@pytest.mark.parametrize("name", ["x.svg", "x.html", "a.pdf.html", "x.js", "x.xhtml", "x"])
def test_documents_that_a_browser_would_run_are_refused(reporter, name):
    assert reporter.post("/cms/documents/add/", facts(name, b"<script>1</script>")).status_code == 200
    assert Document.objects.count() == 0


def test_a_document_is_saved_and_never_shown_as_a_page_of_ours(reporter):
    reporter.post("/cms/documents/add/", facts(f"{RIGHT_TO_LEFT}x.pdf", b"<html><script>1</script>"))
    document = Document.objects.get()
    reporter.logout()
    answer = reporter.get(document.url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"<html>")  # read to its end it is closed
    assert reporter.get(f"/documents/{document.pk}/other.pdf").status_code == 404
    assert reporter.get(f"/media/{document.file.name}").status_code == 404
