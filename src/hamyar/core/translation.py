"""Translate a message whether or not Django is running (`hamyar rank` needs no settings)."""

from __future__ import annotations

import gettext as _gettext
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from django.apps import apps
from django.utils import translation

LOCALE_DIR = Path(__file__).resolve().parents[3] / "locale"
FALLBACK_LANGUAGE = "fa"
_without_django: ContextVar[str] = ContextVar("language", default=FALLBACK_LANGUAGE)


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    return _gettext.translation("django", LOCALE_DIR, languages=[language], fallback=True)


def gettext_noop(message: str) -> str:
    """Mark a message id for the catalogue; unlike Django's own it needs no settings."""
    return message


def choose_language(language: str) -> None:
    """Set the language of commands that run without Django; Django's own choice goes before it."""
    _without_django.set(language)


def active_language() -> str:
    """Return the two-letter language of the reader, Persian where none is set."""
    if not apps.ready:
        return _without_django.get()
    return (translation.get_language() or FALLBACK_LANGUAGE)[:2]


def translate(message: str, *, language: str | None = None) -> str:
    """Translate an English message id into ``language`` or the reader's language."""
    if not message:
        return ""
    if not apps.ready:
        return _catalogue(language or active_language()).gettext(message)
    if language is None:
        return translation.gettext(message)
    with translation.override(language):
        return translation.gettext(message)
