"""What a hostile outsider types into the address: never a file that is not public, never an error of the server."""

from xml.etree import ElementTree as ET

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from hamyar.newsroom.models import NewsPage
from tests.factories.accounts import make_user
from tests.factories.newsroom import make_first_item, make_item, open_newsroom

pytestmark = pytest.mark.django_db
ENDLESS = "9" * 30


@pytest.fixture
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    for name in (
        "documents/inner.pdf",
        "images/square.webp",
        "images-of-others/inner.webp",
        "cards/card.png",
    ):
        default_storage.save(name, ContentFile(b"content"))
    (tmp_path / "secret-key").write_text("secret")


OTHER_FILES = (
    "documents/inner.pdf",
    "cards/card.png",
    "images/../documents/inner.pdf",
    "images/%2e%2e/documents/inner.pdf",
    "images/x/../../documents/inner.pdf",
    "images-of-others/inner.webp",
    "images/../../secret-key",
    "images/../../../../../../etc/passwd",
    "images//etc/passwd",
    "images/",
    "images",
    "images/%00",
    "images/square.webp%00.png",
    "images/square.webp/more",
    "images/" + "a" * 300 + ".webp",
    "images/%ff.webp",
)


@pytest.mark.usefixtures("_files")
def test_only_public_pictures_are_sent(client):
    answers = {name: client.get(f"/media/{name}").status_code for name in OTHER_FILES}
    assert answers == dict.fromkeys(OTHER_FILES, 404)


@pytest.mark.usefixtures("_files")
def test_a_public_picture_is_sent_with_its_own_type_only(client):
    answer = client.get("/media/images/square.webp")
    assert b"".join(answer.streaming_content) == b"content"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    answer.close()


NOWHERE = (
    "/news/tags/%08/feed.atom",
    "/news/tags/%0b/feed.json",
    "/news/tags/no-such-tag/feed.atom",
    "/news/tags/%00/",
    "/news/groups/%00/",
    "/news/towns/%00/feed.json",
    "/news/%00/",
    "/municipalities/%00/",
    "/indicators/%00/",
    "/news/months/0/0/",
    "/news/months/0/1/",
    "/news/months/99999/1/",
    f"/news/months/{ENDLESS}/1/",
    f"/news/read/{ENDLESS}.gif",
    f"/news/cards/{ENDLESS}/x.png",
    f"/news/detail/news/{ENDLESS}/show/",
    f"/gallery/photo/photogallery/{ENDLESS}/1/show/",
    f"/ranking/{ENDLESS}/",
    "/news/%2F",
    "//news/",
    "/./news/",
    "/NEWS/",
    "/news/_util/root/",
    "/documents/1/%00",
)


def test_what_no_page_can_be_is_not_found_in_persian(client):
    open_newsroom()
    for address in NOWHERE:
        answer = client.get(f"http://testserver{address}" if address.startswith("//") else address)
        assert answer.status_code == 404, address
        assert 'lang="fa"' in answer.content.decode()
        assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize(
    "address", ["/news/?page=%00", "/search/?q=%00", "/municipalities/?q=%00", "/en/news/?x=a%00"]
)
def test_a_nul_in_the_question_is_a_bad_request(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "html" in answer["Content-Type"]


PAGES = ("-1", "0", "x", "99999999", "9" * 4400, "%DB%B2", "1.5", "%ff")


@pytest.mark.parametrize("name", ["newsroom:list", "newsroom:galleries"])
def test_any_number_of_a_page_leads_to_a_page(client, name):
    open_newsroom()
    for page in PAGES:
        assert client.get(f"{reverse(name)}?page={page}").status_code == 200


@pytest.mark.parametrize(
    "words", ["a" * 100_000, "(((*)\"' OR NEAR/3 --", "\\ % _ :*&|!", "%ff%fe", "%ed%a0%80"]
)
def test_any_question_to_the_search_is_answered(client, words):
    for name in ("web:search", "web:search_suggest"):
        assert client.get(reverse(name), {"q": words}).status_code == 200
        assert (
            client.get(
                f"{reverse(name)}?q={words[:50]}&page=99999999999&year=%DB%B1%DB%B4x&kind=x"
            ).status_code
            == 200
        )


def test_control_characters_do_not_break_feeds_and_sitemaps(client):
    item = make_item(title="خبر\x0bبد", hashtags="#برچسب")
    NewsPage.objects.filter(pk=item.pk).update(title="خبر\x08بد", lead="لید\x0c خبر")  # as an old row may be
    for name in ("newsroom:atom", "newsroom:sitemap", "newsroom:news_sitemap"):
        ET.fromstring(client.get(reverse(name)).content)
    assert client.get(reverse("newsroom:tag_atom", args=["برچسب"])).status_code == 200


def test_what_cannot_be_seen_is_not_stored():
    item = make_item()
    item.title, item.kicker, item.lead = "خبر\x0b بد", "رو\x08تیتر", "یک\nدو\x1f"
    item.full_clean()
    assert (item.title, item.kicker, item.lead) == ("خبر بد", "روتیتر", "یک\nدو")


def test_an_item_of_the_old_site_can_be_copied(client):
    item = make_first_item()
    client.force_login(make_user(role="public_relations"))
    words = {"new_title": "نسخه", "new_slug": "copy", "new_parent_page": item.get_parent().pk}
    assert client.post(f"/cms/pages/{item.pk}/copy/", words).status_code == 302
    copy = NewsPage.objects.get(slug="copy")
    assert (copy.legacy_id, NewsPage.objects.get(pk=item.pk).legacy_id) == (None, 2017)


def test_a_cookie_with_a_nul_is_nobodys(client):
    client.cookies["sessionid"] = '"aaaaaaaaaa\\000bbbbbbbbbb"'
    assert client.get("/", headers={"cookie": 'sessionid="aaaaaaaaaa\\000bbbbbbbbb"'}).status_code == 200
