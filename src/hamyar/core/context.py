"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def site(request: HttpRequest) -> dict[str, object]:
    """Give templates the organisation's name in the language of the page, and the site's address."""
    return {
        "organisation": organisation(),
        "site_address": settings.SITE_ADDRESS,
        "theme": _theme(request),
        "map_tiles": settings.MAP_TILES,
    }


def organisation() -> str:
    """Return the organisation's name in the language of the page."""
    return settings.ORGANISATION.get(get_language() or settings.LANGUAGE_CODE, settings.ORGANISATION["fa"])


def _theme(request: HttpRequest) -> str:
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in {"light", "dark"} else ""
