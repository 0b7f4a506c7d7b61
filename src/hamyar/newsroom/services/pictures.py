"""Drawing the sizes of pictures that pages show before the first reader asks for them."""

from itertools import product

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from hamyar.newsroom.enums import BESIDE_TITLE, IN_GALLERY, IN_LIST
from hamyar.newsroom.models import NewsPage, PhotoGalleryPage, Picture

IN_TEXT = tuple(f"format-{kind}|width-{width}" for kind, width in product(("avif", "webp"), (480, 960)))
"""As ``item.html`` and ``blocks/picture.html`` ask for."""
OF_ITEM = (
    *IN_TEXT,
    IN_LIST,
    "fill-800x450|format-webp",
    BESIDE_TITLE,
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
    in_text, in_galleries = _named(page)
    for pictures, sizes in ((in_text, IN_TEXT), (in_galleries, (*IN_GALLERY, IN_LIST))):
        for picture in Picture.objects.filter(pk__in=pictures):
            _draw(picture, sizes)


def _named(page: NewsPage | PhotoGalleryPage) -> tuple[set[int], set[int]]:
    """Return the numbers of the pictures that stand alone in the text, and of those in galleries."""
    stream = page.body if isinstance(page, NewsPage) else page.pictures
    alone: set[int] = set()
    grouped: set[int] = set()
    for model, number, path, _exact in stream.stream_block.extract_references(stream):
        if model is Picture:
            (grouped if ".item." in path else alone).add(int(number))
    return alone, grouped


def _draw(picture: Picture, sizes: tuple[str, ...]) -> None:
    try:
        picture.get_renditions(*sizes)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return
