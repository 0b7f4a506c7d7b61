"""From a written word to the terms under which it is indexed and sought."""

import re
import unicodedata
from functools import lru_cache

from hamyar.core.persian import index_stems, search_words, stem
from hamyar.core.persian.text import BIDI_CONTROLS, ZWNJ

WRITTEN_WORD = re.compile(r"[\w\u200c\u064b-\u0655\u0670\u0640\u00ad]+")
"""A word as it stands in a text, with its half-spaces, harakat and tatweel."""
LONGEST_TERM = 60
_DIRECTIONLESS = str.maketrans(dict.fromkeys(BIDI_CONTROLS))
_EZAFE = "هی"
_SHORTEST_WITH_EZAFE = 4
_LATIN_PLURAL = re.compile(r"^[a-z]{3,}[^s\W\d_]s$")


def written_words(text: str) -> list[str]:
    """Return the words of ``text`` as they are written, without marks of direction; a half-space or underscore joins."""
    return WRITTEN_WORD.findall(unicodedata.normalize("NFKC", text).translate(_DIRECTIONLESS))


@lru_cache(maxsize=100_000)
def terms_of_word(word: str) -> tuple[str, ...]:
    """Return the terms of one written word: joined first, then its parts at half-spaces.

    «شهرداری‌های» gives «شهرداری» (its plural is stripped); «تربت‌حیدریه» gives itself joined, «تربت» and «حیدریه».
    A plural standing alone («ها») and a single Persian letter give nothing.
    """
    stems = (_light(term) for term in index_stems(word.replace("_", ZWNJ)))
    return tuple(dict.fromkeys(term[:LONGEST_TERM] for term in stems if _says_something(term)))


@lru_cache(maxsize=100_000)
def joined_term(word: str) -> str:
    """Return the one term of a written word with its half-spaces read as nothing, or nothing."""
    joined = "".join(search_words(word.replace("_", ZWNJ)))
    return _light(stem(joined))[:LONGEST_TERM]


def terms_of(text: str) -> list[str]:
    """Return the distinct terms of a text in order."""
    return list(dict.fromkeys(term for word in written_words(text) for term in terms_of_word(word)))


def _says_something(term: str) -> bool:
    return len(term) > 1 or term.isascii()


def _light(term: str) -> str:
    """Strip the ezafe of «خانه‌ی» and the plural of an English word."""
    if term.endswith(_EZAFE) and len(term) >= _SHORTEST_WITH_EZAFE:
        return term[:-1]
    if _LATIN_PLURAL.match(term):
        return f"{term[:-3]}y" if term.endswith("ies") else term[:-1]
    return term
