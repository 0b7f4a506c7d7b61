"""What editors see of reading: by day or week, in all or of one item, by the Jalali calendar, to take away."""

import csv
import json
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hamyar.core.jalali import format_jalali
from hamyar.newsroom.models import NewsPage
from hamyar.newsroom.selectors import Stretch, by_week, daily_readers, most_read
from hamyar.newsroom.services.reading import count_reading, fold_all_readings
from tests.factories.accounts import make_user
from tests.factories.newsroom import make_first_item, make_item

pytestmark = pytest.mark.django_db
SATURDAY = date(2026, 11, 21)
CHROME = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36"


def read_by(item: NewsPage, *readers: str, day: date) -> None:
    for reader in readers:
        count_reading(page_id=item.pk, reader=reader, day=day)


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user(role="news_editor"))
    return client


def shown(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_each_day_stands_there_with_all_or_one_items_readers() -> None:
    one, other = make_item(title="یک"), make_item(title="دو")
    read_by(one, "a", "b", day=SATURDAY)
    read_by(other, "a", day=SATURDAY)
    read_by(one, "c", day=SATURDAY + timedelta(days=2))
    fold_all_readings(before=SATURDAY + timedelta(days=1))
    span = {"first": SATURDAY - timedelta(days=1), "last": SATURDAY + timedelta(days=2)}
    assert [stretch.readers for stretch in daily_readers(**span)] == [0, 3, 0, 1]
    assert [stretch.readers for stretch in daily_readers(**span, page_id=one.pk)] == [0, 2, 0, 1]


def test_weeks_begin_on_saturday_and_lose_no_day() -> None:
    days = [Stretch(day, day, 1) for day in (SATURDAY + timedelta(days=step) for step in range(-2, 9))]
    assert by_week(days) == [
        Stretch(SATURDAY - timedelta(days=2), SATURDAY - timedelta(days=1), 2),
        Stretch(SATURDAY, SATURDAY + timedelta(days=6), 7),
        Stretch(SATURDAY + timedelta(days=7), SATURDAY + timedelta(days=8), 2),
    ]


def test_who_was_read_in_these_days_leads_then_who_was_read_ever() -> None:
    old, fresh = make_first_item(), make_item()
    withdrawn = make_item(title="برداشته")
    read_by(fresh, "a", day=SATURDAY)
    read_by(withdrawn, "a", "b", day=SATURDAY)
    withdrawn.unpublish()
    rows = most_read(first=SATURDAY, last=SATURDAY)
    assert [(row.page, row.recent, row.total) for row in rows] == [(fresh, 1, 1), (old, 0, 504)]
    assert most_read(first=SATURDAY, last=SATURDAY, most=1) == rows[:1]


def test_the_page_shows_readers_and_no_robots_on_a_jalali_axis(editor: Client) -> None:
    item, today = make_first_item(), timezone.localdate()
    reader = Client()
    for browser in (CHROME, CHROME, CHROME + " other", "Googlebot/2.1"):
        reader.get(reverse("newsroom:read", args=[item.pk]), headers={"user-agent": browser})
    page = shown(editor, reverse("newsroom:readers"))
    data = json.loads(page.select_one("#readers-data").get_text())
    day = format_jalali(today).rpartition(" ")[0]
    assert (data["names"][-1], data["values"][-1], len(data["values"])) == (day, 2, 30)
    assert page.select_one(".figure .finding").get_text().startswith("۲ خواننده")
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in page.select("#readers tbody tr")]
    assert len(rows) == 30
    assert rows[0] == [format_jalali(today, "weekday"), "۲"]
    row = page.select_one("#by-item").find_next("tbody").tr
    assert [cell.get_text() for cell in row.select("td.num")] == ["۲", "۵۰۶"]
    assert row.a["href"] == reverse("newsroom:readers_of", args=[item.pk])


def test_one_item_has_its_own_readers(editor: Client) -> None:
    item, other = make_first_item(), make_item()
    read_by(item, "a", day=timezone.localdate())
    read_by(other, "a", "b", day=timezone.localdate())
    page = shown(editor, reverse("newsroom:readers_of", args=[item.pk]))
    assert page.h1.get_text() == item.title
    assert "۵۰۵" in page.select_one(".page-head .lead").get_text()
    assert sum(json.loads(page.select_one("#readers-data").get_text())["values"]) == 1


def test_time_and_weeks_are_chosen_in_the_address(editor: Client) -> None:
    read_by(make_item(), "a", day=timezone.localdate() - timedelta(days=60))
    assert "در این روزها" in shown(editor, reverse("newsroom:readers")).select_one(".empty-title").get_text()
    page = shown(editor, reverse("newsroom:readers") + "?days=90&by=week")
    data = json.loads(page.select_one("#readers-data").get_text())
    assert len(data["values"]) in {13, 14}
    assert sum(data["values"]) == 1
    assert page.select_one("select[name=days] option[selected]")["value"] == "90"
    export = next(link["href"] for link in page.select("a") if ".csv" in link["href"])
    assert export.endswith("readers.csv?days=90&by=week")
    assert shown(editor, reverse("newsroom:readers") + "?days=x&by=y").select_one("h1")


@pytest.mark.parametrize("of_one", [False, True])
def test_the_table_is_taken_away_as_csv(editor: Client, of_one: bool) -> None:
    item, today = make_item(), timezone.localdate()
    read_by(item, "a", "b", day=today)
    read_by(make_item(title="دیگر"), "a", day=today)
    address = (
        reverse("newsroom:readers_of_export", args=[item.pk])
        if of_one
        else reverse("newsroom:readers_export")
    )
    answer = editor.get(address)
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    rows = list(csv.reader(lines))
    day = format_jalali(today, "numeric")
    assert rows[0] == ["از روز", "تا روز", "خوانندگان"]
    assert len(rows) == 31
    assert rows[-1] == [day, day, "2" if of_one else "3"]


def test_a_draft_and_an_unknown_item_have_no_readers(editor: Client) -> None:
    for pk in (make_item(live=False).pk, 987654):
        assert editor.get(reverse("newsroom:readers_of", args=[pk])).status_code == 404
        assert editor.get(reverse("newsroom:readers_of_export", args=[pk])).status_code == 404


def test_what_was_taken_back_keeps_its_readers(editor: Client) -> None:
    item = make_item()
    item.unpublish()
    page = shown(editor, reverse("newsroom:readers_of", args=[item.pk]))
    assert page.h1.get_text() == item.title
    assert item.url not in [link["href"] for link in page.select("main a")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_a_fixed_number_of_questions(
    editor: Client, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        read_by(make_item(title=f"خبر {number}"), "a", day=timezone.localdate())
    editor.get(reverse("newsroom:readers"))
    with django_assert_num_queries(15):
        editor.get(reverse("newsroom:readers"))
