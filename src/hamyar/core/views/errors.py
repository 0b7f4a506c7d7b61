"""Error pages that say what to do next."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import timezone, translation

from hamyar.core.context import site

__all__ = ["bad_request", "form_expired", "not_found", "offline", "refused", "server_error"]


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    return render(request, f"core/errors/{template}.html", {"code": status}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request was not understood."""
    return _page(request, "400", 400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why the page is closed and who can open it."""
    return _page(request, "403", 403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say how to send a form again whose token was missing or old."""
    return _page(request, "csrf", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Offer a search where there is no page."""
    return _page(request, "404", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Apologise plainly, without asking the database for anything.

    The error may have come before the language of the page was known, so the address decides.
    """
    with translation.override(translation.get_language_from_path(request.path) or settings.LANGUAGE_CODE):
        context = {**site(request), "now": timezone.now()}
        return HttpResponse(loader.get_template("core/errors/500.html").render(context), status=500)


def offline(request: HttpRequest) -> HttpResponse:
    """Show what a browser keeps for the moment it has no connection."""
    return render(request, "core/errors/offline.html")
