"""Every step and every pair of the Persian text rules: whichever spelling stands in a page, each finds it."""

import pytest

from hamyar.core.search import Entry, Source, find, read_query, rebuild
from tests.apps.core.search.made_up import offered

pytestmark = pytest.mark.django_db

SPELLINGS = {
    "other keyboard's yeh and kaf": (
        "شهرداری کاشمر",
        "شهرداري كاشمر",
        "شهرداری كاشمر",
        "شهرداريِ کاشمر",
        "شهردارى کاشمر",
    ),
    "heh with hamza": ("خانهٔ همیار", "خانۀ همیار", "خانه همیار", "خانه‌ی همیار"),
    "teh marbuta": ("تربت حیدریة", "تربت حیدریه"),
    "alef with a mark": ("آبادان", "ابادان", "أبادان", "إبادان", "ٱبادان"),
    "waw and yeh with hamza": ("سؤال رئیس", "سوال رئیس", "سوال رییس", "سؤال رييس"),
    "a final hamza": ("اعضاء شورا", "اعضا شورا"),
    "harakat and tatweel": ("مُدیر مــالی", "مدیر مالی", "مدیرِ مالی"),
    "half-space, space, neither": ("مه‌ولات", "مهولات", "مه ولات"),
    "plural": ("شهرداری‌ها", "شهرداریها", "شهرداري ها"),
    "digits": ("۱۳۹۹", "1399", "١٣٩٩"),
    "marks of direction": ("رشتخوار", "\u202bرشتخوار\u202c", "\u2067رشت\u200fخوار\u2069"),
    "other forms of letters": ("کالا", "کاﻻ", "ﻛﺎﻻ"),
    "two keyboards in one name": ("رشتخوار", "ﺭﺷﺘﺨﻮﺍﺭ"),
    "هیئت": ("هیئت امنا", "هیأت امنا", "هیات امناء", "هيئت امنا"),
    "مسئول": ("مسئول پیگیری", "مسوول پیگیری", "مسؤول پیگیری", "مسئول پي‌گيري"),
    "اولویت": ("اولویت", "الویت", "اولویت‌ها", "الويتها"),
}


@pytest.mark.parametrize("spellings", SPELLINGS.values(), ids=SPELLINGS)
def test_each_spelling_finds_a_name_in_each_spelling(spellings: tuple[str, ...]) -> None:
    entries = [Entry(str(n), f"/n/{n}/", text) for n, text in enumerate(spellings)]
    assert found_by(spellings, entries, is_proper=True) == dict.fromkeys(spellings, len(spellings))


@pytest.mark.parametrize("spellings", SPELLINGS.values(), ids=SPELLINGS)
def test_each_spelling_finds_a_text_in_each_spelling(spellings: tuple[str, ...]) -> None:
    joined = [
        spelling for spelling in spellings if spelling != "مه ولات"
    ]  # two words are one only in a proper name
    entries = [Entry(str(n), f"/n/{n}/", f"خبر {n}", text_fa=text) for n, text in enumerate(joined)]
    assert found_by(spellings, entries) == dict.fromkeys(spellings, len(joined))


def found_by(spellings: tuple[str, ...], entries: list[Entry], **kind: bool) -> dict[str, int]:
    source = Source("news", "News", "news", offered(entries), **kind)
    rebuild(sources=(source,))
    return {text: len(find(read_query(text), sources=(source,)).documents) for text in spellings}
