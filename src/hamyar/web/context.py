"""The links every page offers."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from hamyar.group.selectors import group_links
from hamyar.web import navigation


def _search_address() -> str:
    try:
        return reverse("web:search")
    except NoReverseMatch:
        return ""


def links(request: HttpRequest) -> dict[str, object]:
    """Give templates the links of header, footer, desk and account; each list is made when it is shown."""
    user, path = getattr(request, "user", None), request.path
    if user is None:
        return {}

    def lazily(pages: tuple[navigation.Page, ...]) -> SimpleLazyObject[list[navigation.Link]]:
        return SimpleLazyObject(lambda: navigation.links_of(pages, user=user, path=path))

    return {
        "public_links": lazily(navigation.PUBLIC),
        "footer_links": lazily(navigation.FOOTER),
        "account_links": lazily(navigation.ACCOUNT),
        "group_links": SimpleLazyObject(group_links),
        "desk_links": SimpleLazyObject(lambda: navigation.desk_links(user=user, path=path)),
        "search_address": _search_address(),
    }
