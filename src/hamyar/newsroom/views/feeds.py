"""Atom (RFC 4287) and JSON Feed 1.1 of every list."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from hamyar.newsroom import selectors
from hamyar.newsroom.models import NewsPage
from hamyar.newsroom.readable import readable
from hamyar.newsroom.selectors import Archive
from hamyar.newsroom.views.public import archive_of, feed_addresses, title_of

MOST = 30


def address_of(page: NewsPage, request: HttpRequest) -> str:
    """Return the whole address of an item."""
    return settings.SITE_ADDRESS + page.get_url(request)


def atom(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Answer with an Atom feed of a list."""
    archive = archive_of(**kwargs)
    pages = _pages(archive)
    feed = Atom1Feed(
        title=readable(f"{title_of(archive)} – {_organisation()}"),
        link=settings.SITE_ADDRESS + request.path.removesuffix("feed.atom"),
        feed_url=settings.SITE_ADDRESS + feed_addresses(kwargs)["atom"],
        description="",
        language=get_language(),
        author_name=_organisation(),
    )
    for page in pages:
        address = address_of(page, request)
        feed.add_item(
            title=readable(page.title),
            link=address,
            description=readable(page.lead),
            unique_id=address,
            pubdate=timezone.localtime(page.published_at),
            updateddate=timezone.localtime(selectors.told_at(page=page)),
            categories=[readable(page.news_group.name_fa)],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def as_json(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Answer with a JSON feed of a list."""
    archive = archive_of(**kwargs)
    pages = _pages(archive)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{title_of(archive)} – {_organisation()}",
        "home_page_url": settings.SITE_ADDRESS + iri_to_uri(request.path.removesuffix("feed.json")),
        "feed_url": settings.SITE_ADDRESS + feed_addresses(kwargs)["json"],
        "language": get_language(),
        "items": [_entry(page, request) for page in pages],
    }
    return JsonResponse(feed, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})


def _pages(archive: Archive) -> list[NewsPage]:
    """Return the newest items of a list; a hashtag that no item carries has no feed, as it has no list."""
    found = selectors.stories(archive=archive).select_related("published_wording")
    pages = list(found[:MOST])
    if archive.tag and not pages:
        raise Http404
    return pages


def _entry(page: NewsPage, request: HttpRequest) -> dict[str, Any]:
    address = address_of(page, request)
    return {
        "id": address,
        "url": address,
        "title": page.title,
        "summary": page.lead,
        "content_text": page.lead,
        "date_published": timezone.localtime(page.published_at).isoformat(),
        "date_modified": timezone.localtime(selectors.told_at(page=page)).isoformat(),
        "tags": [use.hashtag.name for use in page.hashtag_uses.select_related("hashtag")],
    }


def _organisation() -> str:
    return settings.ORGANISATION.get(get_language() or "fa", settings.ORGANISATION["fa"])
