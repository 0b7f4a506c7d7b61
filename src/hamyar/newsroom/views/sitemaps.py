"""What search engines are told."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from hamyar.newsroom import selectors
from hamyar.newsroom.models import PhotoGalleryPage
from hamyar.newsroom.readable import readable
from hamyar.newsroom.views.feeds import address_of
from hamyar.places.models import Municipality

NEWS_DAYS = 2
MOST = 50_000
SECTIONS = (
    "newsroom:list",
    "newsroom:galleries",
    "group:companies",
    "municipalities:list",
    "priorities:ranking",
    "commitments:public",
)


def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the addresses of all public pages."""
    places = [settings.SITE_ADDRESS + reverse(name) for name in SECTIONS]
    places += [settings.SITE_ADDRESS + town.get_absolute_url() for town in Municipality.objects.all()]
    pages = [*selectors.stories(), *PhotoGalleryPage.objects.live().public()]
    dated = [(address_of(page, request), page.last_published_at) for page in pages]
    entries = [*((place, None) for place in places), *dated][:MOST]
    return _xml(request, "newsroom/sitemap.xml", {"entries": entries})


def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the items of the last two days, as news search engines ask for them."""
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    items = selectors.stories().filter(published_at__gte=since)[:1000]
    entries = [(address_of(page, request), page) for page in items]
    return _xml(request, "newsroom/news_sitemap.xml", {"entries": entries})


def robots(request: HttpRequest) -> HttpResponse:
    """Answer with what robots may visit."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/cms/", "/desk/", "/account/", "/en/desk/", "/news/read/")),
        f"Sitemap: {settings.SITE_ADDRESS}{reverse('newsroom:sitemap')}",
        f"Sitemap: {settings.SITE_ADDRESS}{reverse('newsroom:news_sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    text = readable(render_to_string(template, context, request))
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
