"""What a planner asks of the next run: how long, which visits stay, move or wait, which sessions; and its start."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hamyar.accounts.edge import refusal_as_message, requires, signed_in
from hamyar.core.progress import enqueue
from hamyar.places.models import Municipality
from hamyar.visits.enums import ProgrammeState, WishKind
from hamyar.visits.forms import ComputeForm, MovePlannedForm, NamedSessionForm, WishForm
from hamyar.visits.models import ProgrammeRun, VisitProgramme, Wish
from hamyar.visits.permissions import PLAN
from hamyar.visits.selectors import programmes
from hamyar.visits.services.named_sessions import drop_session, name_session
from hamyar.visits.services.wishes import WishFacts, drop_wish, make_wish, move_planned
from hamyar.visits.tasks import compute_programme_in_background
from hamyar.visits.views.programmes import programme_page

AGAIN_SECONDS = 20.0
"""How long a plan is mended; what was not asked for stays where it is, so little is to be searched."""


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
        return programme_page(request, found, WishForm, form)
    given = form.cleaned_data
    return _enqueue(
        request,
        found,
        seconds=float(given["seconds"]),
        seed=int(given["seed"]),
        keeps=given["mode"] == "keep",
    )


@requires(PLAN)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan again at once with what was asked for since, keeping the rest where it stands."""
    found = get_object_or_404(programmes(), pk=pk)
    if found.state != ProgrammeState.DRAFT:
        messages.error(request, _("The programme is approved and frozen."))
        return redirect(found)
    return _enqueue(request, found, seconds=AGAIN_SECONDS, seed=1, keeps=True)


def _enqueue(
    request: HttpRequest, found: VisitProgramme, *, seconds: float, seed: int, keeps: bool
) -> HttpResponse:
    progress = enqueue(
        task=compute_programme_in_background,
        title=_("Planning of “%(programme)s”") % {"programme": found},
        by=signed_in(request),
        at=timezone.now(),
        programme_id=found.pk,
        user_id=signed_in(request).pk,
        seconds=seconds,
        seed=seed,
        keeps=keeps,
    )
    return redirect("web:work", pk=progress.pk)


@requires(PLAN)
@require_POST
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a county session the next run may hold."""
    found = get_object_or_404(programmes(), pk=pk)
    form = NamedSessionForm(request.POST)
    if not form.is_valid():
        return programme_page(request, found, WishForm, ComputeForm(), form)
    with refusal_as_message(request, _("The session is named. The next run holds it where it saves time.")):
        name_session(programme=found, facts=form.facts(), by=signed_in(request), at=timezone.now())
    return redirect(found)


@requires(PLAN)
@require_POST
def session_drop(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Plan the towns of a county session one by one again."""
    found = get_object_or_404(VisitProgramme, pk=pk)
    host = get_object_or_404(Municipality, code=code)
    with refusal_as_message(request, _("The session is taken out.")):
        drop_session(programme=found, host=host, by=signed_in(request), at=timezone.now())
    return redirect(found)


@requires(PLAN)
@require_http_methods(["GET", "POST"])
def move_planned_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose another day for a visit of the newest plan; dragging it in the calendar sends the same form."""
    found = get_object_or_404(programmes(), pk=pk)
    typed = MovePlannedForm(request.POST or request.GET, programme=found)
    is_valid = typed.is_valid()
    if request.method == "POST" and is_valid:
        return _move(request, found, typed.cleaned_data)
    if not {"municipality", "from_on"} <= typed.cleaned_data.keys():
        raise Http404
    context = {
        "form": typed
        if request.method == "POST"
        else MovePlannedForm(initial=request.GET.dict(), programme=found),
        "programme": found,
        "town": typed.cleaned_data["municipality"],
        "from_on": typed.cleaned_data["from_on"],
        "back": newest_plan(found),
    }
    return render(request, "visits/desk/move_planned.html", context)


def _move(request: HttpRequest, found: VisitProgramme, given: dict[str, Any]) -> HttpResponse:
    facts = WishFacts(given["municipality"], WishKind.PIN, given["on"], given["team"], given["reason"])
    with refusal_as_message(request, _("Asked for. Plan again to see what the move changes.")):
        move_planned(
            programme=found, facts=facts, from_on=given["from_on"], by=signed_in(request), at=timezone.now()
        )
    return redirect(newest_plan(found))


def newest_plan(programme: VisitProgramme) -> ProgrammeRun | VisitProgramme:
    """Return the newest run, where wishes are seen beside the plan, or the programme before there is one."""
    return programme.runs.first() or programme


@requires(PLAN)
@require_POST
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    """Pin a visit, or keep a town free in a week; the next run heeds it."""
    found = get_object_or_404(programmes(), pk=pk)
    form = WishForm(request.POST, programme=found)
    if not form.is_valid():
        return programme_page(request, found, form, ComputeForm())
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
    return redirect(newest_plan(found))


@requires(PLAN)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a wish back."""
    found = get_object_or_404(Wish.objects.select_related("programme"), pk=pk)
    with refusal_as_message(request, _("The wish is taken back.")):
        drop_wish(wish=found, by=signed_in(request), at=timezone.now())
    return redirect(newest_plan(found.programme))
