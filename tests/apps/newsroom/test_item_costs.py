"""What the page of an item asks the database, and that what it keeps stays true in every process."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import caches
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, PageViewRestriction

from hamyar.core.pagecache.parts import forget_parts
from hamyar.group.models import Company
from hamyar.newsroom.models import NewsPage, Picture, PictureRendition
from hamyar.newsroom.selectors import related_items
from tests.factories.newsroom import NOON, make_first_item, make_item, open_newsroom
from tests.factories.places import MunicipalityFactory

# Wagtail leaves the temporary file of an AVIF to be closed with its last reference
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def parts(settings: Any, tmp_path: Any) -> Iterator[None]:
    """Keep parts of pages, and no whole page."""
    settings.PART_CACHE_SECONDS = 600
    settings.MEDIA_ROOT = tmp_path
    forget_parts()
    yield
    forget_parts()


def picture(title: str) -> Picture:
    if Collection.get_first_root_node() is None:  # emptied by a test that commits
        Collection.add_root(name="Root")
    content = BytesIO()
    Image.new("RGB", (1300, 700), "teal").save(content, "JPEG")
    file = ImageFile(BytesIO(content.getvalue()), name=f"{title}.jpg")
    return Picture.objects.create(title=title, description="رنگ ساده", file=file)


@pytest.mark.django_db
@pytest.mark.parametrize("more", [1, 3])
def test_an_item_asks_a_literal_number_of_questions(
    client: Client, django_assert_num_queries: Any, more: int
) -> None:
    """The site and its first page, what is restricted (for the page and for its related items), the item with its
    group and wording, its towns, related items, its readers, and the two of the footer.
    """
    item = make_item(hashtags="#یک #دو")
    for number in range(more):
        make_item(title=f"دیگر {number}", hashtags="#یک")
    client.get(item.url)
    with django_assert_num_queries(10):
        page = client.get(item.url)
    assert f"دیگر {more - 1}" in page.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("parts")
def test_with_kept_parts_an_item_asks_for_itself_only(client: Client, django_assert_num_queries: Any) -> None:
    item = make_item(hashtags="#یک", picture=picture("one"))
    make_item(title="دیگر", hashtags="#یک", picture=picture("other"))
    for _ in range(2):  # the first draws the pictures: that is a change
        client.get(item.url)
    with django_assert_num_queries(5):  # what changed; the item; its towns; related items; its readers
        page = client.get(item.url).content.decode()
    assert "<picture>" in page
    assert "دیگر" in page


@pytest.fixture
def shows(client: Client) -> Callable[[str, str], bool]:
    """Tell whether a page shows a text, the first time and again."""

    def both(address: str, text: str) -> bool:
        first, second = client.get(address).content.decode(), client.get(address).content.decode()
        assert first == second
        return text in first

    return both


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("parts")
def test_kept_parts_show_each_change_at_the_next_request(shows: Callable[[str, str], bool]) -> None:
    item = make_first_item()
    other = make_item(title="همراه", hashtags="#هشتیار")
    assert shows(item.url, "همراه")
    assert not shows(item.url, "شرکت تازه‌نام")

    Company.objects.filter(pk=Company.objects.order_by("pk")[0].pk).update(name_fa="شرکت تازه‌نام")
    assert shows(item.url, "شرکت تازه‌نام")
    assert shows(reverse("newsroom:list"), "شرکت تازه‌نام")

    NewsPage.objects.get(pk=other.pk).unpublish()
    assert not shows(item.url, "همراه")
    assert not shows(reverse("newsroom:list"), "همراه")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("parts")
def test_a_picture_that_another_process_changed_is_shown_anew(client: Client) -> None:
    item = make_item(picture=picture("before"))
    assert "before" in client.get(item.url).content.decode()

    changed = Picture.objects.get(pk=item.picture_id)
    changed.file = picture("after").file
    changed.description = "شرح تازه"
    changed.save()
    remembered = dict(
        caches["default"]._cache
    )  # the memory of this process, which the other one cannot reach
    PictureRendition.objects.filter(image=changed).delete()
    caches["default"]._cache.update(remembered)

    page = client.get(item.url).content.decode()
    assert "after" in page
    assert "before" not in page
    assert "شرح تازه" in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("parts")
def test_an_item_that_is_restricted_is_hidden_at_once(client: Client) -> None:
    item = make_item(title="پنهان", hashtags="#یک")
    open_item = make_item(title="باز", hashtags="#یک")
    assert "پنهان" in client.get(open_item.url).content.decode()
    PageViewRestriction.objects.create(
        page=item, restriction_type=PageViewRestriction.PASSWORD, password="word"
    )
    for address in (item.url, open_item.url, reverse("newsroom:list"), reverse("newsroom:atom")):
        assert "پنهان" not in client.get(address).content.decode(), address
    PageViewRestriction.objects.all().delete()
    assert "پنهان" in client.get(item.url).content.decode()


@pytest.mark.django_db
def test_related_items_have_most_in_common_first() -> None:
    town, other_town = MunicipalityFactory(), MunicipalityFactory()

    def story(title: str, hashtags: str, *towns: Any) -> NewsPage:
        page = make_item(title=title, hashtags=hashtags)
        page.municipalities.set(towns)
        page.save()
        return NewsPage.objects.get(pk=page.pk)

    item = story("خود", "#یک #دو", town)
    story("هیچ", "#نه", other_town)
    story("برچسب", "#یک")
    story("شهر", "#نه", town)
    story("دو برچسب", "#یک #دو")
    story("همه", "#یک #دو", town)
    story("پیش‌نویس", "#یک", town).unpublish()
    assert [each.title for each in related_items(page=item)] == ["همه", "شهر", "دو برچسب", "برچسب"]
    assert {each.published_at for each in related_items(page=item)} == {NOON}


@pytest.mark.django_db
def test_an_address_of_the_newsroom_is_the_one_wagtail_gives(client: Client) -> None:
    index = open_newsroom()
    item = make_item()
    assert item.url == item.get_url() == super(NewsPage, item).get_url()
    assert item.url == reverse("wagtail_serve", args=[f"{item.slug}/"])
    assert client.get(item.url, headers={"host": "localhost"}).status_code == 200
    assert client.get(index.url).status_code == 200
