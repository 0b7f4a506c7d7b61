"""Readers are counted, not reloads or robots; the page itself writes nothing."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.urls import reverse

from hamyar.newsroom.models import DailyReading, Reading
from hamyar.newsroom.selectors import daily_readers, view_count
from hamyar.newsroom.services.reading import (
    LINE_DIGITS,
    MOST_OF_LINE,
    count_reading,
    fold_all_readings,
    fold_readings,
    reader_digest,
)
from tests.factories.newsroom import make_item

pytestmark = pytest.mark.django_db
CHROME = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36"
NORMAL = 1
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
        {"sec-fetch-site": "same-origin", "sec-fetch-dest": "empty"},
        {"referer": "http://other.example/page/"},
    ],
)
def test_what_is_no_reader_is_not_counted(client, headers):
    item = make_item()
    look(client, item, **headers)
    assert view_count(page_id=item.pk) == 0


def test_a_program_that_invents_browsers_is_counted_only_so_often(client):
    """One address counts for a whole office; the next office still counts."""
    item = make_item()
    for number in range(MOST_OF_LINE + 5):
        reader = reader_digest(address="10.0.0.1", browser=f"{CHROME} {number}", day=MONDAY)
        count_reading(page_id=item.pk, reader=reader, day=MONDAY)
    assert view_count(page_id=item.pk) == MOST_OF_LINE
    neighbour = reader_digest(address="10.0.0.2", browser=CHROME, day=MONDAY)
    count_reading(page_id=item.pk, reader=neighbour, day=MONDAY)
    assert view_count(page_id=item.pk) == MOST_OF_LINE + 1


def test_a_net_of_the_sixth_version_is_one_line_and_an_address_is_stored_nowhere():
    one, other, far = (
        reader_digest(address=address, browser=CHROME, day=MONDAY)
        for address in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")
    )
    assert one[:LINE_DIGITS] == other[:LINE_DIGITS] != far[:LINE_DIGITS]
    assert one != other
    assert len(reader_digest(address="unknown", browser=CHROME, day=MONDAY)) == 32


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
    assert [day.readers for day in daily_readers(first=MONDAY, last=TUESDAY)] == [2, 1]


def test_a_reader_has_another_digest_every_day():
    digests = {reader_digest(address="10.0.0.1", browser=CHROME, day=day) for day in (MONDAY, TUESDAY)}
    assert len(digests) == 2
    assert all(len(digest) == 32 for digest in digests)


def test_the_picture_writes_one_row_and_nothing_the_second_time(client, django_assert_num_queries):
    item = make_item()
    look(client, item)
    # the item is there; how many of the same line; the row that is there already; days that are over
    with django_assert_num_queries(4):
        look(client, item)
    assert Reading.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_database_itself_keeps_a_second_process_from_counting_the_same_reader(settings):
    item = make_item()
    count_reading(page_id=item.pk, reader="a", day=TUESDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.create(page_id=item.pk, reader="a", day=TUESDAY)
    with transaction.atomic():
        count_reading(page_id=item.pk, reader="a", day=TUESDAY)
        count_reading(page_id=item.pk, reader="b", day=TUESDAY)
    assert view_count(page_id=item.pk) == 2


@pytest.mark.django_db(transaction=True)
def test_a_crash_while_folding_loses_nothing_and_doubles_nothing(monkeypatch):
    item = make_item()
    for reader in ("a", "b", "c"):
        count_reading(page_id=item.pk, reader=reader, day=MONDAY)

    def crash(*_args, **_named):
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(QuerySet, "delete", crash)
        with pytest.raises(SystemExit):
            fold_readings(page_id=item.pk, before=TUESDAY)
    assert view_count(page_id=item.pk) == 3
    assert DailyReading.objects.count() == 0

    assert fold_readings(page_id=item.pk, before=TUESDAY) == 3
    assert fold_readings(page_id=item.pk, before=TUESDAY) == 0
    assert view_count(page_id=item.pk) == 3
    assert [(row.day, row.readers) for row in DailyReading.objects.all()] == [(MONDAY, 3)]


@pytest.mark.django_db(transaction=True)
def test_a_reading_is_stored_before_the_reader_is_answered(client):
    """Counted means committed: another connection sees it, so ending the process right after loses nothing."""
    item = make_item()
    look(client, item)
    assert not connection.in_atomic_block
    assert view_count(page_id=item.pk) == 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA synchronous").fetchone() == (NORMAL,)


def test_readers_behind_our_own_proxy_are_told_apart(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    item = make_item()
    for address in ("10.0.0.1", "10.0.0.2", "10.0.0.2"):
        look(client, item, **{"x-forwarded-for": address})
    assert view_count(page_id=item.pk) == 2
