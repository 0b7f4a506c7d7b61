"""Short public pages about the product itself: what it is, its data, its accessibility, whom to ask."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hamyar.priorities.selectors import publications


def about(request: HttpRequest) -> HttpResponse:
    """Say what Hamyar is, whom it serves and how it works."""
    return render(request, "web/public/about.html")


def open_data(request: HttpRequest) -> HttpResponse:
    """List what can be downloaded, under which licence, and whom to credit."""
    return render(request, "web/public/open_data.html", {"publications": publications()})


def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how the pages can be used, and what is known not to work."""
    return render(request, "web/public/accessibility.html")


def contact(request: HttpRequest) -> HttpResponse:
    """Say how to reach the organisation and how a municipality contests a figure."""
    return render(request, "web/public/contact.html")
