"""Permanent redirects from the addresses of the old site."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hamyar.core.persian import to_ascii_digits
from hamyar.newsroom.models import NewsPage, PhotoGalleryPage

TOLD = Q(live=True) | Q(first_published_at__isnull=False)
"""What was ever published; an item that was taken back says so at its own address."""


@require_safe
def news(request: HttpRequest, number: str) -> HttpResponse:
    """Lead an old address of an item to its new one."""
    return _moved(request, NewsPage, number)


@require_safe
def gallery(request: HttpRequest, number: str) -> HttpResponse:
    """Lead an old address of a gallery to its new one."""
    return _moved(request, PhotoGalleryPage, number)


def _moved(request: HttpRequest, model: type[NewsPage | PhotoGalleryPage], number: str) -> HttpResponse:
    old = int(to_ascii_digits(str(number)))
    page = model.objects.filter(TOLD).public().filter(legacy_id=old).first()
    if page is None:
        return render(request, "newsroom/not_moved.html", {"number": old}, status=404)
    return HttpResponsePermanentRedirect(page.get_url(request))


@require_safe
def group(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Lead the old lists to the new one; their page numbers mean nothing here."""
    return HttpResponsePermanentRedirect(reverse("newsroom:list"))
