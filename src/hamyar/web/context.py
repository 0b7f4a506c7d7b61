"""The links every page offers."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from hamyar.core.addresses import address_of
from hamyar.core.context import organisation
from hamyar.core.pagecache import kept_part
from hamyar.group.selectors import group_links
from hamyar.web import navigation


def _search_address() -> str:
    try:
        return address_of("web:search")
    except NoReverseMatch:
        return ""


@kept_part
def _footer() -> SafeString:
    """Draw the footer; it is the same for everybody on every page of a language."""

    def everybody_s(pages: tuple[navigation.Page, ...]) -> list[navigation.Link]:
        return navigation.links_of(pages, user=AnonymousUser(), path="")

    shown = {
        "organisation": organisation(),
        "site_address": settings.SITE_ADDRESS,
        "public_links": everybody_s(navigation.PUBLIC),
        "footer_links": everybody_s(navigation.FOOTER),
        "group_links": group_links(),
    }
    return render_to_string("core/includes/footer.html", shown)


def links(request: HttpRequest) -> dict[str, object]:
    """Give templates the links of header, footer, desk and account; each list is made when it is shown."""
    user, path = getattr(request, "user", None), request.path
    if user is None:
        return {}

    def lazily(pages: tuple[navigation.Page, ...]) -> SimpleLazyObject[list[navigation.Link]]:
        return SimpleLazyObject(lambda: navigation.links_of(pages, user=user, path=path))

    return {
        "public_links": lazily(navigation.PUBLIC),
        "account_links": lazily(navigation.ACCOUNT),
        "footer": SimpleLazyObject(_footer),
        "desk_links": SimpleLazyObject(lambda: navigation.desk_links(user=user, path=path)),
        "search_address": _search_address(),
    }
