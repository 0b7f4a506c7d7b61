"""The item this project grew from is held and shown exactly, in all its parts."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags

from hamyar.core.jalali import format_jalali
from hamyar.newsroom.selectors import view_count
from hamyar.newsroom.services.items import load_first_item
from tests.factories.newsroom import NOON, make_first_item

pytestmark = pytest.mark.django_db

HEADLINE = "حمایت سازمان همیاری شهرداریها در جهت رشد شهرهای کمتر توسعه یافته"
TAGS = [
    "barand_hamyar",
    "گروه_برندهای_همیار",
    "همیارماشین",
    "همیارسازه",
    "موتوریار",
    "معین_کالا",
    "همیارانرژی",
    "همیاردانش",
    "همیارسرمایه",
    "همیارمحیط",
    "همیارپست",
    "همیاردیجیتال",
    "همتامشهدگوشت",
    "هشتیار",
    "مشهدبیمه_همتا",
    "همیارگردشگر",
    "همیارسلامت",
    "همیاربازرگان",
    "همیاربان",
]


@pytest.fixture
def item():
    return make_first_item()


def test_every_part_is_held_as_it_was_written(item):
    assert item.kicker == "در دیدار مدیرعامل با مسئولان شهری رشتخوار مطرح شد؛"
    assert item.title == HEADLINE
    assert item.lead.startswith(f"{HEADLINE} مدیرعامل سازمان همیاری")
    assert len(item.body) == 6
    assert item.body[0].value.source.startswith(
        "<p>به گزارش روابط عمومی سازمان همیاری شهرداریهای خراسان رضوی،"
    )
    assert item.sign_off == "/م.ا/2530/"
    assert item.hashtags.splitlines()[0] == "#barand_hamyar"
    assert len(item.hashtags.splitlines()) == 3
    assert item.source_name == ""
    assert item.news_group.name_fa == "عمومی"
    assert format_jalali(item.published_at) == "۱۱ اسفند ۱۳۹۹"
    assert view_count(page_id=item.pk) == 504
    assert [use.hashtag.name for use in item.hashtag_uses.all()] == TAGS
    assert [town.code for town in item.municipalities.all()] == ["1359"]


@pytest.mark.parametrize("slip", ["با الویت مناطق", "پشتبان در حوزه", "شهرداریهای در سازمان"])
def test_slips_of_the_old_site_stay(item, slip):
    assert slip in "".join(block.value.source for block in item.body)


def test_every_part_is_shown(client, item):
    page = client.get(item.url)
    text = re.sub(r"\s+", " ", strip_tags(page.content.decode().replace("</dt>", " </dt>")))
    parts = [
        item.kicker,
        item.title,
        item.lead,
        *(strip_tags(block.value.source) for block in item.body),
        item.sign_off,
        *(f"#{tag}" for tag in TAGS),
        "منبع خبر",
        "گروه خبری عمومی",
        "تاریخ خبر ۱۱ اسفند ۱۳۹۹",
        "تعداد بازدید ۵۰۴",
        "کد خبر ۲۰۱۷",
        "شرکت مدیریت معدن همیار انرژی",
        "موسسه آموزش تحقیقات و مشاوره شهرداری استان خراسان رضوی",
        "همیار ماشین",
    ]
    places = [text.find(part) for part in parts]
    assert [part for part, place in zip(parts, places, strict=True) if place < 0] == []
    order = [text.index(part, 0) for part in (item.kicker, item.body[0].value.source[3:40], item.sign_off)]
    assert order == sorted(order)


def test_loading_again_changes_nothing(item):
    assert load_first_item(at=NOON).added == 0
    assert item.get_parent().get_children().count() == 1


def test_the_old_address_leads_to_the_item_for_good(client, item):
    answer = client.get("/news/detail/news/2017/show/")
    assert (answer.status_code, answer["Location"]) == (301, item.url)
    assert client.get("/news/detail/news/2018/show/").status_code == 404


@pytest.mark.parametrize("rest", ["", "Default.aspx?page=215", "5/"])
def test_old_lists_lead_to_the_new_one(client, rest):
    answer = client.get(f"/news/group/{rest}")
    assert (answer.status_code, answer["Location"]) == (301, reverse("newsroom:list"))


def test_the_address_is_readable_in_persian(item):
    from urllib.parse import unquote

    assert unquote(item.url) == f"/news/2017-{HEADLINE.replace(' ', '-')}/"


def test_the_item_is_found_in_every_list(client, item):
    for address in (
        reverse("newsroom:list"),
        reverse("newsroom:group", args=["عمومی"]),
        reverse("newsroom:tag", args=["معین_کالا"]),
        reverse("newsroom:tag", args=["معین کالا"]),
        reverse("newsroom:town", args=["1359"]),
        reverse("newsroom:month", args=[1399, 12]),
    ):
        assert item.title in client.get(address).content.decode(), address
    assert item.title not in client.get(reverse("newsroom:month", args=[1399, 11])).content.decode()


def test_english_pages_hold_the_item_too(client, item):
    with translation.override("fa"):
        page = client.get("/en" + item.url).content.decode()
    assert "View count" in page
    assert item.title in page
