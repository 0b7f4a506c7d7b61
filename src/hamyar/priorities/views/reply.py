"""The municipality's side: contest a figure or the tier, read the answer."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hamyar.accounts.edge import refusal_as_message, signed_in
from hamyar.places.models import Municipality
from hamyar.priorities.forms import ReplyForm
from hamyar.priorities.permissions import replies_visible_to, require_can_reply
from hamyar.priorities.selectors import current_publication, indicators_of
from hamyar.priorities.services.publishing import send_reply


@login_required
@require_http_methods(["GET", "POST"])
def contest(request: HttpRequest, code: str) -> HttpResponse:
    """Contest the published ranking for the own town, and see what was answered."""
    town = get_object_or_404(Municipality, code=code)
    user = signed_in(request)
    require_can_reply(user=user, municipality=town)
    publication = current_publication()
    if publication is None:
        return render(request, "priorities/none_yet.html")
    form = ReplyForm(request.POST or None, indicators=indicators_of(publication.run))
    if request.method == "POST" and form.is_valid():
        with refusal_as_message(request, _("Your reply was sent; the answer will stand here.")):
            send_reply(
                publication=publication, municipality=town, by=user, at=timezone.now(), **form.cleaned_data
            )
        return redirect("priorities:contest", code=code)
    replies = replies_visible_to(user=user).filter(municipality=town).select_related("publication")
    return render(
        request,
        "priorities/contest.html",
        {"town": town, "publication": publication, "form": form, "replies": replies},
    )
