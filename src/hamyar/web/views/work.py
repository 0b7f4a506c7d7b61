"""Long work: what a person asked for, how far it is, and a way to stop it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hamyar.accounts.edge import signed_in
from hamyar.accounts.permissions import has_permission
from hamyar.core.enums import FINISHED
from hamyar.core.models import Progress
from hamyar.core.progress import is_silent, progress_of, request_stop

SHOWN = 30


@login_required
@never_cache
@require_GET
def work_list(request: HttpRequest) -> HttpResponse:
    """List the long work of the signed-in person, newest first."""
    works = progress_of(user=signed_in(request))[:SHOWN]
    return render(request, "web/work/list.html", {"works": works})


@login_required
@never_cache
@require_GET
def work(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one piece of work; htmx asks for its inner part again until it has ended."""
    return _page(request, _visible(request, pk))


def _page(request: HttpRequest, progress: Progress) -> HttpResponse:
    is_own = progress.actor_id == str(signed_in(request).pk)
    template = "progress" if request.headers.get("HX-Request") else "work"
    context = {
        "progress": progress,
        "is_finished": progress.state in FINISHED,
        "is_silent": is_silent(progress=progress, at=timezone.now()),
        "may_stop": is_own,
    }
    return render(request, f"web/work/{template}.html", context)


def _visible(request: HttpRequest, pk: UUID) -> Progress:
    user = signed_in(request)
    progress = Progress.objects.filter(pk=pk).first()
    if progress is None:
        raise Http404
    if progress.actor_id != str(user.pk) and not has_permission(user, "core.view_work"):
        raise Http404
    return progress


@login_required
@require_POST
def stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask one's own work to stop."""
    progress = progress_of(user=signed_in(request)).filter(pk=pk).first()
    if progress is None:
        raise Http404
    request_stop(progress=progress, at=timezone.now())
    if request.headers.get("HX-Request"):
        progress.refresh_from_db()
        return _page(request, progress)
    return redirect("web:work", pk)
