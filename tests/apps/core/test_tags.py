from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from hamyar.core.tiers import tier_step

DAY = date(2021, 3, 1)


def rendered(source: str, *, language: str = "fa", **context: object) -> str:
    with override(language):
        return Template("{% load hamyar %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("source", "value", "fa", "en"),
    [
        ("{{ x|number }}", 7514, "۷٬۵۱۴", "7,514"),
        ("{{ x|number:2 }}", 0.8125, "۰٫۸۱", "0.81"),
        ("{{ x|number:1 }}", -12.5, "\u200e−۱۲٫۵", "−12.5"),
        ("{{ x|percent:1 }}", 0.1238, "۱۲٫۴٪", "12.4%"),
        ("{{ x|digits }}", 1395, "۱۳۹۵", "1395"),
        ("{{ x|bdi }}", "1405/12-ف", "<bdi>1405/12-ف</bdi>", "<bdi>1405/12-ف</bdi>"),
        ("{{ x|bdi }}", "مرکزی", "<bdi>مرکزی</bdi>", '<bdi lang="fa" dir="rtl">مرکزی</bdi>'),
        ("{{ x|bdi }}", "<b>بد", "<bdi>&lt;b&gt;بد</bdi>", '<bdi lang="fa" dir="rtl">&lt;b&gt;بد</bdi>'),
    ],
)  # fmt: skip
def test_a_value_is_written_in_the_language_of_the_page(source: str, value: object, fa: str, en: str) -> None:
    assert rendered(source, x=value) == fa
    assert rendered(source, x=value, language="en") == en


def test_a_date_is_written_in_words_and_short() -> None:
    assert rendered("{{ x|jalali }}", x=DAY) == '<time datetime="2021-03-01">۱۱ اسفند ۱۳۹۹</time>'
    assert "۱۳۹۹/۱۲/۱۱" in rendered("{{ x|jalali_short }}", x=DAY)
    english = '<time datetime="2021-03-01" lang="en" dir="ltr">11 Esfand 1399</time>'
    assert rendered("{{ x|jalali }}", x=DAY, language="en") == english  # in order inside Persian words too
    assert "—" in rendered("{{ x|jalali }}", x=None)


def test_an_instant_is_told_in_tehran_time() -> None:
    moment = datetime(2021, 2, 28, 22, 30, tzinfo=UTC)
    assert "۱۱ اسفند ۱۳۹۹، ۰۲:۰۰" in rendered("{{ x|jalali_time }}", x=moment)


@pytest.mark.parametrize("value", [None, "", float("nan")])
def test_a_missing_number_is_a_dash_with_its_reason(value: object) -> None:
    shown = rendered("{{ x|missing:'شمرده نشده'|number:1 }}", x=value)
    assert "—" in shown
    assert "شمرده نشده" in shown
    assert 'tabindex="0"' in shown
    assert "شمرده نشده" not in rendered("{{ x|missing:'شمرده نشده'|number:1 }}", x=3)
    assert "—" in rendered("{{ x|number }}", x=value)


def test_the_reason_of_a_missing_value_is_escaped() -> None:
    assert "<b>" not in rendered("{{ x|missing:reason }}", x=None, reason="<b>")


def test_money_says_its_unit_and_the_exact_rial() -> None:
    shown = rendered("{{ x|toman }}", x=1_250_000_000)
    assert ">۱۲۵ " in shown
    assert 'title="۱٬۲۵۰٬۰۰۰٬۰۰۰' in shown
    assert "—" in rendered("{{ x|toman }}{{ x|rial }}", x=None)


def test_a_tier_carries_its_step_and_is_told_in_words() -> None:
    assert 'class="tier tier-5"' in rendered("{% tier 5 %}")
    assert 'class="tier tier-5"' in rendered("{% tier 3 of=3 %}")
    assert "—" in rendered("{% tier x %}", x=None)


@pytest.mark.parametrize(
    ("number", "of", "step"), [(1, 5, 1), (5, 5, 5), (1, 1, 5), (2, 3, 3), (7, 7, 5), (9, 5, 5), (0, 5, 1)]
)
def test_the_last_tier_always_takes_the_strongest_step(number: int, of: int, step: int) -> None:
    assert tier_step(number, of=of) == step


def test_a_rank_interval_is_drawn_from_the_right_in_persian() -> None:
    source = "{% interval 1 5.5 10 most=10 %}"
    assert 'x1="100.00" x2="0.00"' in rendered(source)
    assert 'x1="0.00" x2="100.00"' in rendered(source, language="en")
    assert "from 1 to 10" in rendered(source, language="en")


def test_a_bar_stays_within_its_track() -> None:
    assert 'width="100.00"' in rendered("{% minibar 1.7 %}")
    assert 'width="0.00"' in rendered("{% minibar -3 %}")


def test_a_crumb_is_a_link_by_name_by_address_or_the_page_itself() -> None:
    assert '<a href="/desk/">میز</a>' in rendered("{% crumb 'میز' 'web:desk' %}")
    assert '<a href="/m/1359">' in rendered("{% crumb 'رشتخوار' '/m/1359' %}")
    assert 'aria-current="page"' in rendered("{% crumb 'رشتخوار' %}")


def test_the_heading_of_a_column_turns_its_order_round_and_keeps_the_filters() -> None:
    request = RequestFactory().get("/municipalities/", {"sort": "name", "county": "12", "page": "3"})
    shown = rendered("{% sort_link 'name' 'شهر' %}|{% sort_state 'name' %}", request=request)
    assert 'href="?sort=-name&amp;county=12"' in shown
    assert shown.endswith("|ascending")


def test_the_language_link_leads_to_the_same_page() -> None:
    request = RequestFactory().get("/desk/?tier=5")
    assert rendered("{% language_address 'en' %}", request=request) == "/en/desk/?tier=5"


def test_pagination_says_which_rows_are_shown_and_keeps_the_filters() -> None:
    request = RequestFactory().get("/x/", {"county": "12"})
    with override("fa"):
        page = Paginator(range(230), 20).page(4)
        shown = render_to_string("core/includes/pagination.html", {"page": page}, request=request)
    assert "۶۱ تا ۸۰ از ۲۳۰" in shown
    assert "?county=12&amp;page=5" in shown
    assert 'aria-current="page">۴' in shown
