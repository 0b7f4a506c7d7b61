"""The choice of light or dark for readers without a script, the mark, the service worker, the style page."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

THEMES = {"light", "dark"}
THEME_COOKIE = "theme"
YEAR_SECONDS = 365 * 24 * 3600
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36">'
    '<circle cx="18" cy="18" r="18" fill="#0b5d63"/>'
    '<path d="M8 25v-5M13 25v-8M18 25V14M23 25V11M28 25V8" stroke="#fff" stroke-width="3" '
    'stroke-linecap="round"/></svg>'
)
SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"


@csrf_exempt  # a token would give each public page a cookie and keep it from caches
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice of light or dark in a cookie and go back to the page."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR_SECONDS, samesite="Lax", secure=settings.HTTPS)
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@require_GET
@cache_control(max_age=7 * 24 * 3600, public=True)
def mark(request: HttpRequest) -> HttpResponse:
    """Return the mark shown on browser tabs."""
    return HttpResponse(MARK, content_type="image/svg+xml")


@require_GET
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Return the script that shows the offline page; it must stand at the root to serve all pages."""
    script = (SCRIPTS / "service-worker.js").read_text(encoding="utf-8")
    return HttpResponse(script, content_type="text/javascript")


@login_required
@require_GET
def style_page(request: HttpRequest) -> HttpResponse:
    """Show every component of the design system; for staff, and for all while developing."""
    if not (settings.DEBUG or request.user.is_staff):
        raise PermissionDenied
    from hamyar.core.views.style import sample

    return render(request, "core/style.html", sample())
