"""Galleries as readers see them: a grid of covers, a grid of pictures, and small pictures beside related news."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hamyar.newsroom.models.pictures import PictureRendition
from hamyar.newsroom.tasks import draw_pictures_in_background
from tests.factories.newsroom import make_gallery, make_item, make_picture
from tests.factories.places import MunicipalityFactory

# Wagtail leaves the temporary file of an AVIF to be closed with its last reference
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()  # Wagtail keeps drawn sizes there by the number of the picture
    yield
    cache.clear()
    gc.collect()


QUESTIONS_OF_LIST = 7
QUESTIONS_OF_GALLERY = 12


def soup(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_the_list_shows_the_first_picture_of_each_and_how_many_there_are(client: Client) -> None:
    pictures = [make_picture("دشت"), make_picture("کوه")]
    gallery = make_gallery(title="پاییز", pictures=pictures)
    make_gallery(title="بی‌تصویر", pictures=[])
    page = soup(client, reverse("newsroom:galleries"))
    empty, full = page.select(".gallery-card")
    assert [image["alt"] for image in page.select(".gallery-card img")] == ["دشت"]
    assert full.a is not None
    assert full.a["href"] == gallery.url
    assert "۲ تصویر" in full.get_text()
    assert "۰ تصویر" in empty.get_text()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_galleries_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        make_gallery(title=f"گالری {number}", pictures=[make_picture(f"تصویر {number}")])
    client.get(reverse("newsroom:galleries"))
    with django_assert_num_queries(QUESTIONS_OF_LIST):
        client.get(reverse("newsroom:galleries"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_gallery_asks_a_fixed_number_of_questions_and_draws_nothing(
    client: Client, django_assert_num_queries: Any, count: int
) -> None:
    gallery = make_gallery(title="پاییز", pictures=[make_picture(f"تصویر {n}") for n in range(count)])
    draw_pictures_in_background.call(gallery.pk)
    drawn = PictureRendition.objects.count()
    client.get(reverse("newsroom:galleries"))
    with django_assert_num_queries(QUESTIONS_OF_GALLERY):
        page = soup(client, gallery.url)
    links = page.select("[data-gallery] a")
    assert [link.img["alt"] for link in links if link.img] == [f"تصویر {n}" for n in range(count)]
    assert all(str(link["href"]).endswith(".webp") for link in links)
    assert PictureRendition.objects.count() == drawn


def test_related_news_carry_their_pictures(client: Client) -> None:
    town = MunicipalityFactory()
    item = make_item(title="نو", municipalities=[town])
    make_item(title="کهنه", municipalities=[town], picture=make_picture("دشت"))
    make_item(title="بی‌تصویر", municipalities=[town])
    make_item(title="از شهر دیگر", municipalities=[MunicipalityFactory()])
    related = soup(client, str(item.url)).select(".related .story")
    assert {story.h3.get_text(): bool(story.img) for story in related if story.h3} == {
        "کهنه": True,
        "بی‌تصویر": False,
    }
