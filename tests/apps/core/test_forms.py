"""Fields that read what is typed in Persian."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from hamyar.accounts.models import Role
from hamyar.core.forms import (
    IdentifierField,
    IntegerField,
    JalaliDateField,
    LineField,
    MoneyField,
    NumberField,
    RecordField,
    TextField,
)
from hamyar.core.money import Display, Money


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


class VisitForm(forms.Form):
    held_on = JalaliDateField(required=False, earliest=date(2026, 3, 21), latest=date(2027, 3, 20))


class BudgetForm(forms.Form):
    amount = MoneyField(display=Display.MILLION_RIAL)


def budget(expected: Money | None = None, **data: str) -> BudgetForm:
    form = BudgetForm(data)
    form.fields["amount"].expected = expected
    return form


@pytest.mark.parametrize("typed", ["1405/9/1", "۱۴۰۵/۰۹/۰۱", "۱ آذر ۱۴۰۵"])
def test_a_jalali_date_is_read(typed: str) -> None:
    form = VisitForm({"held_on": typed})
    assert form.is_valid()
    assert form.cleaned_data["held_on"] == date(2026, 11, 22)


def test_an_empty_date_is_none() -> None:
    form = VisitForm({"held_on": " "})
    assert form.is_valid()
    assert form.cleaned_data["held_on"] is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1405/12/30", "date_no_such_day"),
        ("فردا", "date_unreadable"),
        ("1404/12/29", "date_too_early"),
        ("1406/01/01", "date_too_late"),
    ],
)
def test_a_wrong_date_is_refused(typed: str, code: str) -> None:
    form = VisitForm({"held_on": typed})
    assert [error.code for error in form.errors.as_data()["held_on"]] == [code]
    assert f'value="{typed}"' in str(form["held_on"])


def test_the_date_box_works_without_javascript_and_offers_itself_to_the_picker() -> None:
    html = str(VisitForm(initial={"held_on": date(2026, 11, 22)})["held_on"])
    assert 'type="text"' in html
    assert 'value="1405/09/01"' in html
    assert "data-jalali" in html


def test_an_unchanged_date_is_not_a_change() -> None:
    form = VisitForm({"held_on": "۱۴۰۵/۰۹/۰۱"}, initial={"held_on": date(2026, 11, 22)})
    assert not form.has_changed()


def test_text_is_normalised() -> None:
    assert LineField().clean(" شهرداري  كاشمر\u200c ") == "شهرداری کاشمر"
    assert TextField().clean("يك\nدو") == "یک\nدو"
    assert IdentifierField().clean("۰۰۸۴۵") == "00845"


def test_numbers_are_read() -> None:
    assert NumberField().clean("۱٬۲۳۴٫۵") == Decimal("1234.5")
    assert IntegerField().clean("۱٬۲۳۴") == 1234
    assert IntegerField(required=False).clean("") is None
    for typed in ("۱۲٫۵", "ده", "۱,۲"):
        with pytest.raises(forms.ValidationError):
            IntegerField().clean(typed)
    with pytest.raises(forms.ValidationError):
        NumberField(max_value=100).clean("۱۰۱")


@pytest.mark.parametrize(
    ("amount", "unit", "rials"),
    [
        ("۲٫۵", "million_rial", 2_500_000),
        ("۲٫۵", "billion_toman", 25_000_000_000),
        ("۲٫۵ میلیارد تومان", "rial", 25_000_000_000),
        ("۱٬۰۰۰ ریال جدید", "rial", 10_000_000),
    ],
)
def test_money_is_read_with_its_unit(amount: str, unit: str, rials: int) -> None:
    form = budget(amount=amount, amount_unit=unit)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == Money(rials)


@pytest.mark.parametrize(
    ("amount", "unit", "code"),
    [
        ("", "rial", "required"),
        ("پنج", "rial", "number_unreadable"),
        ("۰٫۵", "rial", "money_not_whole"),
        ("۵", "dollar", "invalid_choice"),
        ("۱,۲", "rial", "number_badly_grouped"),
    ],
)
def test_wrong_money_is_refused(amount: str, unit: str, code: str) -> None:
    form = budget(amount=amount, amount_unit=unit)
    assert [error.code for error in form.errors.as_data()["amount"]] == [code]


def test_a_jump_of_ten_is_asked_about_once_and_confirmed_by_sending_again() -> None:
    before = Money(11_000_000)
    form = budget(before, amount="120", amount_unit="million_rial")
    assert [error.code for error in form.errors.as_data()["amount"]] == ["money_suspicious"]
    assert "10 times?" in form.errors["amount"][0]
    assert 'name="amount_seen" value="120000000"' in str(form["amount"])
    again = budget(before, amount="120", amount_unit="million_rial", amount_seen="120000000")
    assert again.is_valid()
    changed = budget(before, amount="130", amount_unit="million_rial", amount_seen="120000000")
    assert not changed.is_valid()


def test_stored_money_is_shown_in_the_unit_of_the_field() -> None:
    html = str(BudgetForm(initial={"amount": Money(2_500_000_000)})["amount"])
    assert 'value="2,500"' in html
    assert '<option value="million_rial" selected>million rials</option>' in html


class FigureForm(forms.Form):
    latitude = NumberField()
    people = IntegerField()


@pytest.mark.parametrize(
    ("language", "latitude", "people"), [("fa", "\u200e−۳۴٫۹۷۵", "۱٬۲۳۴"), ("en", "−34.975", "1,234")]
)
def test_a_stored_number_is_shown_in_the_digits_of_the_page_and_read_back_as_it_was(
    language, latitude, people
):
    with translation.override(language):
        form = FigureForm(initial={"latitude": Decimal("-34.975"), "people": 1234})
        assert form["latitude"].as_widget().count(f'value="{latitude}"') == 1
        assert f'value="{people}"' in str(form["people"])
        sent = FigureForm({"latitude": latitude, "people": people}, initial=form.initial)
        assert sent.is_valid()
        assert sent.cleaned_data == {"latitude": Decimal("-34.975"), "people": 1234}
        assert not sent.has_changed()


def test_what_was_typed_wrong_is_shown_as_it_was_typed():
    assert 'value="12x"' in str(FigureForm({"latitude": "12x", "people": ""})["latitude"])


@pytest.mark.django_db
def test_no_record_chosen_is_said_in_words():
    class ChoiceForm(forms.Form):
        role = RecordField(queryset=Role.objects.none())

    assert "not chosen" in str(ChoiceForm()["role"])
