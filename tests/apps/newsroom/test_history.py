"""What readers learn of an item's past: changed words, former addresses, what was taken back."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from hamyar.newsroom.models import FormerAddress, NewsPage, PhotoGalleryPage
from hamyar.newsroom.selectors import told_at, words_changed_at
from tests.factories.newsroom import make_first_item, make_item, open_newsroom

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LONG_AGO = datetime(2021, 3, 1, 8, 30, tzinfo=UTC)
LABEL = "آخرین تغییر متن"


def published_again(item: NewsPage, **changes: str) -> NewsPage:
    """Publish an item again with other words, as the editor does: from its latest version."""
    page = item.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return NewsPage.objects.get(pk=item.pk)


def body(text: str) -> str:
    return json.dumps([{"type": "paragraph", "value": f"<p>{text}</p>"}])


def test_what_was_published_once_has_not_changed(client):
    item = make_first_item()
    assert words_changed_at(page=item) is None
    assert told_at(page=item) == item.published_at
    assert LABEL not in client.get(item.url).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"lead": "برنامه‌ریزی شهرداری‌های استان؛"},
        {"lead": "برنامه ریزي  شهرداري هاي استان."},
        {"sign_off": "/م.ا/2530/"},
        {"hashtags": "#همیار"},
        {"source_name": "روابط عمومی"},
    ],
)
def test_another_spelling_is_no_other_text(changes):
    item = make_item(lead="برنامه ریزی شهرداریهای استان")
    assert words_changed_at(page=published_again(item, **changes)) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "خبر دیگر"},
        {"kicker": "رو تیتر"},
        {"deck": "زیرتیتر"},
        {"lead": "لید دیگر"},
        {"body": body("هزینه ۱۵ میلیارد ریال شد.")},
    ],
)
def test_other_words_or_figures_are_told_with_their_day(client, changes):
    item = make_item(body=body("هزینه ۱٫۵ میلیارد ریال شد."), published_at=LONG_AGO)
    again = published_again(item, **changes)
    assert words_changed_at(page=again) == again.last_published_at
    page = BeautifulSoup(client.get(again.url).content, "html.parser")
    facts = {
        each.dt.get_text(): each.dd.time["datetime"] for each in page.select(".news-facts div:has(time)")
    }
    assert facts[LABEL] == timezone.localtime(again.last_published_at).isoformat(timespec="minutes")
    data = json.loads(page.select_one("script[type='application/ld+json']").get_text())
    assert data["dateModified"] == timezone.localtime(again.last_published_at).isoformat()
    assert page.select_one("meta[property='article:modified_time']")


def test_a_later_spelling_leaves_the_day_of_the_change():
    item = published_again(make_item(published_at=LONG_AGO), lead="لید دیگر")
    day = words_changed_at(page=item)
    assert words_changed_at(page=published_again(item, lead="ليد ديگر")) == day


def test_an_item_dated_later_than_its_change_tells_of_none():
    item = published_again(make_item(published_at=LONG_AGO), lead="لید دیگر")
    later = item.last_published_at + timedelta(days=1)
    NewsPage.objects.filter(pk=item.pk).update(published_at=later)
    assert words_changed_at(page=NewsPage.objects.get(pk=item.pk)) is None


def test_feeds_say_since_when_an_item_reads_as_it_does(client):
    old, changed = make_first_item(), published_again(make_item(published_at=LONG_AGO), lead="لید دیگر")
    feed = ET.fromstring(client.get(reverse("newsroom:atom")).content)
    updated = {
        each.find(f"{ATOM}title").text: each.find(f"{ATOM}updated").text for each in feed.iter(f"{ATOM}entry")
    }
    assert updated[old.title].startswith("2021-03-01")
    assert datetime.fromisoformat(updated[changed.title]) == changed.last_published_at
    items = json.loads(client.get(reverse("newsroom:json")).content)["items"]
    told = {each["title"]: each["date_modified"] for each in items}
    assert told[changed.title] == timezone.localtime(changed.last_published_at).isoformat()


def test_captions_of_a_gallery_are_its_words():
    index = open_newsroom()
    gallery = PhotoGalleryPage(title="گالری", lead="لید", live=False, published_at=LONG_AGO)
    index.add_child(instance=gallery).save_revision().publish()
    gallery = PhotoGalleryPage.objects.get(pk=gallery.pk).get_latest_revision_as_object()
    assert words_changed_at(page=gallery) is None
    gallery.lead = "لید دیگر"
    gallery.save_revision().publish()
    gallery = PhotoGalleryPage.objects.get(pk=gallery.pk)
    assert words_changed_at(page=gallery) == gallery.last_published_at


def test_an_item_is_found_by_the_address_it_has_left(client, django_capture_on_commit_callbacks):
    item = make_item()
    former = item.url
    with django_capture_on_commit_callbacks(execute=True):
        item = published_again(item, slug="نشانی-دیگر")
    assert item.url != former
    answer = client.get(former)
    assert (answer.status_code, answer.url) == (301, item.url)
    assert client.get(item.url).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        item = published_again(item, slug=unquote(former).strip("/").split("/")[-1])
    assert client.get(item.url).status_code == 200
    assert client.get("/news/نشانی-دیگر/").url == item.url


def test_a_draft_keeps_no_former_address(django_capture_on_commit_callbacks):
    item = make_item(live=False)
    item.slug = "دیگر"
    with django_capture_on_commit_callbacks(execute=True):
        item.save()
    assert not FormerAddress.objects.exists()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_was_taken_back_says_so_and_tells_nothing_of_it(client, prefix):
    item = make_first_item()
    item.unpublish()
    answer = client.get(prefix + item.url)
    text = answer.content.decode()
    assert answer.status_code == 410
    assert item.title not in text
    assert item.lead[:30] not in text
    assert BeautifulSoup(text, "html.parser").select_one("main form[role=search]")
    old = client.get("/news/detail/news/2017/show/", follow=True)
    assert old.status_code == 410


def test_what_is_published_again_is_there_again(client):
    item = make_first_item()
    item.unpublish()
    item.get_latest_revision().publish()
    assert client.get(item.url).status_code == 200
