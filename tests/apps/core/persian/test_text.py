"""The column "stored text" of domain.md §9.7."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamyar.core.persian import normalise, normalise_line, to_ascii_digits, to_persian_digits


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("رشتخوار ي ى ك", "رشتخوار ی ی ک"),
        ("خانهٔ ۀ ة", "خانهٔ ۀ ة"),
        ("أإٱآ", "أإٱآ"),
        ("مؤمن رئیس", "مؤمن رئیس"),
        ("اعضاء", "اعضاء"),
        ("مُحَمَّد", "مُحَمَّد"),
        ("شهـــرداری", "شهرداری"),
        ("شهرداری\u200c\u200cها", "شهرداری\u200cها"),
        ("\u200cشهرداری \u200cها\u200c", "شهرداری ها"),
        ("۱۲3٤", "۱۲3٤"),
        ("\u202bنام\u202c \u200e1\u200f \u2066x\u2069", "نام 1 x"),
        ("ا\u0653ب", "آب"),
    ],
)
def test_normalise_follows_the_table(typed: str, stored: str) -> None:
    assert normalise(typed) == stored


def test_normalise_keeps_lines_and_spaces() -> None:
    assert normalise("  یک\n\n دو  ") == "  یک\n\n دو  "


def test_normalise_line_leaves_one_space_between_words() -> None:
    assert normalise_line(" تربت \n\t حيدريه\u200c ") == "تربت حیدریه"


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_normalise_is_idempotent_and_nfc(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_digits_go_both_ways() -> None:
    assert to_ascii_digits("۱۳۹۹ ١٣٩٩ 1399 الف") == "1399 1399 1399 الف"
    assert to_persian_digits("١٣٩٩ 1399/12") == "۱۳۹۹ ۱۳۹۹/۱۲"
    assert to_persian_digits(1405) == "۱۴۰۵"
