"""Recording a promise, correcting it, and making one of a decision."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamyar.accounts.models import User
from hamyar.commitments import permissions, services
from hamyar.commitments.enums import PromisingSide
from hamyar.commitments.forms import CommitmentForm
from hamyar.commitments.models import Commitment
from hamyar.commitments.services import CommitmentSource
from hamyar.commitments.views.reader import readable, reader
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.findings.models import Finding
from hamyar.findings.permissions import can_view_finding
from hamyar.visits.models import CountySession, Decision, Visit


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Record a promise, perhaps of the visit, session, decision or finding that the address names.

    The form carries the id under which it is kept, so that sending it twice records it once.
    """
    user = reader(request)
    source = _source(request, user)
    permissions.require_can_record(user=user, meeting=source.meeting)
    form = CommitmentForm(
        request.POST or None, initial=_suggested(source, side=_side(request.GET.get("side", "")))
    )
    said = {"form": form, "source": source, "key": request.POST.get("key") or str(uuid4())}
    if request.method == "POST" and form.is_valid():
        try:
            made = services.save_commitment(
                device_id=_key(said["key"]),
                revision=0,
                fields=form.cleaned_data,
                device_time=None,
                source=source,
                by=user,
                at=timezone.now(),
            )
        except UnableToError as refusal:
            form.add_error(None, as_validation_error(refusal))
        else:
            messages.success(request, _("The promise is recorded."))
            return redirect(made)
    return render(request, "commitments/form.html", said, status=422 if form.is_bound else 200)


def _key(text: Any) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        return uuid4()


def _source(request: HttpRequest, user: User) -> CommitmentSource:
    """Return what the address names; a finding the reader may not know of is refused."""

    def named(model: Any, name: str) -> Any:
        number = request.GET.get(name, "")
        return get_object_or_404(model, pk=int(number)) if number.isdecimal() else None

    finding = named(Finding, "finding")
    if finding is not None and not can_view_finding(user=user, finding=finding):
        raise PermissionDenied("findings.view_desk")
    return CommitmentSource(
        visit=named(Visit, "visit"),
        session=named(CountySession, "session"),
        decision=named(Decision, "decision"),
        finding=finding,
    )


def _side(asked: str) -> PromisingSide:
    return PromisingSide(asked) if asked in PromisingSide.values else PromisingSide.ORGANISATION


def _suggested(source: CommitmentSource, *, side: PromisingSide) -> dict[str, Any]:
    """Return what the source already says."""
    decision, meeting = source.decision, source.meeting
    town = (decision and decision.municipality) or getattr(meeting, "municipality", None)
    town = town or getattr(source.finding, "municipality", None)
    said = {"side": side, "town": town.code if town else None}
    if town and side == PromisingSide.MUNICIPALITY:
        said["municipality"] = town.code
    if decision:
        said |= {"text": decision.text, "owner_name": decision.responsible, "due_on": decision.due_on}
    return said


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a promise; a change from an older copy is refused."""
    user = reader(request)
    held = readable(user=user, pk=pk)
    permissions.require_can_record(user=user, meeting=held.visit or held.session)
    form = CommitmentForm(request.POST or None, held=held, initial=CommitmentForm.initial_of(held))
    if request.method == "POST" and form.is_valid():
        try:
            _correct(request, held, form, user)
        except UnableToError as refusal:
            form.add_error(None, as_validation_error(refusal))
        else:
            messages.success(request, _("The promise is corrected."))
            return redirect(held)
    context = {"form": form, "promise": held, "revision": request.POST.get("revision", held.revision)}
    return render(request, "commitments/form.html", context, status=422 if form.is_bound else 200)


def _correct(request: HttpRequest, held: Commitment, form: CommitmentForm, user: User) -> None:
    revision = request.POST.get("revision", "")
    services.save_commitment(
        device_id=held.device_id,
        revision=int(revision) if revision.isdecimal() else 0,
        fields={**form.cleaned_data, "due_on": form.cleaned_data["due_on"] or held.due_on},
        device_time=None,
        source=CommitmentSource(visit=held.visit, session=held.session),
        by=user,
        at=timezone.now(),
    )


@login_required
@require_POST
def from_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a promise of a decision with one button; where it names nobody or no date, the form asks for them."""
    user = reader(request)
    decision = get_object_or_404(
        Decision.objects.select_related(
            "visit__municipality", "visit__trip", "session__trip", "municipality"
        ),
        pk=pk,
    )
    permissions.require_can_record(user=user, meeting=decision.meeting)
    side = _side(request.POST.get("side", ""))
    try:
        services.commit_decision(decision=decision, side=side, by=user, at=timezone.now())
    except UnableToError as refusal:
        messages.warning(request, refusal.message)
        return redirect(f"{reverse('commitments:new')}?decision={decision.pk}&side={side}")
    messages.success(request, _("The decision is now a promise."))
    return redirect(f"{decision.meeting.get_absolute_url()}#decision")
