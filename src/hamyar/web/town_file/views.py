"""The page and its PDF, for the staff and for who speaks for the town."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hamyar.accounts.edge import signed_in
from hamyar.core.documents import file_response, render_pdf
from hamyar.places.models import Municipality
from hamyar.places.permissions import can_view_file
from hamyar.web.town_file.sheet import TownSheet, town_sheet


@login_required
@never_cache
@require_GET
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the file to read on the screen or to print."""
    municipality, sheet = _sheet(request, code)
    context = {"municipality": municipality, "sheet": sheet}
    return render(request, "web/town_file/page.html", context)


@login_required
@never_cache
@require_GET
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Send the file as one A4 page."""
    _municipality, sheet = _sheet(request, code)
    made = render_pdf(template="web/town_file/sheet.typ", data=sheet.as_json())
    return file_response(made, name=f"town-{code}.pdf")


def _sheet(request: HttpRequest, code: str) -> tuple[Municipality, TownSheet]:
    user = signed_in(request)
    municipality = get_object_or_404(Municipality.objects.select_related("county__province"), code=code)
    if not can_view_file(user=user, municipality=municipality):
        raise PermissionDenied
    return municipality, town_sheet(municipality=municipality, viewer=user, on=timezone.localdate())
