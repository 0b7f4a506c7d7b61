"""The desk's page of changes from devices: two versions side by side, what was refused, and how it ends."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hamyar.accounts.edge import refusal_as_message, requires, signed_in
from hamyar.visits.enums import Resolution
from hamyar.visits.errors import UnableToSaveRecordError
from hamyar.visits.permissions import RECORD
from hamyar.visits.services.sync import resolve_conflict
from hamyar.web.field.kinds import keeper_of
from hamyar.web.field.versus import (
    kind_label,
    open_conflicts,
    operations_of,
    place_of,
    refused_changes,
    versus,
)

MOST_REFUSED = 50


@requires(RECORD)
@require_GET
def conflicts(request: HttpRequest) -> HttpResponse:
    """Show the open conflicts side by side, and what was refused with its content."""
    user = signed_in(request)
    refused = [
        (row, kind_label(row.kind), place_of(row)) for row in refused_changes(user=user)[:MOST_REFUSED]
    ]
    context = {"conflicts": [versus(row) for row in open_conflicts(user=user)], "refused": refused}
    return render(request, "web/field/conflicts.html", context)


@requires(RECORD)
@require_POST
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """End one conflict as the person chose."""
    user = signed_in(request)
    row = get_object_or_404(operations_of(user=user), pk=pk)
    keeper, chosen = keeper_of(row.kind), request.POST.get("resolution", "")
    seen = request.POST.get("seen", "")
    with refusal_as_message(request, _("Your choice is recorded.")):
        if keeper is None or chosen not in Resolution.values or not seen.isdecimal():
            raise UnableToSaveRecordError(_("Choose which words stay."), "no_choice")
        resolve_conflict(
            operation=row,
            resolution=Resolution(chosen),
            seen_revision=int(seen),
            keeper=keeper,
            by=user,
            at=timezone.now(),
        )
    return redirect("field:conflicts")
