"""The column "search key" of domain.md §9.7, its pairs and its synonyms."""

import pytest

from hamyar.core.persian import index_stems, matches, search_key, search_terms, search_words, stem


@pytest.mark.parametrize(
    "spellings",
    [
        ("شهرداری\u200cها", "شهرداریها", "شهرداري ها"),
        ("مه\u200cولات", "مهولات", "مه ولات"),
        ("رشتخوار كاشمر ی", "رشتخوار کاشمر ي", "رشتخوار کاشمر ى"),
        ("۱۳۹۹", "1399", "١٣٩٩"),
        ("آبادان", "ابادان", "أبادان", "إبادان", "ٱبادان"),
        ("خانهٔ", "خانۀ", "خانه", "خانة"),
        ("رئیس", "رییس"),
        ("مؤسسه", "موسسه"),
        ("اعضاء", "اعضا"),
        ("مُحَمَّد", "محمد", "محـــمد"),
        ("ﻻله", "لاله"),
        ("\u202bنیشابور\u202c", "نیشابور\u200f"),
        ("هیئت", "هیأت", "هیات", "هيأت"),
        ("مسئول", "مسوول", "مسؤول"),
        ("هیئت\u200cمدیره", "هیأت مدیره"),
        ("مسئله", "مسأله", "مساله"),
        ("اولویت", "الویت"),
        ("رشتخار", "رشتخوار"),
        ("دره\u200cگز", "درگز", "دره گز"),
        ("Mashhad", "MASHHAD"),
    ],
)
def test_spellings_share_one_key(spellings: tuple[str, ...]) -> None:
    assert len({search_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("شهردار", "شهرداری"), ("تربت جام", "تربت حیدریه"), ("باخرز", "باجگیران"), ("1399", "1398")],
)
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


def test_search_words_read_a_half_space_as_nothing() -> None:
    assert search_words("شهرداري\u200cهای مَشهد، ۱۴۰۵") == ["شهرداریهای", "مشهد", "1405"]


def test_search_terms_index_a_half_space_removed_and_as_space() -> None:
    assert search_terms("مه\u200cولات") == ["مهولات", "مه", "ولات"]
    assert search_terms("شهر جدید") == ["شهر", "جدید"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("تربت جام", True), ("جام تربت", True), ("تربتجام", True), ("حیدریه", False), ("", True)],
)
def test_matches_finds_words_in_any_order(*, query: str, expected: bool) -> None:
    assert matches(query, "شهرداری تربت\u200cجام") is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("شهرداریها", "شهرداری"),
        ("شهرداریهای", "شهرداری"),
        ("شهرداریهایشان", "شهرداری"),
        ("محرومترین", "محروم"),
        ("شهرداری", "شهرداری"),
        ("دفتر", "دفتر"),
        ("سازمان", "سازمان"),
        ("بها", "بها"),
    ],
)
def test_stem_strips_only_plural_and_comparative(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize("query", ["شهرداری ها", "شهرداری\u200cها", "شهرداریها", "شهرداری"])
def test_index_stems_unite_the_plurals(query: str) -> None:
    indexed = set(index_stems("همکاری با شهرداري\u200cهای استان"))
    assert set(index_stems(query)) <= indexed
