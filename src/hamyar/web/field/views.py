"""The field page, what it loads before it goes offline, and the doors it synchronises through."""

import json
from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_POST

from hamyar.accounts.edge import requires, signed_in
from hamyar.accounts.permissions import has_permission
from hamyar.visits.permissions import RECORD
from hamyar.visits.services.meeting.pictures import MOST_BYTES
from hamyar.web.field.assets import built_files, digest_of
from hamyar.web.field.icons import icon_png
from hamyar.web.field.protocol import read_batch
from hamyar.web.field.reading import UnableToReadError, whole
from hamyar.web.field.receiving import receive_batch, receive_photo
from hamyar.web.field.snapshot import organisation, snapshot

ICON_SIZES = (192, 512)
View = Callable[[HttpRequest], HttpResponse]


def for_the_device(view: View) -> View:
    """Answer a script in words it understands: 401 without a session, 403 without the right."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return _problem("sign_in", 401)
        if not has_permission(request.user, RECORD):
            return _problem("not_yours", 403)
        try:
            return view(request)
        except UnableToReadError as refusal:
            return _problem("unreadable", 400, refusal.message)

    return never_cache(guarded)


def _problem(code: str, status: int, title: str = "") -> JsonResponse:
    return JsonResponse({"code": code, "title": title}, status=status)


@requires(RECORD)
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Show the frame of the field page; it holds nothing of any person, so that a telephone may keep it."""
    return _shell(request)


def _shell(request: HttpRequest) -> HttpResponse:
    return render(request, "web/field/page.html")


@require_GET
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Return the script that keeps the field page; it changes whenever a file of the page does."""
    kept = [*built_files(), reverse("field:manifest"), reverse("core:mark")]
    version = digest_of(*kept, _shell(request).content.decode())
    context = {"version": version, "shell": reverse("field:page"), "files": json.dumps(kept)}
    return render(request, "web/field/worker.js", context, content_type="text/javascript")


@require_GET
@cache_control(max_age=24 * 3600, public=True)
def manifest(request: HttpRequest) -> HttpResponse:
    """Say how the page is installed on a telephone."""
    start, language = reverse("field:page"), get_language() or "fa"
    icons = [
        {"src": reverse("field:icon", args=[size]), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in ICON_SIZES
    ]
    document = {
        "id": start,
        "name": " – ".join([_("Visits without a line"), organisation(language)]),
        "short_name": _("Visits"),
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "lang": language,
        "dir": "rtl" if language == "fa" else "ltr",
        "background_color": "#f6f7f7",
        "theme_color": "#0b5d63",
        "icons": [*icons, *({**icon, "purpose": "maskable"} for icon in icons)],
    }
    return JsonResponse(document, content_type="application/manifest+json")


@require_GET
@cache_control(max_age=7 * 24 * 3600, public=True)
def icon(request: HttpRequest, size: int) -> HttpResponse:
    """Return the mark as a picture for a start screen."""
    if size not in ICON_SIZES:
        raise Http404(size)
    return HttpResponse(icon_png(size), content_type="image/png")


@require_GET
@for_the_device
@ensure_csrf_cookie
def visits(request: HttpRequest) -> HttpResponse:
    """Return the coming visits of the person, their town files and what is recorded already."""
    return JsonResponse(snapshot(user=signed_in(request), at=timezone.now()))


@require_POST
@for_the_device
def sync(request: HttpRequest) -> HttpResponse:
    """Take in a batch of changes and say what became of each."""
    batch, at = read_batch(_document(request.body)), timezone.now()
    if batch.user_id != request.user.pk:
        return _problem("other_user", 409)
    results = receive_batch(batch=batch, by=signed_in(request), at=at)
    return JsonResponse({"server_time": at.isoformat(), "results": results})


@require_POST
@for_the_device
def photo(request: HttpRequest) -> HttpResponse:
    """Take in one photo with the change that belongs to it."""
    document, at = _document(request.POST.get("operation", "")), timezone.now()
    file = request.FILES.get("photo")
    if not isinstance(document, dict) or file is None:
        return _problem("unreadable", 400)
    if whole(document, "user") != request.user.pk:
        return _problem("other_user", 409)
    content = file.read(MOST_BYTES + 1)  # one more is refused in words, and its row kept
    result = receive_photo(document, content, by=signed_in(request), at=at)
    return JsonResponse({"server_time": at.isoformat(), "results": [result]})


def _document(text: str | bytes) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None
