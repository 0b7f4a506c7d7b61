"""The directory of companies and brands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hamyar.group import selectors


def companies(request: HttpRequest) -> HttpResponse:
    """Show who belongs to the group and what is known of each."""
    context = {"companies": selectors.companies(), "brands": selectors.brands()}
    return render(request, "group/companies.html", context)
