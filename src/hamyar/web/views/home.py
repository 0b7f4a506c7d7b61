"""Home and desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """Show the public front page."""
    return render(request, "web/home.html")


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for the signed-in person."""
    return render(request, "web/desk.html")
