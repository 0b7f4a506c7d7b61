"""What the templates of items ask for; the pages are drawn by Wagtail, in previews too."""

from typing import Any

from django import template
from django.template import Context

from hamyar.core.pagecache import live_part
from hamyar.group.selectors import GroupLink
from hamyar.group.selectors import group_links as _group_links
from hamyar.newsroom import selectors
from hamyar.newsroom.models import NewsPage, PhotoGalleryPage

register = template.Library()


@register.simple_tag
def group_links() -> list[GroupLink]:
    """Return the companies and brands for the footer."""
    return _group_links()


@register.simple_tag
def hashtag_lines(page: NewsPage | PhotoGalleryPage) -> list[list[str]]:
    """Return the hashtags of an item, by line."""
    return selectors.hashtag_lines(page=page)


@register.simple_tag
def related(page: NewsPage) -> Any:
    """Return related items."""
    return selectors.related_items(page=page)


@register.simple_tag(takes_context=True)
def view_count(context: Context, page: NewsPage | PhotoGalleryPage) -> str:
    """Say how many readers an item had; true also where the rest of the page comes from the cache."""
    return live_part(context.get("request"), name="readers", argument=page.pk or 0)
