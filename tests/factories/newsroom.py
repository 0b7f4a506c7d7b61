"""A newsroom with the first item for tests."""

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image

from hamyar.group.services import load_group
from hamyar.newsroom.models import NewsGroup, NewsIndexPage, NewsPage, PhotoGalleryPage, Picture
from hamyar.newsroom.services.items import load_first_item
from hamyar.newsroom.services.tree import ensure_newsroom
from tests.factories.places import MunicipalityFactory

NOON = dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC)


def open_newsroom() -> NewsIndexPage:
    """Make the index page with groups, rights and workflow."""
    return ensure_newsroom(at=NOON)


def make_first_item() -> NewsPage:
    """Load the item this project grew from, with its town and the group of companies."""
    MunicipalityFactory(code="1359", name_fa="رشتخوار", name_en="Roshtkhar")
    load_group(at=NOON)
    open_newsroom()
    load_first_item(at=NOON)
    return NewsPage.objects.get(legacy_id=2017)


def make_item(*, title: str = "خبر تازه", live: bool = True, **fields) -> NewsPage:
    """Make an item under the index."""
    index = open_newsroom()
    facts = {
        "lead": "لید خبر",
        "body": json.dumps([{"type": "paragraph", "value": "<p>متن خبر</p>"}]),
        "news_group": NewsGroup.objects.get(slug="عمومی"),
        "published_at": NOON,
        **fields,
    }
    page = index.add_child(instance=NewsPage(title=title, live=False, **facts))
    revision = page.save_revision()
    if live:
        revision.publish()
    return NewsPage.objects.get(pk=page.pk)


def make_picture(description: str) -> Picture:
    """Store a plain picture with its words."""
    open_newsroom()
    content = BytesIO()
    Image.new("RGB", (1300, 867), "teal").save(content, "JPEG")
    return Picture.objects.create(
        title=description, description=description, file=ImageFile(content, name="picture.jpg")
    )


def make_gallery(*, title: str, pictures: Sequence[Picture]) -> PhotoGalleryPage:
    """Publish a gallery under the index; each picture's words are its caption too."""
    rows = [
        {
            "type": "item",
            "id": str(uuid.uuid4()),
            "value": {"picture": picture.pk, "caption": picture.description},
        }
        for picture in pictures
    ]
    held = json.dumps([{"type": "pictures", "value": rows}])
    gallery = PhotoGalleryPage(title=title, lead="لید گالری", published_at=NOON, pictures=held, live=False)
    open_newsroom().add_child(instance=gallery).save_revision().publish()
    return PhotoGalleryPage.objects.get(pk=gallery.pk)
