"""The public list of promises: what the numbers of the first page count, and nothing internal."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hamyar.commitments.enums import CommitmentState, PublicState, Visibility
from hamyar.commitments.selectors import promises_kept, public_promises
from tests.factories.commitments import DAY, TODAY, CommitmentFactory
from tests.factories.places import MunicipalityFactory

pytestmark = pytest.mark.django_db


def promises() -> None:
    CommitmentFactory(text="انجام پیشین", state=CommitmentState.DONE, done_on=TODAY - DAY)
    CommitmentFactory(text="انجام پسین", state=CommitmentState.DONE, done_on=TODAY)
    CommitmentFactory(text="در راه", due_on=TODAY)
    CommitmentFactory(text="گذشته", due_on=TODAY - DAY)
    CommitmentFactory(text="مانده", due_on=TODAY - 2 * DAY, state=CommitmentState.BLOCKED)
    CommitmentFactory(text="کنارگذاشته", state=CommitmentState.CANCELLED)
    CommitmentFactory(text="درونی", visibility=Visibility.INTERNAL)


@pytest.mark.parametrize(
    ("state", "texts"),
    [
        (None, ["مانده", "گذشته", "در راه", "انجام پیشین", "انجام پسین"]),
        (PublicState.KEPT, ["انجام پسین", "انجام پیشین"]),
        (PublicState.OWED, ["مانده", "گذشته", "در راه"]),
        (PublicState.LATE, ["مانده", "گذشته"]),
    ],
)
def test_the_list_holds_what_the_first_page_counts(state: PublicState | None, texts: list[str]) -> None:
    promises()
    assert [row.text for row in public_promises(on=TODAY, state=state)] == texts
    kept = promises_kept(on=TODAY)
    counted = {PublicState.KEPT: kept.done, PublicState.OWED: kept.pending, PublicState.LATE: kept.overdue}
    assert state is None or counted[state] == len(texts)


def test_the_page_narrows_and_says_how_many(client: Client) -> None:
    town = MunicipalityFactory(name_fa="رشتخوار")
    day = timezone.localdate()
    CommitmentFactory(text="گذشته", due_on=day - DAY, town=town)
    CommitmentFactory(text="آینده", due_on=day + DAY)
    CommitmentFactory(text="درونی", visibility=Visibility.INTERNAL, due_on=day - DAY)
    page = BeautifulSoup(client.get(reverse("commitments:public") + "?state=late").content, "html.parser")
    assert page.h1.get_text() == "قول‌های گذشته از موعد"
    assert [cell.get_text() for cell in page.select("tbody th")] == ["گذشته"]
    assert page.select_one("tbody a")["href"] == town.get_absolute_url()
    assert [count.get_text() for count in page.select(".chips .count")] == ["۰", "۲", "۱"]
    assert page.select_one(".chips [aria-current]")["href"] == reverse("commitments:public")
    assert "مسئول فرضی" not in page.get_text()


def test_an_unknown_state_and_an_empty_list_are_said_plainly(client: Client) -> None:
    page = BeautifulSoup(client.get(reverse("commitments:public") + "?state=x&page=9").content, "html.parser")
    assert page.select_one(".empty-title")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries, count: int
) -> None:
    for _number in range(count):
        CommitmentFactory(town=MunicipalityFactory(), due_on=TODAY)
    client.get(reverse("commitments:public"))
    with django_assert_num_queries(5):
        client.get(reverse("commitments:public"))
