"""How hashtags are written: one word each, an underscore where a space or half-space would break it."""

import re

from hamyar.core.persian import normalise, search_key
from hamyar.core.persian.text import ZWNJ

LONGEST = 80
"""Letters of a hashtag; what is longer is cut."""
_BREAK = re.compile(rf"[\s{ZWNJ}]+")
_NOT_A_WORD = re.compile(r"[^\w]+")
_COMMA = re.compile(r"[,،؛;]")


def hashtag_name(text: str) -> str:
    """Return the name of one hashtag without its sign: «معین کالا» and «معین‌کالا» give «معین_کالا»."""
    return _whole_name(text)[:LONGEST].strip("_")


def _whole_name(text: str) -> str:
    joined = _BREAK.sub("_", normalise(text).strip().lstrip("#").strip())
    return _NOT_A_WORD.sub("", joined).strip("_")


def hashtags_of_line(line: str) -> list[str]:
    """Return the names in a line; signs separate them, else commas («یک، دو سه» gives two)."""
    return [name for part in _parts(line) if (name := hashtag_name(part))]


def _parts(line: str) -> list[str]:
    parts = line.split("#") if "#" in line else _COMMA.split(line)
    return [_COMMA.sub(" ", part) for part in parts]


def has_long_hashtag(text: str) -> bool:
    """Tell whether a hashtag of a text would be cut."""
    return any(len(_whole_name(part)) > LONGEST for line in text.splitlines() for part in _parts(line))


def hashtags_of(text: str) -> list[str]:
    """Return the names in a text of several lines, each once, in their order."""
    names = [name for line in text.splitlines() for name in hashtags_of_line(line)]
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(hashtag_key(name), name)
    return list(once.values())


def written_hashtags(text: str) -> str:
    """Return the text with each hashtag in its right form and length; lines stay lines."""
    lines = [hashtags_of_line(line) for line in text.splitlines()]
    return "\n".join(" ".join(f"#{_cut(name)}" for name in names) for names in lines if names)


def _cut(name: str) -> str:
    return name[:LONGEST].strip("_")


def hashtag_key(name: str) -> str:
    """Return the key under which spellings of one hashtag meet."""
    return search_key(name.replace("_", " "))
