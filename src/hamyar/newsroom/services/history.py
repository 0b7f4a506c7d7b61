"""Keeping what readers should know of an item's past: that its words changed, where it stood before."""

import hashlib
import re

from django.db import transaction

from hamyar.core.persian import search_key, to_ascii_digits
from hamyar.newsroom.blocks import words_in
from hamyar.newsroom.models import FormerAddress, NewsPage, PhotoGalleryPage, PublishedWording

_NUMBER = re.compile(r"\d[\d.,٫٬/]*")


def wording_digest(*, page: NewsPage | PhotoGalleryPage) -> str:
    """Return what stays equal while only spaces, letter forms, marks or pictures change.

    Numbers count with their marks: «۱٫۵» that becomes «۱۵» is another figure.
    """
    text = " ".join(_told(page))
    numbers = " ".join(_NUMBER.findall(to_ascii_digits(text)))
    return hashlib.sha256(f"{search_key(text)}\n{numbers}".encode()).hexdigest()


def _told(page: NewsPage | PhotoGalleryPage) -> list[str]:
    body = page.body if isinstance(page, NewsPage) else page.pictures
    kicker = page.kicker if isinstance(page, NewsPage) else ""
    return [kicker, page.title, page.deck, page.lead, *words_in(body)]


@transaction.atomic
def note_wording(*, page: NewsPage | PhotoGalleryPage) -> None:
    """Note when the words of an item that had been published before are others now."""
    digest = wording_digest(page=page)
    kept, is_new = PublishedWording.objects.get_or_create(page_id=page.pk, defaults={"digest": digest})
    if not is_new and kept.digest != digest:
        PublishedWording.objects.filter(pk=kept.pk).update(digest=digest, changed_at=page.last_published_at)


@transaction.atomic
def note_address(*, page: NewsPage | PhotoGalleryPage, former: str) -> None:
    """Let the address an item was published under lead to it for good."""
    FormerAddress.objects.filter(slug=page.slug).delete()
    if page.first_published_at:
        FormerAddress.objects.update_or_create(slug=former, defaults={"page_id": page.pk})
