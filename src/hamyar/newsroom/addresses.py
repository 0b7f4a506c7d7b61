"""Addresses of items that read well in Persian: a half-space parts words as a space does, with a hyphen."""

from collections.abc import Collection

from django.utils.text import slugify

from hamyar.core.persian.text import ZWNJ

LONGEST = 100


def readable_slug(title: str, *, before: str = "") -> str:
    """Return the last part of an address: «بهره‌برداری از پل» gives «بهره-برداری-از-پل»."""
    words = slugify(f"{before} {title}".replace(ZWNJ, "-"), allow_unicode=True)
    if len(words) <= LONGEST:
        return words
    return words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]


def is_made_of(title: str, *, slug: str) -> bool:
    """Tell whether a slug is nothing but the title, however its words are parted or glued."""
    return slug.replace("-", "") == slugify(title.replace(ZWNJ, ""), allow_unicode=True).replace("-", "")


def free_slug(wanted: str, *, taken: Collection[str]) -> str:
    """Return what is wanted, with a number where it is taken."""
    base = wanted or "news"
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in [base, *numbered] if slug not in taken)
