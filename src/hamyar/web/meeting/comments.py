"""Comments on a visit: of its town's side, and the answers of the organisation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hamyar.accounts.edge import signed_in
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.visits.enums import Side
from hamyar.visits.models import Visit
from hamyar.visits.permissions import can_answer, require_can_record
from hamyar.visits.services.comments import comment_on_visit
from hamyar.web.meeting.forms import CommentForm


@login_required
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Comment on a visit, for the side the reader is of; what was typed stays when it is refused."""
    visit, user = get_object_or_404(Visit.objects.select_related("municipality"), pk=pk), signed_in(request)
    is_of_town = can_answer(user=user, meeting=visit, municipality=visit.municipality)
    if not is_of_town:
        require_can_record(user=user, meeting=visit)
    side = Side.MUNICIPALITY if is_of_town else Side.ORGANISATION
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            comment_on_visit(
                visit=visit, side=side, text=form.cleaned_data["text"], by=user, at=timezone.now()
            )
        except UnableToError as refusal:
            form.add_error(None, as_validation_error(refusal))
        else:
            messages.success(request, _("Your words stand beside the visit."))
            return redirect(f"{visit.get_absolute_url()}#comments")
    heading = _("Comment on the visit") if is_of_town else _("Answer the municipality")
    context = {"heading": heading, "meeting": visit, "form": form}
    return render(request, "visits/desk/record.html", context, status=422 if form.is_bound else 200)
