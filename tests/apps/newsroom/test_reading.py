"""Readers are counted, not reloads or robots; the page itself writes nothing."""

from datetime import date

import pytest
from django.urls import reverse

from hamyar.newsroom.models import DailyReading, Reading
from hamyar.newsroom.selectors import daily_readers, most_read, view_count
from hamyar.newsroom.services.reading import count_reading, fold_all_readings, fold_readings, reader_digest
from tests.factories.newsroom import make_item

pytestmark = pytest.mark.django_db
CHROME = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36"
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def look(client, item, **headers):
    return client.get(reverse("newsroom:read", args=[item.pk]), headers={"user-agent": CHROME, **headers})


def test_a_reader_counts_once_however_often_the_page_is_loaded(client):
    item = make_item()
    assert look(client, item)["Content-Type"] == "image/gif"
    look(client, item)
    assert view_count(page_id=item.pk) == 1
    look(client, item, **{"user-agent": CHROME + " other"})
    assert view_count(page_id=item.pk) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Googlebot/2.1"},
        {"user-agent": ""},
        {"user-agent": "curl/8"},
        {"sec-purpose": "prefetch;prerender"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_what_is_no_reader_is_not_counted(client, headers):
    item = make_item()
    look(client, item, **headers)
    assert view_count(page_id=item.pk) == 0


def test_drafts_are_not_counted(client):
    assert look(client, make_item(live=False)).status_code == 404


def test_the_page_itself_writes_nothing(client, django_assert_num_queries):
    item = make_item()
    page = client.get(item.url).content.decode()
    assert reverse("newsroom:read", args=[item.pk]) in page
    assert Reading.objects.count() == 0


def test_days_that_are_over_become_numbers_and_nothing_is_lost_or_doubled():
    item = make_item()
    for reader in ("a", "b", "b"):
        count_reading(page_id=item.pk, reader=reader, day=MONDAY)
    count_reading(page_id=item.pk, reader="a", day=TUESDAY)
    assert [(row.day, row.readers) for row in DailyReading.objects.all()] == [(MONDAY, 2)]
    assert Reading.objects.filter(day=MONDAY).count() == 0
    assert view_count(page_id=item.pk) == 3
    assert fold_readings(page_id=item.pk, before=TUESDAY) == 0
    assert fold_all_readings(before=date(2026, 11, 25)) == 1
    assert view_count(page_id=item.pk) == 3
    assert daily_readers(first=MONDAY, last=TUESDAY) == [(MONDAY, 2), (TUESDAY, 1)]
    assert most_read() == [(item, 3)]


def test_a_reader_has_another_digest_every_day():
    digests = {reader_digest(address="10.0.0.1", browser=CHROME, day=day) for day in (MONDAY, TUESDAY)}
    assert len(digests) == 2
    assert all(len(digest) == 32 for digest in digests)
