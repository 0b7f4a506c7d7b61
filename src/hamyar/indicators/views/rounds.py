"""The desk: yearly rounds of collecting figures."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.indicators import permissions, selectors, services
from hamyar.indicators.forms import RoundForm
from hamyar.indicators.models import DataRound
from hamyar.indicators.views.reader import person


@require_safe
@login_required
def rounds(request: HttpRequest) -> HttpResponse:
    """List the rounds."""
    user = person(request)
    if not permissions.can_view_desk(user=user):
        raise PermissionDenied
    context = {
        "rounds": selectors.rounds_with_counts(),
        "today": timezone.localdate(),
        "can_manage": permissions.can_manage_rounds(user=user),
    }
    return render(request, "indicators/rounds.html", context)


@require_safe
@login_required
def round_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far each town is; who represents a town sees that town."""
    user = person(request)
    if not permissions.can_view_desk(user=user):
        raise PermissionDenied
    found = get_object_or_404(DataRound, pk=pk)
    own = None if permissions.sees_all_batches(user=user) else permissions.towns_of_importer(user=user)
    progress = selectors.round_progress(data_round=found, towns=own)
    context = {
        "round": found,
        "indicators": found.indicators.all(),
        "progress": sorted(progress, key=lambda each: (each.share, each.town.sort_key)),
        "complete": sum(not each.missing for each in progress),
    }
    return render(request, "indicators/round.html", context)


@login_required
def open_round(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    user = person(request)
    permissions.require_can_manage_rounds(user=user)
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = services.open_round(by=user, at=timezone.now(), **form.cleaned_data)
        except UnableToError as error:
            form.add_error(None, as_validation_error(error))
        else:
            messages.success(request, _("The round is open."))
            return redirect("indicators:round", pk=opened.pk)
    return render(request, "indicators/round_form.html", {"form": form})
