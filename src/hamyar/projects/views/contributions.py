"""What the sides bring: recording, valuing anew, withdrawing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hamyar.accounts.edge import requires, signed_in
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.projects.forms import ContributionForm, ReasonForm, ValuationForm
from hamyar.projects.models import Project
from hamyar.projects.permissions import CHANGE
from hamyar.projects.services import record_contribution, revalue_contribution, withdraw_contribution
from hamyar.projects.views.reader import contribution_for, project_for


@requires(CHANGE)
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Record what a side brings."""
    user = signed_in(request)
    found = project_for(user, code)
    form = ContributionForm(request.POST or None, project=found)

    def act() -> object:
        return record_contribution(
            project=found,
            side=form.chosen_side,
            kind=form.chosen_kind,
            valuation=form.valuation,
            description=form.cleaned_data["description"],
            by=user,
            at=timezone.now(),
        )

    return _serve(
        request, form, found, act=act, done=_("The contribution is recorded."), heading=_("Contribution")
    )


@requires(CHANGE)
def revalue(request: HttpRequest, pk: int) -> HttpResponse:
    """Value something anew; the earlier value stays."""
    user = signed_in(request)
    row = contribution_for(user, pk)
    form = ValuationForm(request.POST or None, before=row, initial={"valuer": row.valuer})

    def act() -> object:
        return revalue_contribution(contribution=row, valuation=form.valuation, by=user, at=timezone.now())

    done, heading = _("The new valuation is recorded."), _("New valuation")
    return _serve(request, form, row.party.project, act=act, done=done, heading=heading, row=row)


@requires(CHANGE)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw something; it stays on record with the reason."""
    user = signed_in(request)
    row = contribution_for(user, pk)
    form = ReasonForm(request.POST or None)

    def act() -> object:
        reason = form.cleaned_data["reason"]
        return withdraw_contribution(contribution=row, reason=reason, by=user, at=timezone.now())

    done, heading = _("The contribution is withdrawn."), _("Withdraw a contribution")
    return _serve(request, form, row.party.project, act=act, done=done, heading=heading, row=row)


def _serve(
    request: HttpRequest,
    form: Any,
    project: Project,
    *,
    act: Callable[[], object],
    done: str,
    heading: str,
    row: object = None,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except UnableToError as refusal:
            field = getattr(refusal, "field", "")
            form.add_error(field if field in form.fields else None, as_validation_error(refusal))
        else:
            messages.success(request, done)
            return redirect(project)
    context = {"form": form, "project": project, "heading": heading, "row": row}
    status = 422 if request.method == "POST" else 200
    return render(request, "projects/contribution.html", context, status=status)
