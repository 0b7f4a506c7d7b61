"""Lists and feeds of news."""

import json
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from hamyar.newsroom.models import PhotoGalleryPage
from tests.factories.newsroom import NOON, make_first_item, make_item, open_newsroom

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def test_an_empty_list_says_so(client):
    assert "هنوز خبری" in client.get(reverse("newsroom:list")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(client, django_assert_num_queries, count):
    for number in range(count):
        make_item(title=f"خبر {number}")
    client.get(reverse("newsroom:list"))
    with django_assert_num_queries(9):
        page = client.get(reverse("newsroom:list"))
    assert len(page.context["page_obj"]) == count


def test_the_newest_comes_first_and_drafts_are_not_shown(client):
    make_item(title="کهنه", published_at=NOON - timedelta(days=40))
    make_item(title="نو")
    make_item(title="پیش‌نویس", live=False)
    page = client.get(reverse("newsroom:list"))
    assert [item.title for item in page.context["page_obj"]] == ["نو", "کهنه"]


def test_a_draft_has_no_page_for_readers(client):
    assert client.get(make_item(live=False).url).status_code == 404


@pytest.mark.parametrize(
    "address", ["/news/groups/x/", "/news/tags/x/", "/news/towns/0/", "/news/months/1399/13/", "/news/none/"]
)
def test_an_unknown_list_is_not_found(client, address):
    open_newsroom()
    assert client.get(address).status_code == 404


def test_atom_holds_what_the_standard_asks_for(client):
    item = make_first_item()
    answer = client.get(reverse("newsroom:atom"))
    feed = ET.fromstring(answer.content)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.tag == f"{ATOM}feed"
    assert all(feed.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", "author"))
    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == item.title
    assert entry.find(f"{ATOM}published").text.startswith("2021-03-01")
    assert all(entry.find(f"{ATOM}{name}") is not None for name in ("id", "updated", "link", "summary"))


def test_json_feed_holds_the_item(client):
    item = make_first_item()
    feed = json.loads(client.get(reverse("newsroom:town_json", args=["1359"])).content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [entry["title"] for entry in feed["items"]] == [item.title]
    assert feed["items"][0]["date_published"].startswith("2021-03-01")
    assert feed["items"][0]["id"] == feed["items"][0]["url"]


def test_feeds_are_narrowed_like_lists(client):
    make_first_item()
    make_item(title="خبر دیگر")
    assert len(json.loads(client.get(reverse("newsroom:json")).content)["items"]) == 2
    by_tag = json.loads(client.get(reverse("newsroom:tag_json", args=["هشتیار"])).content)
    assert len(by_tag["items"]) == 1


def test_an_old_gallery_address_leads_to_the_gallery(client):
    gallery = PhotoGalleryPage(title="سفر به جنگل", lead="لید گالری", legacy_id=393, published_at=NOON)
    open_newsroom().add_child(instance=gallery)
    answer = client.get("/gallery/photo/photogallery/393/1/show/", follow=True)
    assert answer.redirect_chain[0][1] == 301
    assert "لید گالری" in answer.content.decode()
    assert "سفر به جنگل" in client.get(reverse("newsroom:galleries")).content.decode()


def test_the_sitemap_and_robots_name_what_is_public(client):
    item = make_first_item()
    tree = ET.fromstring(client.get(reverse("newsroom:sitemap")).content)
    places = [element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert any(place.endswith(item.url) for place in places)
    assert "Disallow: /cms/" in client.get("/robots.txt").content.decode()


def test_no_file_outside_the_pictures_is_sent(client):
    for name in ("documents/secret.pdf", "images/../../hamyar.sqlite3", "mail/x"):
        assert client.get(f"/media/{name}").status_code in {400, 404}
