"""What the search finds of news: items and galleries that are published for everyone, the oldest first."""

from collections.abc import Collection, Iterator
from typing import TypeVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hamyar.core.search import Entry, Source
from hamyar.newsroom.blocks import words_in
from hamyar.newsroom.models import NewsPage, PhotoGalleryPage

Story = TypeVar("Story", NewsPage, PhotoGalleryPage)


def _items(keys: Collection[str] | None) -> Iterator[Entry]:
    items = NewsPage.objects.live().public().select_related("news_group").prefetch_related("municipalities")
    for item in _chosen(items, keys):
        body = "\n".join(words_in(item.body))
        yield Entry(
            key=str(item.pk),
            address=_address(item),
            name_fa=item.title,
            note_fa=" · ".join(part for part in (item.news_group.name_fa, item.kicker) if part),
            note_en=item.news_group.name_en,
            keywords=f"خبر news {item.deck} {_about(item)} {item.shown_code} {item.lead}",
            text_fa="\n".join(part for part in (item.lead, item.deck, body, item.source_name) if part),
            dated=timezone.localdate(item.published_at),
        )


def _galleries(keys: Collection[str] | None) -> Iterator[Entry]:
    galleries = PhotoGalleryPage.objects.live().public().prefetch_related("municipalities")
    for gallery in _chosen(galleries, keys):
        captions = "\n".join(words_in(gallery.pictures))
        yield Entry(
            key=str(gallery.pk),
            address=_address(gallery),
            name_fa=gallery.title,
            keywords=f"گالری عکس تصاویر photo gallery {gallery.deck} {_about(gallery)} {gallery.lead}",
            text_fa="\n".join(part for part in (gallery.lead, gallery.deck, captions) if part),
            dated=timezone.localdate(gallery.published_at),
        )


def _chosen(pages: QuerySet[Story], keys: Collection[str] | None) -> Iterator[Story]:
    found = pages.order_by("published_at", "pk")
    if keys is not None:
        found = found.filter(pk__in=[key for key in keys if key.isdecimal()])
    return (page for page in found.iterator(chunk_size=500) if _address(page))


def _address(page: NewsPage | PhotoGalleryPage) -> str:
    """Return the path of the public page; nothing where no site serves it."""
    parts = page.get_url_parts()
    return str(parts[2] or "") if parts else ""


def _about(page: NewsPage | PhotoGalleryPage) -> str:
    towns = " ".join(f"{town.name_fa} {town.name_en}" for town in page.municipalities.all())
    return f"{page.hashtags} {towns}"


NEWS = Source("news", gettext_lazy("News"), "news", _items)
GALLERIES = Source("gallery", gettext_lazy("Photo galleries"), "photo", _galleries)
