"""One visit on the desk: confirmed with the town, moved or cancelled."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hamyar.accounts.edge import origin, refusal_as_message, requires, signed_in
from hamyar.accounts.permissions import has_permission
from hamyar.core.jalali import TEHRAN
from hamyar.visits.enums import COMING, VisitState
from hamyar.visits.forms import CancelForm, MoveForm
from hamyar.visits.models import Visit
from hamyar.visits.permissions import CHANGE_TEAMS, CHANGE_VISITS, VIEW_DESK
from hamyar.visits.services.teams import open_feed
from hamyar.visits.services.visits import NewTime, cancel_visit, confirm_visit, move_visit


def _visit(pk: int) -> Visit:
    rows = Visit.objects.select_related("municipality__county", "trip__team", "trip__programme", "moved_to")
    return get_object_or_404(rows, pk=pk)


@requires(VIEW_DESK)
@require_GET
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a visit and the steps that are open."""
    return _page(request, _visit(pk), MoveForm(), CancelForm())


def _page(request: HttpRequest, found: Visit, move_form: MoveForm, cancel_form: CancelForm) -> HttpResponse:
    is_coming = found.state in COMING
    may_share = has_permission(request.user, CHANGE_TEAMS)
    feeds = found.municipality.visit_feeds.filter(revoked_at=None)
    context = {
        "visit": found,
        "moved_from": Visit.objects.filter(moved_to=found).first(),
        "move_form": move_form,
        "cancel_form": cancel_form,
        "is_planned": found.state == VisitState.PLANNED,
        "may_change": is_coming and has_permission(request.user, CHANGE_VISITS),
        "may_share": may_share,
        "feed": feeds.first() if may_share else None,
        "origin": origin(request),
    }
    return render(request, "visits/desk/visit.html", context)


@requires(CHANGE_VISITS)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the town agreed to the day."""
    found = _visit(pk)
    with refusal_as_message(request, _("The town has agreed; this is recorded.")):
        confirm_visit(visit=found, by=signed_in(request), at=timezone.now())
    return redirect(found)


@requires(CHANGE_VISITS)
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a visit to another day, with a reason."""
    found = _visit(pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, CancelForm())
    given = form.cleaned_data
    start = datetime.combine(given["on"], given["at"], TEHRAN)
    with refusal_as_message(request, _("The visit is moved.")):
        found = move_visit(
            visit=found, to=NewTime(start, given["reason"]), by=signed_in(request), at=timezone.now()
        )
    return redirect(found)


@requires(CHANGE_VISITS)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a visit, with a reason."""
    found = _visit(pk)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _page(request, found, MoveForm(), form)
    with refusal_as_message(request, _("The visit is cancelled.")):
        cancel_visit(
            visit=found, reason=form.cleaned_data["reason"], by=signed_in(request), at=timezone.now()
        )
    return redirect(found)


@requires(CHANGE_TEAMS)
@require_POST
def feed_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new secret calendar address of the visit's town."""
    found = _visit(pk)
    with refusal_as_message(request, _("The calendar has a new address; an older one no longer works.")):
        open_feed(of=found.municipality, by=signed_in(request), at=timezone.now())
    return redirect(found)
