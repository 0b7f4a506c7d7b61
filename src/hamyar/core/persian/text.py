"""The form in which every text is stored."""

import re
import unicodedata

ZWNJ = "\u200c"
TATWEEL = "\u0640"
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"

YEH_AND_KAF = {"ي": "ی", "ى": "ی", "ك": "ک"}

_STORED = str.maketrans({**YEH_AND_KAF, TATWEEL: None, **dict.fromkeys(BIDI_CONTROLS)})
_ZWNJ_RUN = re.compile(f"{ZWNJ}{{2,}}")
_ZWNJ_AT_EDGE = re.compile(rf"(?<=\s){ZWNJ}|{ZWNJ}(?=\s)|^{ZWNJ}|{ZWNJ}$")


def normalise(text: str) -> str:
    """Return ``text`` as it is stored: one letter for yeh and kaf, NFC, clean half-spaces.

    Digits, hamzas and harakat stay as typed; tatweel and invisible direction marks go.
    Whitespace is left alone; names of one line use :func:`normalise_line`.
    """
    text = unicodedata.normalize("NFC", text).translate(_STORED)
    return _ZWNJ_AT_EDGE.sub("", _ZWNJ_RUN.sub(ZWNJ, text))


def normalise_line(text: str) -> str:
    """Normalise a name or title: also no line breaks, no double and no outer spaces."""
    return normalise(" ".join(normalise(text).split()))
