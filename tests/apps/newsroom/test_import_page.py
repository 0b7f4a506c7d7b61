"""The old site's items taken in through the web: preview, then all or nothing."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hamyar.core.jalali import format_jalali
from hamyar.newsroom.models import NewsPage
from hamyar.newsroom.selectors import view_count
from tests.factories.accounts import make_user
from tests.factories.newsroom import open_newsroom

pytestmark = pytest.mark.django_db
UPLOAD, TAKE_IN = reverse("newsroom:import"), reverse("newsroom:import_take_in")


def items(count):
    return [
        {
            "id": 3000 + number,
            "headline": f"الویت پشتبان شهر {number}",
            "lead": "لید با غلط املایی پشتبان",
            "date": f"{number % 28 + 1} اسفند 1399",
            "views": str(number * 7),
            "hashtags": "#همیار_ماشین",
        }
        for number in range(1, count + 1)
    ]


def sent(client, rows, name="old.json"):
    content = json.dumps(rows, ensure_ascii=False).encode()
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})


def packed(page):
    return dict(re.findall(r'type="hidden" name="(file_name|packed)" value="([^"]*)"', page.content.decode()))


@pytest.fixture
def manager(client):
    open_newsroom()
    client.force_login(make_user(role="public_relations"))
    return client


def test_two_hundred_items_come_in_as_they_were(manager):
    page = sent(manager, items(200))
    assert (page.context["preview"].added, NewsPage.objects.count()) == (200, 0)
    assert manager.post(TAKE_IN, packed(page))["Location"] == reverse("newsroom:list")
    assert NewsPage.objects.live().count() == 200
    one = NewsPage.objects.get(legacy_id=3100)
    assert (one.title, format_jalali(one.published_at)) == ("الویت پشتبان شهر 100", "۱۷ اسفند ۱۳۹۹")
    assert view_count(page_id=one.pk) == 700
    old = manager.get("/news/detail/news/3100/show/")
    assert (old.status_code, old["Location"]) == (301, one.get_url())


def test_a_second_time_everything_is_there_already(manager):
    manager.post(TAKE_IN, packed(sent(manager, items(3))))
    page = sent(manager, items(4))
    assert (page.context["preview"].added, page.context["preview"].kept) == (1, 3)


@pytest.mark.parametrize(
    "rows", [[{"id": 1, "headline": "تیتر", "lead": "لید", "date": "32 اسفند 1399"}], {"no": "list"}]
)
def test_a_wrong_file_is_refused_with_its_reason(manager, rows):
    page = sent(manager, rows)
    assert page.status_code == 422
    assert page.context["form"].errors["file"]
    assert NewsPage.objects.count() == 0


def test_one_wrong_row_keeps_all_out(manager):
    page = sent(manager, [*items(2), {**items(1)[0], "id": 1, "views": "زیاد"}])
    assert (page.status_code, NewsPage.objects.count()) == (422, 0)


def test_a_file_that_was_lost_is_asked_for_again(manager):
    for broken in ("", "!!!", "AAAA"):
        assert manager.post(TAKE_IN, {"file_name": "x.json", "packed": broken})["Location"] == UPLOAD
    assert NewsPage.objects.count() == 0


def test_a_file_too_large_is_refused(manager, monkeypatch):
    monkeypatch.setattr("hamyar.newsroom.views.imports.LARGEST_FILE", 10)
    assert sent(manager, items(1)).status_code == 422
