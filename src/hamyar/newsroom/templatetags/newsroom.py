"""What the templates of items ask for; the pages are drawn by Wagtail, in previews too."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override
from wagtail.blocks import StructValue
from wagtail.models import Site

from hamyar.accounts.permissions import has_permission
from hamyar.core.addresses import address_of
from hamyar.core.pagecache import live_part
from hamyar.newsroom import renditions, selectors, structured
from hamyar.newsroom.enums import BESIDE_TITLE, IN_GALLERY, PLACEHOLDERS, DraftKind
from hamyar.newsroom.models import NewsPage, PhotoGalleryPage, Picture
from hamyar.newsroom.models.pages import address_under
from hamyar.newsroom.views.cards import card_of
from hamyar.priorities.models import Publication
from hamyar.projects.models import Project
from hamyar.visits.enums import MADE
from hamyar.visits.models import CountySession, Meeting, Visit

register = template.Library()
_IN_SCRIPT = {ord(each): f"\\u{ord(each):04x}" for each in "<>&"}


@register.simple_tag
def hashtag_lines(page: NewsPage | PhotoGalleryPage) -> list[list[str]]:
    """Return the hashtags of an item, by line."""
    return selectors.hashtag_lines(page=page)


@register.simple_tag
def related(page: NewsPage) -> list[tuple[selectors.RelatedItem, str, renditions.Drawn | None]]:
    """Return related items with their addresses and pictures."""
    roots, items = Site.get_site_root_paths(), selectors.related_items(page=page)
    pictures = renditions.drawn_by_id([item.picture_id for item in items if item.picture_id], BESIDE_TITLE)
    return [
        (
            item,
            address_under(roots, url_path=item.url_path) or NewsPage.objects.get(pk=item.pk).url,
            pictures.get(item.picture_id or 0),
        )
        for item in items
    ]


@register.simple_tag
def drawn(picture: Picture, spec: str) -> renditions.Drawn:
    """Return the address, width and height of a picture in one size."""
    return renditions.drawn(picture, spec)


@register.simple_tag
def picture_tag(picture: Picture, **attributes: str) -> SafeString:
    """Write a picture of a text in all its kinds and widths."""
    return renditions.picture_tag(picture, attributes=attributes)


@register.simple_tag
def words_changed_at(page: NewsPage | PhotoGalleryPage) -> datetime | None:
    """Return when the words of an item were changed after it was published."""
    return selectors.words_changed_at(page=page)


@register.simple_tag
def gallery_pictures(values: Sequence[StructValue]) -> Sequence[StructValue]:
    """Return the pictures of a gallery with their drawn sizes, read at once."""
    selectors.read_renditions([value["picture"] for value in values], sizes=IN_GALLERY)
    return values


@register.simple_tag(takes_context=True)
def view_count(context: Context, page: NewsPage | PhotoGalleryPage) -> str:
    """Say how many readers an item had; true also where the rest of the page comes from the cache."""
    return live_part(context.get("request"), name="readers", argument=page.pk or 0)


@register.simple_tag
def placeholders() -> list[tuple[str, str]]:
    """Return the placeholders of each kind of draft, as they are written."""
    return [(str(kind.label), "، ".join(f"{{{name}}}" for name in PLACEHOLDERS[kind])) for kind in DraftKind]


@register.inclusion_tag("newsroom/includes/draft_button.html", takes_context=True)
def news_about(context: Context, source: Meeting | Publication | Project) -> dict[str, Any]:
    """Show the items that tell of a visit, a session, a ranking or a project; to those who write the button for a draft."""
    request = context["request"]
    may_write = has_permission(request.user, "newsroom.write_news")
    kind = {Visit: "visit", CountySession: "session", Publication: "ranking", Project: "project"}[
        type(source)
    ]
    items = NewsPage.objects.filter(**{kind: source}).order_by("-published_at", "-pk")
    return {
        "may_write": may_write and _is_tellable(source),
        "items": items if may_write else items.live().filter(view_restrictions__isnull=True),
        "draft_url": reverse(f"newsroom:draft_{kind}", args=[source.pk]),
        "csrf_token": context.get("csrf_token"),
    }


def _is_tellable(source: Meeting | Publication | Project) -> bool:
    if isinstance(source, Project):
        return source.is_published
    return isinstance(source, Publication) or source.state in MADE


@register.simple_tag
def share_picture(page: NewsPage | PhotoGalleryPage) -> str:
    """Return the whole address of what stands beside a shared item: its picture, else its drawn card."""
    if not isinstance(page, NewsPage) or not page.pk:
        return ""
    if page.picture:
        return f"{settings.SITE_ADDRESS}{renditions.drawn(page.picture, 'fill-1200x630|format-jpeg').url}"
    return f"{settings.SITE_ADDRESS}{address_of('newsroom:card', pk=page.pk, digest=card_of(page).digest)}"


def _json_ld(data: Any) -> SafeString:
    text = json.dumps(data, ensure_ascii=False).translate(_IN_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


@register.simple_tag
def news_address(page: NewsPage | PhotoGalleryPage) -> str:
    """Return the one address of an item: the Persian one, for it is not translated; a preview may have none."""
    with override(settings.LANGUAGE_CODE):
        return page.get_url() or ""


@register.simple_tag
def structured_article(page: NewsPage, picture: str) -> SafeString:
    """Describe an item to search engines; a preview that was never saved is not described."""
    if not page.pk:
        return SafeString("")
    address = f"{settings.SITE_ADDRESS}{news_address(page)}"
    return _json_ld(structured.article(page=page, address=address, picture=picture))


@register.simple_tag
def structured_organisation() -> SafeString:
    """Describe the organisation to search engines."""
    return _json_ld(structured.organisation())


@register.simple_tag
def structured_visits(counties: Iterable[Any]) -> SafeString:
    """Describe announced visits to search engines, as the page lists them by county."""
    visits = [visit for county in counties for visit in county.visits]
    return _json_ld([structured.coming_visit(visit=visit) for visit in visits]) if visits else SafeString("")
