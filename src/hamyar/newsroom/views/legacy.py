"""Permanent redirects from the addresses of the old site."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from hamyar.newsroom.models import NewsPage, PhotoGalleryPage

TOLD = Q(live=True) | Q(first_published_at__isnull=False)
"""What was ever published; an item that was taken back says so at its own address."""


def news(request: HttpRequest, number: int) -> HttpResponse:
    """Lead an old address of an item to its new one."""
    page = get_object_or_404(NewsPage.objects.filter(TOLD), legacy_id=number)
    return HttpResponsePermanentRedirect(page.get_url(request))


def gallery(request: HttpRequest, number: int) -> HttpResponse:
    """Lead an old address of a gallery to its new one."""
    page = get_object_or_404(PhotoGalleryPage.objects.filter(TOLD), legacy_id=number)
    return HttpResponsePermanentRedirect(page.get_url(request))


def group(request: HttpRequest, rest: str) -> HttpResponse:
    """Lead the old lists to the new one; their page numbers mean nothing here."""
    return HttpResponsePermanentRedirect(reverse("newsroom:list"))
