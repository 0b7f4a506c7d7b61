"""Questions about people that templates ask."""

import ipaddress
from typing import TYPE_CHECKING

from django import template
from django.contrib.auth.models import AnonymousUser

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()


@register.filter
def may(user: User | AnonymousUser, code: str) -> bool:
    """Tell whether the user holds a permission: ``{% if user|may:"places.view_desk" %}``."""
    return has_permission(user, code)


@register.simple_tag(takes_context=True)
def passkeys_work(context: template.Context) -> bool:
    """Tell whether browsers allow passkeys at the address of this page.

    They want ``https`` or ``localhost``, and a name rather than a number.
    """
    request: HttpRequest = context["request"]
    host = request.get_host().rpartition(":")[0] if ":" in request.get_host() else request.get_host()
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def browser(user_agent: str) -> str:
    """Return browser and system of a user agent in two words, or its beginning when it is unknown."""
    words = [next((name for mark, name in known if mark in user_agent), "") for known in (BROWSERS, SYSTEMS)]
    return " – ".join(word for word in words if word) or user_agent[:40] or "?"
