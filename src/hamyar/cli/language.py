"""The language of the command line, chosen before the commands are read."""

import gettext
import sys
from functools import cache
from pathlib import Path

from hamyar.config.env import read_environment

LOCALE_FOLDER = Path(__file__).resolve().parents[3] / "locale"
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
    return word if word in LANGUAGES else "fa"


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation("django", str(LOCALE_FOLDER), languages=[language()], fallback=True)


def translate(message: str) -> str:
    """Return the message in the language of the command line."""
    return _catalogue().gettext(message)
