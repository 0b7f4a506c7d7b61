"""Pictures as pages show them: which file, how large, and the whole tag; kept until a picture or its sizes change.

Nothing is taken from Wagtail's own memory of drawn sizes: it does not learn what another process changed.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Picture as Drawing
from wagtail.images.shortcuts import get_rendition_or_not_found, get_renditions_or_not_found

from hamyar.core.pagecache import kept_part
from hamyar.core.pagecache.parts import parts_are_kept
from hamyar.newsroom.models import Picture

IN_TEXT = ("format-avif|width-480", "format-avif|width-960", "format-webp|width-480", "format-webp|width-960")


@dataclass(frozen=True)
class Drawn:
    """A picture in one size: its address, width and height."""

    url: str
    width: int
    height: int


def drawn(picture: Picture, spec: str) -> Drawn:
    """Return a picture in one size."""
    return _kept(picture.pk, spec) if parts_are_kept() else _drawn(picture, spec)


def drawn_by_id(pks: Iterable[int], spec: str) -> dict[int, Drawn]:
    """Return pictures in one size by their ids."""
    wanted = set(pks)
    if parts_are_kept():
        return {pk: _kept(pk, spec) for pk in wanted}
    return {pk: _drawn(picture, spec) for pk, picture in _read(wanted, [spec]).items()}


def picture_tag(picture: Picture, *, attributes: Mapping[str, str]) -> SafeString:
    """Return the tag of a picture in a text, from which browsers choose kind and width."""
    if parts_are_kept():
        return _kept_tag(picture.pk, tuple(attributes.items()))
    return _tag(picture, attributes)


@kept_part
def _kept(pk: int, spec: str) -> Drawn:
    return _drawn(_read([pk], [spec])[pk], spec)


@kept_part
def _kept_tag(pk: int, attributes: tuple[tuple[str, str], ...]) -> SafeString:
    return _tag(_read([pk], IN_TEXT)[pk], dict(attributes))


def _read(pks: Collection[int], specs: Iterable[str]) -> dict[int, Picture]:
    """Read pictures with what is drawn of them."""
    if not pks:
        return {}
    found: dict[int, Picture] = Picture.objects.prefetch_renditions(*specs).in_bulk(pks)
    return found


def _drawn(picture: Picture, spec: str) -> Drawn:
    rendition = get_rendition_or_not_found(picture, spec)
    return Drawn(rendition.url, rendition.width, rendition.height)


def _tag(picture: Picture, attributes: Mapping[str, str]) -> SafeString:
    renditions = get_renditions_or_not_found(picture, IN_TEXT)
    drawing = Drawing(renditions, {"alt": picture.description, **attributes})
    return mark_safe(drawing.__html__())  # noqa: S308 - Wagtail escapes the attributes
