"""Lists of news and galleries, and pictures."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils._os import safe_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamyar.core.jalali import FIRST_YEAR, LAST_YEAR, month_name
from hamyar.core.persian import to_persian_digits
from hamyar.core.translation import active_language
from hamyar.newsroom import selectors
from hamyar.newsroom.hashtags import hashtag_key
from hamyar.newsroom.models import Hashtag, NewsGroup, PhotoGalleryPage
from hamyar.newsroom.selectors import Archive
from hamyar.places.models import Municipality

PER_PAGE = 12
PUBLIC_FOLDERS = ("images", "original_images")
A_YEAR = "public, max-age=31536000, immutable"


def archive_of(
    *, group: str = "", tag: str = "", town: str = "", year: int | None = None, month: int = 0
) -> Archive:
    """Return by what an address narrows the list; an unknown group, hashtag, town or month is not found."""
    if year is not None and not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Http404
    return Archive(
        group=get_object_or_404(NewsGroup, slug=group) if group else None,
        tag=_name_of(tag) if tag else "",
        town=get_object_or_404(Municipality, code=town) if town else None,
        month=(year, month) if year is not None else None,
    )


def _name_of(tag: str) -> str:
    """Return a hashtag as it is written in items, whatever spelling was asked for; an unknown one is not found."""
    return get_object_or_404(Hashtag, key=hashtag_key(tag)).name


def title_of(archive: Archive) -> str:
    """Return what a list is called."""
    if archive.group:
        return _("News of the group “{name}”").format(name=archive.group.name)
    if archive.tag:
        return _("News with #{name}").format(name=archive.tag)
    if archive.town:
        return _("News of {name}").format(name=archive.town.name)
    if archive.month:
        return _("News of {month}").format(month=_month(*archive.month))
    return _("News")


def _month(year: int, month: int) -> str:
    language = active_language()
    text = f"{month_name(month, language=language)} {year}"
    return to_persian_digits(text) if language == "fa" else text


def feed_addresses(kwargs: dict[str, Any]) -> dict[str, str]:
    """Return the addresses of the feeds of a list; a month has none of its own."""
    kind = next((name for name in ("group", "tag", "town") if name in kwargs), "")
    if not kind:
        return {"atom": reverse("newsroom:atom"), "json": reverse("newsroom:json")}
    return {form: reverse(f"newsroom:{kind}_{form}", kwargs=kwargs) for form in ("atom", "json")}


@require_safe
def archive(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Show a list of news: all, or of a group, hashtag, town or month."""
    chosen = archive_of(**kwargs)
    items = selectors.story_cards(archive=chosen)
    if chosen.tag and not items.exists():
        raise Http404
    context = {
        "page_obj": Paginator(items, PER_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "list_title": title_of(chosen),
        "canonical_path": reverse("newsroom:tag", args=[chosen.tag]) if chosen.tag else "",
        "groups": selectors.news_groups(),
        "months": [(y, m, n, _month(y, m)) for y, m, n in selectors.archive_months()],
        "feeds": feed_addresses(kwargs),
    }
    return render(request, "newsroom/list.html", context)


@require_safe
def galleries(request: HttpRequest) -> HttpResponse:
    """Show the photo galleries."""
    found = PhotoGalleryPage.objects.live().public().order_by("-published_at", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    cards = selectors.gallery_cards(pages=page.object_list)
    return render(request, "newsroom/galleries.html", {"page_obj": page, "cards": cards})


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send a picture that was uploaded; other files have their own guarded address."""
    try:
        path = Path(safe_join(settings.MEDIA_ROOT, name))
        if not any(
            path.is_relative_to(Path(settings.MEDIA_ROOT).absolute() / each) for each in PUBLIC_FOLDERS
        ):
            raise Http404
        file = path.open("rb")
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise Http404 from error
    return FileResponse(file, headers={"Cache-Control": A_YEAR, "X-Content-Type-Options": "nosniff"})
