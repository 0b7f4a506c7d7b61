"""Home and desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hamyar.accounts.edge import signed_in
from hamyar.places.selectors import municipalities_represented_by
from hamyar.web.front import front_page
from hamyar.web.waiting import waiting_for


def home(request: HttpRequest) -> HttpResponse:
    """Show what is new, where the visits go next, the province by tier, and what was promised."""
    return render(request, "web/home.html", {"front": front_page(on=timezone.localdate())})


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for the signed-in person."""
    user = signed_in(request)
    return render(
        request,
        "web/desk.html",
        {"waiting": waiting_for(user=user), "own": municipalities_represented_by(user=user)},
    )
