"""Programmes on the desk: made, summed up, approved, published."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamyar.accounts.edge import refusal_as_message, requires, signed_in
from hamyar.accounts.permissions import has_permission
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.core.jalali import jalali_year
from hamyar.core.templatetags.hamyar import digits, number
from hamyar.visits.enums import ProgrammeState
from hamyar.visits.forms import (
    HOUR_RULE,
    RULE_LABELS,
    ComputeForm,
    LetterForm,
    NamedSessionForm,
    ProgrammeForm,
    WishForm,
    run_label,
)
from hamyar.visits.models import ProgrammeRun, Team, VisitProgramme
from hamyar.visits.permissions import APPROVE, CHANGE_VISITS, PLAN, PUBLISH, VIEW_DESK
from hamyar.visits.plan_page import clock
from hamyar.visits.rules import read_rules
from hamyar.visits.selectors import by_county, coming_visits, named_sessions, programmes, visits_of_programme
from hamyar.visits.services.capacity import Capacity, capacity_of
from hamyar.visits.services.programmes import (
    approve_programme,
    change_programme,
    create_programme,
    publish_programme,
)


@requires(VIEW_DESK)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """List the programmes and the visits that come next."""
    context = {
        "programmes": programmes(),
        "counties": by_county(coming_visits(since=timezone.now())),
        "has_teams": Team.objects.filter(is_active=True).exists(),
        "may_plan": has_permission(request.user, PLAN),
    }
    return render(request, "visits/desk/programmes.html", context)


@requires(PLAN)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a programme."""
    year = jalali_year(timezone.now()) + 1
    initial = {"jalali_year": year, "title": _("Visit programme of %(year)s") % {"year": digits(year)}}
    form = ProgrammeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_programme(facts=form.facts(), by=signed_in(request), at=timezone.now())
        except UnableToError as refusal:
            form.add_error(None, as_validation_error(refusal))
        else:
            return redirect(made)
    context = {"form": form, "heading": _("New programme"), "has_teams": Team.objects.exists()}
    return render(request, "visits/desk/edit_programme.html", context)


@requires(PLAN)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    programme = get_object_or_404(VisitProgramme, pk=pk)
    form = ProgrammeForm(request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        try:
            change_programme(
                programme=programme, facts=form.facts(), by=signed_in(request), at=timezone.now()
            )
        except UnableToError as refusal:
            form.add_error(None, as_validation_error(refusal))
        else:
            return redirect(programme)
    context = {
        "form": form,
        "programme": programme,
        "heading": _("Change the programme"),
        "has_teams": True,
    }
    return render(request, "visits/desk/edit_programme.html", context)


@requires(VIEW_DESK)
@require_GET
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a programme: rules, the sum before solving, wishes, runs, and once approved its visits."""
    return programme_page(request, get_object_or_404(programmes(), pk=pk), WishForm, ComputeForm())


def _shown(name: str, value: int) -> str:
    """Write a rule in the digits of the page; an hour as an hour."""
    return clock(value) if name == HOUR_RULE else number(value)


def programme_page(
    request: HttpRequest,
    found: VisitProgramme,
    wish: Any,
    compute_form: ComputeForm,
    session_form: NamedSessionForm | None = None,
) -> HttpResponse:
    """Render a programme with the forms as they were typed."""
    is_draft = found.state == ProgrammeState.DRAFT
    capacity, refusal = _capacity(found) if is_draft else (None, "")
    rules = read_rules(found.rules)
    context = {
        "programme": found,
        "is_draft": is_draft,
        "rules": [(RULE_LABELS[name], _shown(name, value)) for name, value in rules.numbers().items()],
        "sessions": named_sessions(programme=found),
        "session_form": session_form or NamedSessionForm(),
        "run_label": run_label(found.ranking_run),
        "capacity": capacity,
        "refusal": refusal,
        "wishes": found.wishes.select_related("municipality", "team", "created_by"),
        "wish_form": wish(programme=found) if isinstance(wish, type) else wish,
        "compute_form": compute_form,
        "letter_form": LetterForm(initial={"on": timezone.localdate()}),
        "visits": () if is_draft else visits_of_programme(programme=found),
        "may_plan": has_permission(request.user, PLAN),
        "may_publish": found.state == ProgrammeState.APPROVED and has_permission(request.user, PUBLISH),
        "may_change_visits": has_permission(request.user, CHANGE_VISITS),
    }
    return render(request, "visits/desk/programme.html", context)


def _capacity(found: VisitProgramme) -> tuple[Capacity | None, str]:
    try:
        return capacity_of(programme=found, at=timezone.now()), ""
    except UnableToError as refusal:
        return None, refusal.message


@requires(APPROVE)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a run; the programme is frozen."""
    run = get_object_or_404(ProgrammeRun.objects.select_related("programme"), pk=pk)
    with refusal_as_message(request, _("The programme is approved; its visits stand below.")):
        approve_programme(run=run, by=signed_in(request), at=timezone.now())
    return redirect(run.programme)


@requires(PUBLISH)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the coming visits to everybody."""
    found = get_object_or_404(VisitProgramme, pk=pk)
    with refusal_as_message(request, _("The coming visits are public now.")):
        publish_programme(programme=found, by=signed_in(request), at=timezone.now())
    return redirect(found)
