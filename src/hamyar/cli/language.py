"""The language of the command line, chosen before the commands are read."""

import sys
from functools import cache

from hamyar.config.env import read_environment
from hamyar.core import translation

LANGUAGES = ("fa", "en")


@cache
def language() -> str:
    """Return ``fa`` or ``en``: from ``--lang`` on the command line, else ``HAMYAR_LANG``, else Persian."""
    words = sys.argv[1:]
    for position, word in enumerate(words):
        if word.startswith("--lang="):
            return _known(word.partition("=")[2])
        if word == "--lang" and position + 1 < len(words):
            return _known(words[position + 1])
    return _known(read_environment().text("HAMYAR_LANG", "fa"))


def _known(word: str) -> str:
    chosen = word if word in LANGUAGES else "fa"
    translation.choose_language(chosen)
    return chosen


def translate(message: str) -> str:
    """Return the message in the language of the command line."""
    return translation.translate(message, language=language())
