"""What search engines are told."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from hamyar.newsroom import selectors
from hamyar.newsroom.models import NewsPage, PhotoGalleryPage
from hamyar.newsroom.readable import readable
from hamyar.newsroom.views.feeds import address_of
from hamyar.places.models import Municipality
from hamyar.priorities.models import Publication
from hamyar.projects.selectors import opportunities

NEWS_DAYS = 2
MOST = 50_000
"""So many addresses a file may hold; further ones stand in further files, which an index then names."""
MOST_NEWS = 1000
SECTIONS = (
    "web:home",
    "newsroom:list",
    "newsroom:galleries",
    "group:companies",
    "municipalities:list",
    "municipalities:map",
    "priorities:ranking",
    "projects:opportunities",
    "commitments:public",
    "priorities:method",
    "indicators:list",
    "visits:calendar",
    "web:about",
    "web:open_data",
    "web:accessibility",
    "web:contact",
)
ADDRESS_ONLY = ("title", "slug", "url_path", "path", "depth", "locale", "last_published_at", "published_at")
Entry = tuple[str, datetime | None]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the addresses of all public pages; with an index where one file cannot hold them."""
    asked = request.GET.get("part", "")
    entries = list(_entries(request))
    parts = -(-len(entries) // MOST)
    if not asked and parts > 1:
        address = settings.SITE_ADDRESS + reverse("newsroom:sitemap")
        files = [f"{address}?part={number}" for number in range(1, parts + 1)]
        return _xml(request, "newsroom/sitemap_index.xml", {"files": files})
    number = int(asked) if asked.isdecimal() and len(asked) < 4 else 1
    if asked and not 1 <= number <= parts:
        raise Http404
    return _xml(request, "newsroom/sitemap.xml", {"entries": entries[(number - 1) * MOST : number * MOST]})


def _entries(request: HttpRequest) -> Iterator[Entry]:
    for name in SECTIONS:
        yield settings.SITE_ADDRESS + reverse(name), None
    for town in Municipality.objects.order_by("code"):
        yield settings.SITE_ADDRESS + town.get_absolute_url(), None
    for ranking in Publication.objects.order_by("-published_at", "-pk"):
        yield settings.SITE_ADDRESS + ranking.get_absolute_url(), ranking.published_at
    for project in opportunities():
        yield settings.SITE_ADDRESS + project.public_url, project.published_at
    galleries = PhotoGalleryPage.objects.live().public().order_by("-published_at", "-pk")
    for pages in (selectors.stories().select_related(None), galleries):
        for page in pages.only(*ADDRESS_ONLY):
            yield address_of(page, request), page.last_published_at


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the items of the last two days, as news search engines ask for them."""
    now = timezone.now()
    items = selectors.stories().filter(published_at__range=(now - timedelta(days=NEWS_DAYS), now))
    entries: list[tuple[str, NewsPage]] = [(address_of(page, request), page) for page in items[:MOST_NEWS]]
    return _xml(request, "newsroom/news_sitemap.xml", {"entries": entries})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Answer with what robots may visit."""
    closed = ("/cms/", "/desk/", "/account/", "/en/desk/", "/en/account/", "/news/read/", "/en/news/read/")
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        f"Sitemap: {settings.SITE_ADDRESS}{reverse('newsroom:sitemap')}",
        f"Sitemap: {settings.SITE_ADDRESS}{reverse('newsroom:news_sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    text = readable(render_to_string(template, context, request))
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
