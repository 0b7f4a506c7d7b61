"""Drawing the sizes of pictures that pages show before the first reader asks for them."""

from collections.abc import Iterable
from itertools import product

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from hamyar.newsroom.models import NewsPage, PhotoGalleryPage, Picture

IN_TEXT = tuple(f"format-{kind}|width-{width}" for kind, width in product(("avif", "webp"), (480, 960)))
"""As ``item.html`` and ``blocks/picture.html`` ask for."""
OF_ITEM = (
    *IN_TEXT,
    "fill-480x300|format-webp",
    "fill-800x450|format-webp",
    "fill-240x160|format-webp",
    "fill-1200x630|format-jpeg",
)
"""The main picture stands in lists, on the first page and beside a shared link too."""


def draw_pictures(*, page: NewsPage | PhotoGalleryPage) -> None:
    """Draw every size in which a published page and the lists show its pictures; what is there stays.

    A picture whose file cannot be read is left out: its page is shown without it.
    """
    main = page.picture if isinstance(page, NewsPage) else None
    if main is not None:
        _draw(main, OF_ITEM)
    for picture in _in_text(page):
        _draw(picture, IN_TEXT)


def _in_text(page: NewsPage | PhotoGalleryPage) -> Iterable[Picture]:
    stream = page.body if isinstance(page, NewsPage) else page.pictures
    named = stream.stream_block.extract_references(stream)
    return Picture.objects.filter(pk__in={int(number) for model, number, *_path in named if model is Picture})


def _draw(picture: Picture, sizes: tuple[str, ...]) -> None:
    try:
        picture.get_renditions(*sizes)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return
