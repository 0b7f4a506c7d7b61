"""A visit on its way: confirmed with the town, moved or cancelled. The page itself is in ``web/meeting``."""

from datetime import datetime

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamyar.accounts.edge import refusal_as_message, requires, signed_in
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.core.jalali import TEHRAN
from hamyar.visits.forms import CancelForm, MoveForm
from hamyar.visits.models import Visit
from hamyar.visits.permissions import CHANGE_TEAMS, CHANGE_VISITS
from hamyar.visits.services.teams import open_feed
from hamyar.visits.services.visits import NewTime, cancel_visit, confirm_visit, move_visit


def _visit(pk: int) -> Visit:
    rows = Visit.objects.select_related("municipality__county", "trip__team", "trip__programme", "moved_to")
    return get_object_or_404(rows, pk=pk)


def _again(request: HttpRequest, found: Visit, heading: str, form: Form) -> HttpResponse:
    context = {"heading": heading, "meeting": found, "form": form}
    return render(request, "visits/desk/record.html", context)


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
    found, form = _visit(pk), MoveForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        to = NewTime(datetime.combine(given["on"], given["at"], TEHRAN), given["reason"])
        try:
            moved = move_visit(visit=found, to=to, by=signed_in(request), at=timezone.now())
        except UnableToError as refusal:
            form.add_error(None, as_validation_error(refusal))
        else:
            messages.success(request, _("The visit is moved."))
            return redirect(moved)
    return _again(request, found, _("Move the visit"), form)


@requires(CHANGE_VISITS)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a visit, with a reason."""
    found, form = _visit(pk), CancelForm(request.POST)
    if not form.is_valid():
        return _again(request, found, _("Cancel the visit"), form)
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
