"""What search engines read in the head of a page: which address it has, and in which languages it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hamyar.core.addresses import translated

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()
MOST_DIGITS = 7


@register.simple_tag(takes_context=True)
def page_languages(context: template.Context) -> SafeString:
    """Name the address of a page and those of its translations; a narrowed list counts as the whole one."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return SafeString("")
    path = context.get("canonical_path") or request.path
    number = request.GET.get("page", "")
    query = f"?page={number}" if len(number) < MOST_DIGITS and number.isdecimal() and int(number) > 1 else ""
    addresses = [
        (code, _whole(translated(path, code, get_language())) + query) for code, _name in settings.LANGUAGES
    ]
    main = dict(addresses)[settings.LANGUAGE_CODE]
    links = format_html_join(
        "\n",
        '<link rel="alternate" hreflang="{}" href="{}">',
        [*addresses, ("x-default", main)],
    )
    return format_html('<link rel="canonical" href="{}">\n{}', _whole(path) + query, links)


@register.simple_tag
def only_address(path: str) -> SafeString:
    """Name the one address of a page that is not translated."""
    return format_html('<link rel="canonical" href="{}">', _whole(path)) if path else SafeString("")


def _whole(path: str) -> str:
    return settings.SITE_ADDRESS + iri_to_uri(path)
