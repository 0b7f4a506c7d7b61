"""Galleries as a list shows them, and pictures with their drawn sizes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from hamyar.newsroom.enums import IN_LIST
from hamyar.newsroom.models import PhotoGalleryPage, Picture, PictureRendition


@dataclass(frozen=True)
class GalleryCard:
    """A gallery with its first picture, and how many it holds."""

    page: PhotoGalleryPage
    cover: Picture | None
    count: int


def gallery_cards(*, pages: Iterable[PhotoGalleryPage]) -> list[GalleryCard]:
    """Return galleries with their covers; two questions for all of them."""
    held = [(page, _numbers(page)) for page in pages]
    covers = Picture.objects.in_bulk({numbers[0] for _page, numbers in held if numbers})
    read_renditions(list(covers.values()), sizes=[IN_LIST])
    return [
        GalleryCard(page, covers.get(numbers[0]) if numbers else None, len(numbers)) for page, numbers in held
    ]


def _numbers(page: PhotoGalleryPage) -> list[int]:
    rows = [row for block in page.pictures.raw_data for row in block["value"]]
    return [row.get("value", row)["picture"] for row in rows]


def read_renditions(pictures: Sequence[Picture], *, sizes: Iterable[str]) -> None:
    """Read the drawn sizes of all pictures at once, as Wagtail looks for them before it asks."""
    drawn = PictureRendition.objects.filter(filter_spec__in=list(sizes))
    prefetch_related_objects(list(pictures), Prefetch("renditions", drawn, to_attr="prefetched_renditions"))
