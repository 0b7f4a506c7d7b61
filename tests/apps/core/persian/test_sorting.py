"""Persian order, checked against what ICU gives for ``Intl.Collator('fa')`` (domain.md §9.7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamyar.core.persian import sort_key

# The order that Node 20 (ICU) gives; members of one group compare as equal at base level.
ICU_GROUPS = [
    ["1", "۱", "١"], ["آ"], ["ا", "ٱ"], ["ء", "أ", "إ", "ؤ", "ئ"], ["ب"], ["پ"], ["ت"], ["ث"], ["ج"], ["چ"],
    ["ح"], ["خ"], ["د"], ["ذ"], ["ر"], ["ز"], ["ژ"], ["س"], ["ش"], ["ص"], ["ض"], ["ط"], ["ظ"], ["ع"], ["غ"],
    ["ف"], ["ق"], ["ک", "ك"], ["گ"], ["ل"], ["م"], ["ن"], ["و"], ["ه", "\u06d5", "ة", "ۀ"], ["ی", "ى", "ي"],
    ["a", "A"], ["z"],
]  # fmt: skip


def test_sort_key_has_the_order_of_icu() -> None:
    keys = [{sort_key(letter) for letter in group} for group in ICU_GROUPS]
    assert [len(group) for group in keys] == [1] * len(ICU_GROUPS)
    order = [group.pop() for group in keys]
    assert order == sorted(order)
    assert len(set(order)) == len(order)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("آباد", "ابر"),
        ("تربت جام", "تربتا"),
        ("گناباد", "لطف‌آباد"),
        ("ولات", "هرات"),
        ("پایین", "تایباد"),
        ("۲", "۹"),
        ("شهر", "شهرآباد"),
        ("-", "1"),
        ("رشتخوار", "Roshtkhar"),
    ],
)
def test_sort_key_puts_first_before_second(first: str, second: str) -> None:
    assert sort_key(first) < sort_key(second)


def test_sort_key_ignores_a_half_space_but_not_a_space() -> None:
    assert sort_key("مه‌ولات") == sort_key("مهولات")
    assert sort_key("مه ولات") < sort_key("مهولات")


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_sort_key_is_plain_ascii_so_that_every_collation_agrees(text: str) -> None:
    key = sort_key(text)
    assert key == "" or (key.isascii() and key.isalnum() and key == key.lower())
