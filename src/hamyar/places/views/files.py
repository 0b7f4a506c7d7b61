"""The list of municipalities and the file of each at the desk."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from hamyar.places import permissions, selectors
from hamyar.places.models import Municipality
from hamyar.places.views.forms import person


@login_required
def municipalities(request: HttpRequest) -> HttpResponse:
    """List the municipalities the reader works with: the staff all, a representative its own."""
    user, today = person(request), timezone.localdate()
    if not permissions.can_enter_desk(user=user):
        raise PermissionDenied(permissions.VIEW_DESK)
    query = request.GET.get("q", "")
    towns = selectors.desk_municipalities(
        user=user, sees_all=permissions.can_view_desk(user=user), query=query
    )
    rows = [selectors.desk_row(town, on=today) for town in towns]
    context = {"rows": rows, "query": query, "can": permissions.abilities(user=user)}
    return render(request, "places/municipalities.html", context)


@login_required
def file(request: HttpRequest, code: str) -> HttpResponse:
    """Show all that is kept about one municipality, with what the reader may change."""
    user, today = person(request), timezone.localdate()
    municipality = get_object_or_404(
        Municipality.objects.select_related("county", "census_county", "district"), code=code
    )
    permissions.require_can_view_file(user=user, municipality=municipality)
    context = {
        "municipality": municipality,
        "file": selectors.desk_file(municipality=municipality, on=today),
        "can": permissions.abilities(user=user, municipality=municipality),
        "today": today,
    }
    return render(request, "places/file.html", context)
