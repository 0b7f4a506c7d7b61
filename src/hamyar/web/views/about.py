"""Short public pages about the product itself: what it is, its data, its accessibility, whom to ask."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hamyar.accounts.edge import requires, signed_in
from hamyar.accounts.permissions import has_permission
from hamyar.core.contact import ContactDetails, change_contact, contact_details
from hamyar.core.errors import UnableToError
from hamyar.priorities.selectors import publications
from hamyar.web.forms.contact import ContactForm

CHANGE_CONTACT = "core.change_contact"


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
    context = {"contact": contact_details(), "may_change": has_permission(request.user, CHANGE_CONTACT)}
    return render(request, "web/public/contact.html", context)


@requires(CHANGE_CONTACT)
@require_http_methods(["GET", "POST"])
def edit_contact(request: HttpRequest) -> HttpResponse:
    """Let an administrator say how to reach the organisation."""
    form = ContactForm(request.POST or None, initial=asdict(contact_details()))
    if request.method == "POST" and form.is_valid():
        try:
            change_contact(
                details=ContactDetails(**form.cleaned_data), by=signed_in(request), at=timezone.now()
            )
        except UnableToError as refusal:
            form.add_error("postal_code", refusal.message)
        else:
            messages.success(request, _("The contact of the organisation is stored."))
            return redirect("web:contact_edit")
    return render(request, "web/contact.html", {"form": form}, status=422 if form.errors else 200)
