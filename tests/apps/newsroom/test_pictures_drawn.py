"""Pictures are drawn in all their sizes after publishing, so that no reader waits for it."""

import gc
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image
from wagtail.images import get_image_model

from hamyar.newsroom.models import Picture
from hamyar.newsroom.models.pictures import PictureRendition
from hamyar.newsroom.services.pictures import IN_TEXT, OF_ITEM
from hamyar.newsroom.tasks import draw_pictures_in_background
from tests.factories.newsroom import make_item

# Wagtail leaves the temporary file of an AVIF to be closed with its last reference
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    yield
    gc.collect()


def picture(title: str) -> Picture:
    content = BytesIO()
    Image.new("RGB", (1300, 700), "teal").save(content, "JPEG")
    found: Picture = get_image_model().objects.create(
        title=title, description="رنگ ساده", file=ImageFile(content, name=f"{title}.jpg")
    )
    return found


def test_after_drawing_no_page_draws_anything(client: Client) -> None:
    main, inside = picture("main"), picture("inside")
    block = {"type": "picture", "value": {"picture": inside.pk, "caption": ""}}
    item = make_item(picture=main, body=json.dumps([block]))
    draw_pictures_in_background.call(item.pk)
    assert PictureRendition.objects.filter(image=main).count() == len(OF_ITEM)
    assert PictureRendition.objects.filter(image=inside).count() == len(IN_TEXT)

    drawn = set(PictureRendition.objects.values_list("pk", flat=True))
    for address in ("/", "/news/", str(item.url)):
        assert client.get(address).status_code == 200
    assert set(PictureRendition.objects.values_list("pk", flat=True)) == drawn


def test_publishing_asks_the_worker(django_capture_on_commit_callbacks: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    with django_capture_on_commit_callbacks(execute=True):
        item = make_item()
    asked = DBTaskResult.objects.filter(task_path__endswith="draw_pictures_in_background")
    assert [result.args_kwargs["args"] for result in asked] == [[item.pk]]


def test_a_picture_without_its_file_and_a_page_that_is_gone_stop_nothing() -> None:
    main = picture("lost")
    main.file.storage.delete(main.file.name)
    item = make_item(picture=main)
    draw_pictures_in_background.call(item.pk)
    draw_pictures_in_background.call(item.pk + 1000)
    assert PictureRendition.objects.count() == 0
