"""Home and desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hamyar.accounts.edge import signed_in
from hamyar.places.models import Municipality
from hamyar.places.selectors import municipalities_represented_by
from hamyar.priorities.selectors import current_publication, ranked_towns
from hamyar.web.waiting import waiting_for

FIRST = 6


def home(request: HttpRequest) -> HttpResponse:
    """Show the public who comes first, and the ways to the ranking, the map and the municipalities."""
    publication = current_publication()
    towns = ranked_towns(run=publication.run)[:FIRST] if publication else []
    return render(
        request,
        "web/home.html",
        {
            "publication": publication,
            "summary": publication.run.summary if publication else {},
            "towns": towns,
            "municipalities": Municipality.objects.filter(closed_on__isnull=True).count(),
        },
    )


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for the signed-in person."""
    user = signed_in(request)
    return render(
        request,
        "web/desk.html",
        {"waiting": waiting_for(user=user), "own": municipalities_represented_by(user=user)},
    )
