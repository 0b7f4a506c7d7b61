"""Programmes on the desk: made, summed up, computed, wished for, approved, published."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamyar.accounts.edge import refusal_as_message, requires, signed_in
from hamyar.accounts.permissions import has_permission
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.core.jalali import jalali_year
from hamyar.core.progress import enqueue
from hamyar.visits.enums import ProgrammeState, WishKind
from hamyar.visits.forms import RULE_LABELS, ComputeForm, ProgrammeForm, WishForm
from hamyar.visits.models import ProgrammeRun, Team, VisitProgramme, Wish
from hamyar.visits.permissions import APPROVE, CHANGE_VISITS, PLAN, PUBLISH, VIEW_DESK
from hamyar.visits.rules import read_rules
from hamyar.visits.selectors import by_county, coming_visits, programmes, visits_of_programme
from hamyar.visits.services.capacity import Capacity, capacity_of
from hamyar.visits.services.programmes import (
    WishFacts,
    approve_programme,
    change_programme,
    create_programme,
    drop_wish,
    make_wish,
    publish_programme,
)
from hamyar.visits.tasks import compute_programme_in_background


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
    initial = {"jalali_year": year, "title": _("Visit programme of %(year)s") % {"year": year}}
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
    return _page(request, get_object_or_404(programmes(), pk=pk), WishForm, ComputeForm())


def _page(request: HttpRequest, found: VisitProgramme, wish: Any, compute_form: ComputeForm) -> HttpResponse:
    is_draft = found.state == ProgrammeState.DRAFT
    capacity, refusal = _capacity(found) if is_draft else (None, "")
    rules = read_rules(found.rules).as_json()
    context = {
        "programme": found,
        "is_draft": is_draft,
        "rules": [(RULE_LABELS[name], value) for name, value in rules.items()],
        "capacity": capacity,
        "refusal": refusal,
        "wishes": found.wishes.select_related("municipality", "team", "created_by"),
        "wish_form": wish(programme=found) if isinstance(wish, type) else wish,
        "compute_form": compute_form,
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


@requires(PLAN)
@require_POST
def compute(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the planning to the worker and show how far it is."""
    found = get_object_or_404(programmes(), pk=pk)
    form = ComputeForm(request.POST)
    if found.state != ProgrammeState.DRAFT:
        messages.error(request, _("The programme is approved and frozen."))
        return redirect(found)
    if not form.is_valid():
        return _page(request, found, WishForm, form)
    progress = enqueue(
        task=compute_programme_in_background,
        title=_("Planning of “%(programme)s”") % {"programme": found},
        by=signed_in(request),
        at=timezone.now(),
        programme_id=found.pk,
        user_id=signed_in(request).pk,
        seconds=float(form.cleaned_data["seconds"]),
        seed=int(form.cleaned_data["seed"]),
        keeps=form.cleaned_data["mode"] == "keep",
    )
    return redirect("web:work", pk=progress.pk)


@requires(PLAN)
@require_POST
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    """Pin a visit, or keep a town free in a week; the next run heeds it."""
    found = get_object_or_404(programmes(), pk=pk)
    form = WishForm(request.POST, programme=found)
    if not form.is_valid():
        return _page(request, found, form, ComputeForm())
    given = form.cleaned_data
    facts = WishFacts(
        municipality=given["municipality"],
        kind=WishKind(given["kind"]),
        on=given["on"],
        team=given["team"] if given["kind"] == WishKind.PIN else None,
        reason=given["reason"],
    )
    with refusal_as_message(request, _("The next run heeds it. Plan again to see what changes.")):
        make_wish(programme=found, facts=facts, by=signed_in(request), at=timezone.now())
    return redirect(found)


@requires(PLAN)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a wish back."""
    found = get_object_or_404(Wish.objects.select_related("programme"), pk=pk)
    with refusal_as_message(request, _("The wish is taken back.")):
        drop_wish(wish=found, by=signed_in(request), at=timezone.now())
    return redirect(found.programme)


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
