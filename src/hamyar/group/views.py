"""The directory of companies and brands, and who speaks for a company."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hamyar.accounts.edge import requires, signed_in
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.group import selectors, services
from hamyar.group.forms import CompanyRepresentationForm, EndForm
from hamyar.group.models import CompanyRepresentation
from hamyar.group.permissions import MANAGE_REPRESENTATION, VIEW_REPRESENTATION, can_manage_representation


def companies(request: HttpRequest) -> HttpResponse:
    """Show who belongs to the group and what is known of each."""
    context = {"companies": selectors.companies(), "brands": selectors.brands()}
    return render(request, "group/companies.html", context)


@requires(VIEW_REPRESENTATION)
@require_GET
def representations(request: HttpRequest) -> HttpResponse:
    """Show who speaks for which company."""
    context = {
        "rows": selectors.company_representations(),
        "may_manage": can_manage_representation(user=signed_in(request)),
    }
    return render(request, "group/representations.html", context)


@requires(MANAGE_REPRESENTATION)
def grant(request: HttpRequest) -> HttpResponse:
    """Let a user speak for a company."""
    form = CompanyRepresentationForm(request.POST or None)
    by, at = signed_in(request), timezone.now()
    return _serve(
        request,
        form,
        act=lambda: services.grant_company_representation(by=by, at=at, **form.cleaned_data),
        done=_("The representation is on record."),
        heading=_("Representative of a company"),
    )


@requires(MANAGE_REPRESENTATION)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a representation."""
    row = get_object_or_404(CompanyRepresentation.objects.select_related("user", "company"), pk=pk)
    form = EndForm(request.POST or None)
    by, at = signed_in(request), timezone.now()
    return _serve(
        request,
        form,
        act=lambda: services.end_company_representation(
            representation=row, by=by, at=at, **form.cleaned_data
        ),
        done=_("The end of the representation is on record."),
        heading=_("End of the representation of %(company)s by %(name)s")
        % {"company": row.company.name, "name": row.user.full_name},
    )


def _serve(
    request: HttpRequest, form: forms.Form, *, act: Callable[[], object], done: str, heading: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except UnableToError as refusal:
            form.add_error(None, as_validation_error(refusal))
        else:
            messages.success(request, done)
            return redirect("group:representations")
    status = 422 if request.method == "POST" else 200
    return render(request, "group/form.html", {"form": form, "heading": heading}, status=status)
