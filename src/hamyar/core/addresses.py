"""Addresses by the name of their page, remembered: a page names forty of them, and they never change while we run."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse, translate_url
from django.utils.translation import get_language

MOST_REMEMBERED = 8192
PLAIN = (str, int)


def address_of(name: str, *args: object, current_app: str | None = None, **kwargs: object) -> str:
    """Return what ``reverse`` returns, from memory where the arguments are words and numbers.

    Raises
    ------
    django.urls.NoReverseMatch
        When there is no such page.
    """
    if all(isinstance(each, PLAIN) for each in (*args, *kwargs.values())):
        where = (get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), get_language())
        return _remembered(name, where, current_app, len(args), *args, **kwargs)
    return reverse(name, args=args, kwargs=kwargs, current_app=current_app)


@lru_cache(maxsize=1024)
def translated(address: str, language: str, _from_language: str | None) -> str:
    """Return an address in another language than the active one."""
    return translate_url(address, language)


@lru_cache(maxsize=MOST_REMEMBERED, typed=True)
def _remembered(
    name: str, _where: tuple[Any, ...], current_app: str | None, _count: int, *args: object, **kwargs: object
) -> str:
    return reverse(name, args=args, kwargs=kwargs, current_app=current_app)
