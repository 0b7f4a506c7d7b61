"""Lists and feeds of news."""

import json
import re
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri

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
    with django_assert_num_queries(8):
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
    entry = feed["items"][0]
    assert entry["url"].endswith(item.get_url())
    assert (entry["language"], entry["tags"][-1]) == ("fa", "همیاربان")
    assert entry["content_text"].startswith(item.lead)
    assert entry["content_text"].endswith("استفاده کنیم.")


def times_of(text):
    return re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(\S*?)[<\"]", text)


def test_times_in_feeds_have_an_offset(client):
    make_first_item()
    make_item()
    for name in ("newsroom:atom", "newsroom:json"):
        offsets = times_of(client.get(reverse(name)).content.decode())
        assert len(offsets) >= 4
        assert set(offsets) == {"+03:30"}


def test_feeds_name_an_item_the_same_after_its_address_changed(client):
    item = make_item()

    def names():
        entry = ET.fromstring(client.get(reverse("newsroom:atom")).content).find(f"{ATOM}entry")
        return entry.find(f"{ATOM}id").text, client.get(reverse("newsroom:json")).json()["items"][0]["id"]

    before = names()
    item.slug = "نشانی-دیگر"
    item.save_revision().publish()
    assert names() == before
    assert before[0] == before[1]
    assert re.fullmatch(r"tag:127\.0\.0\.1,\d{4}-\d\d-\d\d:news/\d+", before[0])


def test_signs_in_a_lead_stay_signs_in_feeds(client):
    make_item(title="تیتر <b>", lead="۵ < ۶ & <script>x</script>")
    entry = ET.fromstring(client.get(reverse("newsroom:atom")).content).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "تیتر <b>"
    summary = entry.find(f"{ATOM}summary")
    assert summary.get("type") == "html"
    assert "&lt;script&gt;" in summary.text
    assert "<script>" not in summary.text


def test_feeds_say_language_address_and_type(client):
    make_item()
    answer = client.get("/en" + reverse("newsroom:atom"))
    feed = ET.fromstring(answer.content)
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert (feed.get(language), feed.find(f"{ATOM}entry").get(language)) == ("en", "fa")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://127.0.0.1:8000/en/news/feed.atom"
    assert client.get(reverse("newsroom:json"))["Content-Type"] == "application/feed+json"


def test_an_empty_feed_is_always_the_same(client):
    open_newsroom()
    first, second = (client.get(reverse("newsroom:atom")).content for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", ["atom", "json", "sitemap", "news_sitemap", "list"])
def test_who_asks_again_is_told_that_nothing_changed(client, settings, name):
    settings.PAGE_CACHE_SECONDS = 60
    make_item()
    first = client.get(reverse(f"newsroom:{name}"))
    again = client.get(reverse(f"newsroom:{name}"), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["atom", "json"])
def test_feeds_ask_a_fixed_number_of_questions(client, django_assert_num_queries, name, rows):
    for number in range(rows):
        make_item(title=f"خبر {number}", hashtags=f"#یک #دو{number}")
    client.get(reverse(f"newsroom:{name}"))
    with django_assert_num_queries(4):
        client.get(reverse(f"newsroom:{name}"))


def test_search_engines_for_news_are_told_the_last_two_days(client):
    now = timezone.now()
    make_item(title="تازه", published_at=now - timedelta(hours=47))
    make_item(title="کهنه", published_at=now - timedelta(hours=49))
    make_item(title="آینده", published_at=now + timedelta(hours=2))
    tree = ET.fromstring(client.get(reverse("newsroom:news_sitemap")).content)
    news = "{http://www.google.com/schemas/sitemap-news/0.9}"
    assert [each.text for each in tree.iter(f"{news}title")] == ["تازه"]
    assert [each.text for each in tree.iter(f"{news}language")] == ["fa"]
    assert [each.text for each in tree.iter(f"{news}name")] == ["سازمان همیاری شهرداری‌های خراسان رضوی"]
    (day,) = (each.text for each in tree.iter(f"{news}publication_date"))
    assert datetime.fromisoformat(day).tzinfo is not None


def test_a_sitemap_that_is_too_long_becomes_an_index(client, monkeypatch):
    make_first_item()
    whole = client.get(reverse("newsroom:sitemap")).content.decode()
    places = re.findall(r"<loc>(.*?)</loc>", whole)
    monkeypatch.setattr("hamyar.newsroom.views.sitemaps.MOST", 5)
    index = ET.fromstring(client.get(reverse("newsroom:sitemap")).content)
    parts = [each.text for each in index.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(parts) == -(-len(places) // 5)
    found = [re.findall(r"<loc>(.*?)</loc>", client.get(part[21:]).content.decode()) for part in parts]
    assert [place for part in found for place in part] == places
    assert client.get(reverse("newsroom:sitemap"), {"part": "99"}).status_code == 404


@pytest.mark.parametrize("spelling", ["معین_کالا", "معین کالا", "معين‌كالا"])
def test_spellings_of_a_hashtag_have_one_address(client, spelling):
    make_first_item()
    page = client.get(reverse("newsroom:tag", args=[spelling])).content.decode()
    one = iri_to_uri(reverse("newsroom:tag", args=["معین_کالا"]))
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{one}">' in page
    assert "#معین_کالا" in page


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
