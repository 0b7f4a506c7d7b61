"""Atom (RFC 4287) and JSON Feed 1.1 of every list."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from hamyar.core.jalali import local_date
from hamyar.newsroom import selectors
from hamyar.newsroom.models import NewsPage
from hamyar.newsroom.readable import readable
from hamyar.newsroom.selectors import Archive
from hamyar.newsroom.views.public import archive_of, feed_addresses, title_of

MOST = 30
LANGUAGE = "fa"
"""Items are written in Persian, whatever the language of the page around them."""


class NewsFeed(Atom1Feed):
    """Atom whose entries say their own language, and whose day is that of its items."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """Say in which language an entry is written."""
        return {"xml:lang": LANGUAGE}

    def latest_post_date(self) -> datetime:
        """Return when the feed changed last; without items it has never changed."""
        moments = [item["updateddate"] for item in self.items]
        return max(moments, default=datetime(2021, 3, 1, tzinfo=timezone.get_default_timezone()))


def address_of(page: NewsPage, request: HttpRequest) -> str:
    """Return the whole address of an item."""
    return settings.SITE_ADDRESS + page.get_url(request)


def lasting_id(page: NewsPage) -> str:
    """Return what names an item for ever, also after its address has changed (RFC 4151)."""
    day = local_date(page.first_published_at or page.published_at)
    return f"tag:{urlsplit(settings.SITE_ADDRESS).hostname},{day.isoformat()}:news/{page.pk}"


@require_safe
def atom(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Answer with an Atom feed of a list."""
    archive = archive_of(**kwargs)
    pages = _pages(archive)
    feed = NewsFeed(
        title=readable(f"{title_of(archive)} – {_organisation()}"),
        link=settings.SITE_ADDRESS + request.path.removesuffix("feed.atom"),
        feed_url=settings.SITE_ADDRESS + feed_addresses(kwargs)["atom"],
        description="",
        language=get_language(),
        author_name=_organisation(),
    )
    for page in pages:
        feed.add_item(
            title=readable(page.title),
            link=address_of(page, request),
            description=linebreaks(readable(page.lead), autoescape=True),
            unique_id=lasting_id(page),
            pubdate=timezone.localtime(page.published_at),
            updateddate=timezone.localtime(selectors.told_at(page=page)),
            categories=[readable(page.news_group.name_fa), *_tags(page)],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
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
        "authors": [{"name": _organisation(), "url": settings.SITE_ADDRESS}],
        "items": [_entry(page, request) for page in pages],
    }
    return JsonResponse(feed, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})


def _pages(archive: Archive) -> list[NewsPage]:
    """Return the newest items of a list; a hashtag that no item carries has no feed, as it has no list."""
    found = selectors.stories(archive=archive).select_related("published_wording")
    found = found.prefetch_related("hashtag_uses__hashtag")
    pages = list(found[:MOST])
    if archive.tag and not pages:
        raise Http404
    return pages


def _entry(page: NewsPage, request: HttpRequest) -> dict[str, Any]:
    body = page.body.stream_block.get_searchable_content(page.body)
    return {
        "id": lasting_id(page),
        "url": address_of(page, request),
        "title": page.title,
        "summary": page.lead,
        "content_text": "\n\n".join([page.lead, *body]),
        "date_published": timezone.localtime(page.published_at).isoformat(),
        "date_modified": timezone.localtime(selectors.told_at(page=page)).isoformat(),
        "language": LANGUAGE,
        "tags": _tags(page),
    }


def _tags(page: NewsPage) -> list[str]:
    return [use.hashtag.name for use in page.hashtag_uses.all()]


def _organisation() -> str:
    return settings.ORGANISATION.get(get_language() or "fa", settings.ORGANISATION["fa"])
