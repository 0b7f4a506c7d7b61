"""Keys under which differently typed spellings of one text meet."""

import re
import unicodedata

from hamyar.core.persian.digits import to_ascii_digits
from hamyar.core.persian.synonyms import SYNONYMS
from hamyar.core.persian.text import BIDI_CONTROLS, TATWEEL, YEH_AND_KAF, ZWNJ

_HARAKAT = "".join(map(chr, range(0x064B, 0x0653))) + "\u0670"
_COMBINING_HAMZA = "\u0653\u0654\u0655"
_INVISIBLE = "\u00ad\u200b\u200d"

_FOLD = str.maketrans(
    {
        **YEH_AND_KAF,
        **dict.fromkeys("ۀةەہۂ", "ه"),
        **dict.fromkeys("أإٱآ", "ا"),
        "ؤ": "و",
        "ئ": "ی",
        **dict.fromkeys("ء" + _HARAKAT + _COMBINING_HAMZA + TATWEEL + BIDI_CONTROLS + _INVISIBLE),
    }
)
_WORD = re.compile(r"\w+")


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_FOLD)
    return to_ascii_digits(text).casefold()


def _unite(word: str) -> str:
    for spelling, agreed in SYNONYMS:
        word = word.replace(spelling, agreed)
    return word


def search_words(text: str) -> list[str]:
    """Return the folded words of ``text`` in order, a half-space read as nothing («شهرداریها»)."""
    return [_unite(word) for word in _WORD.findall(_fold(text).replace(ZWNJ, ""))]


def search_terms(text: str) -> list[str]:
    """Return the words to put into an index: each half-space once as nothing and once as a space.

    «شهرداری‌ها» gives ``["شهرداریها", "شهرداری", "ها"]``, so either way of typing finds it.
    """
    folded = _fold(text)
    joined = search_words(text)
    parts = [_unite(w) for w in _WORD.findall(folded.replace(ZWNJ, " "))] if ZWNJ in folded else []
    return list(dict.fromkeys([*joined, *parts]))


def search_key(text: str) -> str:
    """Return the key that is equal for all spellings of one text, without any space.

    «شهرداری‌ها», «شهرداریها» and «شهرداري ها» share one key, so keys compare by equality and by
    containment. To find words in any order, ask for each of :func:`search_words` in the key.
    """
    return _unite("".join(search_words(text)))


def matches(query: str, text: str) -> bool:
    """Tell whether every word of ``query`` occurs in ``text``, whatever the spelling."""
    key = search_key(text)
    return search_key(query) in key or all(word in key for word in search_words(query))
