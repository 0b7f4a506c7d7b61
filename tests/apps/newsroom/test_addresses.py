"""Addresses of items: readable in Persian, lasting, and those of the old site lead on."""

import pytest
from django.urls import reverse

from hamyar.newsroom.addresses import free_slug, is_made_of, readable_slug
from hamyar.newsroom.models import NewsPage, PhotoGalleryPage
from tests.factories.newsroom import NOON, make_first_item, make_item, open_newsroom

ADDRESS = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("بهره‌برداری از پل", "بهره-برداری-از-پل"),
        ("مه‌ولات: «نیروگاه» – ۱۰ مگاوات", "مه-ولات-نیروگاه-۱۰-مگاوات"),
        ("Solar 2.0 در رشتخوار", "solar-20-در-رشتخوار"),
        ("؟", ""),
    ],
)
def test_a_half_space_parts_words(title, slug):
    assert readable_slug(title) == slug


def test_a_long_title_ends_with_a_whole_word():
    slug = readable_slug("شهرداری " * 30)
    assert len(slug) <= 100
    assert slug.endswith("شهرداری")
    assert len(readable_slug("ش" * 300)) == 100


def test_a_taken_address_gets_a_number():
    assert free_slug("الف", taken=["ب"]) == "الف"
    assert free_slug("الف", taken=["الف", "الف-2"]) == "الف-3"


@pytest.mark.parametrize("slug", ["بهرهبرداری-از-پل", "بهره-برداری-ازپل", ""])
def test_what_the_cms_makes_of_a_title_is_known(slug):
    assert is_made_of("بهره‌برداری از پل", slug=slug) == bool(slug)
    assert not is_made_of("بهره‌برداری از پل", slug="گشایش-پل")


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["", "بهرهبرداری-از-پل"])
def test_words_glued_by_the_cms_are_parted_and_a_second_item_gets_a_number(slug):
    first, second = (make_item(title="بهره‌برداری از پل", slug=slug) for _ in range(2))
    assert (first.slug, second.slug) == ("بهره-برداری-از-پل", "بهره-برداری-از-پل-2")


@pytest.mark.django_db
def test_an_address_that_was_chosen_stays():
    assert make_item(title="بهره‌برداری از پل", slug="پل-نو").slug == "پل-نو"


@pytest.mark.django_db
def test_what_readers_know_stays_when_the_headline_changes():
    item = make_item(title="بهره‌برداری از پل")
    item.title = "گشایش پل"
    item.save_revision().publish()
    assert NewsPage.objects.get().slug == "بهره-برداری-از-پل"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/news/detail/news/2017/show/",
        "/news/detail/news/2017/show",
        "/news/detail/news/۲۰۱۷/show/",
        "/news/detail/news/٢٠١٧/show",
        "/News/Detail/News/2017/Show/",
    ],
)
def test_each_spelling_of_an_old_address_leads_to_the_item_in_one_step(client, address):
    item = make_first_item()
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, item.get_url())


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["393/1/show/", "393/1/show", "۳۹۳/1/show/", "393/2/show/"])
def test_each_spelling_of_an_old_gallery_leads_to_it(client, address):
    gallery = PhotoGalleryPage(title="گالری", lead="لید", legacy_id=393, published_at=NOON)
    open_newsroom().add_child(instance=gallery)
    answer = client.get(f"/gallery/photo/photogallery/{address}")
    assert (answer.status_code, answer["Location"]) == (301, gallery.get_url())


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/news/group", "/news/group/", "/news/group/Default.aspx?page=2"])
def test_old_lists_lead_to_the_new_list(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, reverse("newsroom:list"))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/news/detail/news/9/show/", "/gallery/photo/photogallery/9/1/show/"])
def test_an_old_number_that_is_not_here_helps_on(client, address):
    open_newsroom()
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "شمارهٔ ۹" in page
    assert f'href="{reverse("newsroom:list")}"' in page
    assert 'name="q"' in page


@pytest.mark.django_db
def test_an_item_has_one_address_in_both_languages_for_it_is_not_translated(client):
    item = make_item()
    own = item.get_url()
    for path in (own, f"/en{own}"):
        page = client.get(path).content.decode()
        assert f'<link rel="canonical" href="{ADDRESS}{own}">' in page
        assert 'rel="alternate" hreflang' not in page


@pytest.mark.django_db
def test_translated_pages_name_each_other(client):
    open_newsroom()
    links = [
        f'<link rel="alternate" hreflang="{code}" href="{ADDRESS}{path}">'
        for code, path in (("fa", "/news/"), ("en", "/en/news/"), ("x-default", "/news/"))
    ]
    for path in ("/news/", "/en/news/"):
        page = client.get(f"{path}?page=1&x=2").content.decode()
        assert f'<link rel="canonical" href="{ADDRESS}{path}">' in page
        assert [link for link in links if link not in page] == []


@pytest.mark.django_db
def test_further_pages_of_a_list_have_their_own_address(client):
    open_newsroom()
    assert (
        f'<link rel="canonical" href="{ADDRESS}/news/?page=2">'
        in client.get("/news/?page=2").content.decode()
    )


@pytest.mark.django_db
def test_a_missing_page_has_no_address(client):
    assert 'rel="canonical"' not in client.get("/news/detail/news/9/show/").content.decode()
