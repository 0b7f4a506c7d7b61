"""Persian order as a string that sorts alike in Python, SQLite and PostgreSQL under every collation."""

import re
import unicodedata

from hamyar.core.persian.digits import ASCII_DIGITS, to_ascii_digits
from hamyar.core.persian.text import BIDI_CONTROLS, TATWEEL, ZWNJ

# Letters of one group are equal. The order is that of CLDR for Persian.
_LETTERS = (
    "آ", "اٱ", "ءأإؤئ", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ", "د", "ذ", "ر", "ز", "ژ", "س", "ش", "ص",
    "ض", "ط", "ظ", "ع", "غ", "ف", "ق", "کك", "گ", "ل", "م", "ن", "و", "هةۀەہ", "یيى",
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ALPHABET = ASCII_DIGITS + _LATIN

_SPACE = "00"
_OTHER_BEFORE, _DIGIT, _LETTER, _LATIN_LETTER, _OTHER_AFTER = "0z", "1", "2", "4", "zz"
_IGNORED = re.compile(f"[{ZWNJ}{TATWEEL}{BIDI_CONTROLS}\u00ad\u200b\u200d]|[\u064b-\u0655\u0670]")


def _base36(number: int, width: int) -> str:
    digits = ""
    for _ in range(width):
        number, rest = divmod(number, 36)
        digits = _ALPHABET[rest] + digits
    return digits


def _table() -> dict[str, str]:
    table = {digit: f"{_DIGIT}{digit}" for digit in ASCII_DIGITS}
    for place, group in enumerate(_LETTERS):
        code = _base36(int(_LETTER) * 36 + place, 2)
        table.update(dict.fromkeys(group, code))
    table.update({letter: f"{_LATIN_LETTER}{letter}" for letter in _LATIN})
    return table


_CODES = _table()


def _code(character: str) -> str:
    known = _CODES.get(character)
    if known:
        return known
    if character.isspace():
        return _SPACE
    side = _OTHER_AFTER if character.isalpha() else _OTHER_BEFORE
    return side + _base36(ord(character), 4)


def sort_key(text: str) -> str:
    """Return a key of ASCII letters and digits whose order is the Persian order of ``text``.

    آ stands before ا, letters with hamza after it; ک = ك, ی = ي, ه = ة; the three sets of digits are equal;
    a half-space counts for nothing, a space comes first; punctuation < digits < Persian < Latin.
    Equal keys are possible: break ties by id.
    """
    plain = _IGNORED.sub("", unicodedata.normalize("NFKC", text))
    return "".join(map(_code, to_ascii_digits(plain).casefold()))
