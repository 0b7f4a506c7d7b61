"""Drafts by one button: what happened, and the items that tell of it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hamyar.accounts.edge import requires, signed_in
from hamyar.core.errors import UnableToError
from hamyar.newsroom.models import NewsPage
from hamyar.newsroom.selectors import sources
from hamyar.newsroom.services.drafts import (
    WRITE,
    draft_from_project,
    draft_from_ranking,
    draft_from_session,
    draft_from_visit,
)
from hamyar.priorities.models import Publication
from hamyar.projects.selectors import public_projects
from hamyar.visits.models import CountySession, Visit


@requires(WRITE)
@require_GET
def drafts(request: HttpRequest) -> HttpResponse:
    """Show what items can be drafted from."""
    context = {
        "visits": sources.visits_to_tell(),
        "sessions": sources.sessions_to_tell(),
        "projects": sources.projects_to_tell(),
        "rankings": sources.rankings_to_tell(),
    }
    return render(request, "newsroom/drafts.html", context)


@requires(WRITE)
@require_POST
def from_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft an item from a visit and open it in the editor."""
    visit = get_object_or_404(Visit.objects.select_related("municipality__county"), pk=pk)
    return _opened(request, lambda: draft_from_visit(visit=visit, by=signed_in(request), at=timezone.now()))


@requires(WRITE)
@require_POST
def from_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft an item from a county session and open it in the editor."""
    session = get_object_or_404(CountySession.objects.select_related("county", "host"), pk=pk)
    return _opened(
        request, lambda: draft_from_session(session=session, by=signed_in(request), at=timezone.now())
    )


@requires(WRITE)
@require_POST
def from_ranking(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft an item from a published ranking and open it in the editor."""
    ranking = get_object_or_404(Publication, pk=pk)
    return _opened(
        request, lambda: draft_from_ranking(publication=ranking, by=signed_in(request), at=timezone.now())
    )


@requires(WRITE)
@require_POST
def from_project(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft an item from a published project and open it in the editor."""
    project = get_object_or_404(public_projects(), pk=pk)
    return _opened(
        request, lambda: draft_from_project(project=project, by=signed_in(request), at=timezone.now())
    )


def _opened(request: HttpRequest, draft: Callable[[], NewsPage]) -> HttpResponse:
    try:
        page = draft()
    except UnableToError as refusal:
        messages.error(request, refusal.message)
        return redirect("newsroom:drafts")
    messages.success(request, _("The draft is written. Read every sentence before you send it on."))
    return redirect("wagtailadmin_pages:edit", page.pk)
