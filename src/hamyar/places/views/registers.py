"""Registers of the whole province: shares, representation, distances, boundaries."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hamyar.accounts.edge import origin
from hamyar.accounts.views.inviting import show_sent
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.places import forms, permissions, selectors, services
from hamyar.places.definitions import detour
from hamyar.places.models import BoundarySet, Distance, Representation
from hamyar.places.views.forms import person, serve_form


@login_required
def shares(request: HttpRequest) -> HttpResponse:
    """Show who holds which share of the organisation today."""
    permissions.require_can_view_desk(user=person(request))
    context = {
        "register": selectors.share_register(on=timezone.localdate()),
        "can": permissions.abilities(user=person(request)),
    }
    return render(request, "places/shares.html", context)


@login_required
def representations(request: HttpRequest) -> HttpResponse:
    """Show who speaks for which municipality."""
    permissions.require_can_view_desk(user=person(request))
    rows = Representation.objects.select_related("user", "municipality__county")
    context = {
        "rows": rows,
        "today": timezone.localdate(),
        "can": permissions.abilities(user=person(request)),
    }
    return render(request, "places/representations.html", context)


@login_required
def grant_representation(request: HttpRequest) -> HttpResponse:
    """Let a user speak for a municipality."""
    user = person(request)
    permissions.require_can_manage_representation(user=user)
    form = forms.RepresentationForm(request.POST or None, initial={"municipality": request.GET.get("town")})
    return serve_form(
        request,
        form,
        act=lambda: services.grant_representation(by=user, at=timezone.now(), **form.cleaned_data),
        done=_("The representation is on record."),
        to=reverse("places:representations"),
        heading=_("Representative of a municipality"),
    )


@login_required
@never_cache
def invite_representative(request: HttpRequest) -> HttpResponse:
    """Invite somebody on behalf of a municipality; show the link, this once, for where no e-mail arrives."""
    user = person(request)
    permissions.require_can_manage_representation(user=user)
    form = forms.RepresentativeInvitationForm(
        request.POST or None, initial={"municipality": request.GET.get("town")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            sent = services.invite_representative(
                by=user, at=timezone.now(), origin=origin(request), **form.cleaned_data
            )
        except UnableToError as refusal:
            form.add_error("email", as_validation_error(refusal))
        else:
            return show_sent(request, sent)
    context = {
        "form": form,
        "cancel": reverse("places:representations"),
        "heading": _("Invite a representative"),
    }
    return render(request, "places/form.html", context, status=422 if form.is_bound else 200)


@login_required
def end_representation(request: HttpRequest, pk: int) -> HttpResponse:
    """End a representation."""
    user = person(request)
    permissions.require_can_manage_representation(user=user)
    row = get_object_or_404(Representation.objects.select_related("user", "municipality"), pk=pk)
    form = forms.EndForm(request.POST or None)
    return serve_form(
        request,
        form,
        act=lambda: services.end_representation(
            representation=row, by=user, at=timezone.now(), **form.cleaned_data
        ),
        done=_("The end of the representation is on record."),
        to=reverse("places:representations"),
        heading=_("End of the representation of %(town)s by %(name)s")
        % {"town": row.municipality.name, "name": row.user.full_name},
    )


@login_required
def distances(request: HttpRequest) -> HttpResponse:
    """Show how roads are estimated and which are known."""
    permissions.require_can_view_desk(user=person(request))
    roads = Distance.objects.select_related("origin", "destination").order_by(
        "origin__sort_key", "destination__sort_key", "pk"
    )
    context = {
        "detour": detour(),
        "factor": selectors.detour_factor(),
        "calibration": selectors.calibration_points(),
        "page": selectors.page_of(roads, request.GET.get("page")),
        "service": settings.DISTANCE_SERVICE,
        "service_kind": settings.DISTANCE_SERVICE_KIND,
        "can": permissions.abilities(user=person(request)),
    }
    return render(request, "places/distances.html", context)


@login_required
def record_distance(request: HttpRequest) -> HttpResponse:
    """Record one road."""
    user = person(request)
    permissions.require_can_measure(user=user)
    form = forms.DistanceForm(request.POST or None)

    def act() -> None:
        said = {**form.cleaned_data, "km": float(form.cleaned_data["km"])}
        services.record_distance(by=user, at=timezone.now(), **said)

    return serve_form(
        request,
        form,
        act=act,
        done=_("The road is on record."),
        to=reverse("places:distances"),
        heading=_("Road between two towns"),
    )


@login_required
@require_POST
def forget_distance(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a known road; the estimate stands in again."""
    road = get_object_or_404(Distance.objects.select_related("origin", "destination"), pk=pk)
    services.forget_distance(distance=road, by=person(request), at=timezone.now())
    messages.success(request, _("The road is removed; the estimate stands in again."))
    return redirect("places:distances")


@login_required
@require_POST
def measure_distances(request: HttpRequest) -> HttpResponse:
    """Ask the routing service for all roads."""
    try:
        count = services.measure_distances(by=person(request), at=timezone.now())
    except UnableToError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("%(count)s roads were measured.") % {"count": count})
    return redirect("places:distances")


@login_required
def boundaries(request: HttpRequest) -> HttpResponse:
    """Show the sets of boundaries and whom to credit."""
    permissions.require_can_view_desk(user=person(request))
    rows = [(row, row.boundaries.count()) for row in BoundarySet.objects.all()]
    context = {"rows": rows, "can": permissions.abilities(user=person(request))}
    return render(request, "places/boundaries.html", context)
