"""One promise: its history, and the steps that are open to the reader."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from hamyar.accounts.models import User
from hamyar.commitments import permissions, selectors, services
from hamyar.commitments.enums import COMMITMENT_MOVES, CommitmentState
from hamyar.commitments.forms import DoneForm, FollowUpForm, PostponeForm, ReasonForm, RemarkForm
from hamyar.commitments.models import Commitment, EvidenceFile
from hamyar.commitments.views.reader import readable, reader
from hamyar.core.errors import UnableToError, as_validation_error

Said = dict[str, Any]
Act = Callable[[Commitment, Said, User, dt.datetime], object]


@login_required
@require_GET
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a promise with its history."""
    user = reader(request)
    return _page(request, user, readable(user=user, pk=pk))


def _page(
    request: HttpRequest, user: User, found: Commitment, *, status: int = 200, **tried: forms.Form
) -> HttpResponse:
    today = timezone.localdate()
    changes = permissions.can_change(user=user)
    context = {
        "promise": found,
        "history": selectors.history_of(commitment=found),
        "days_overdue": found.days_overdue(today),
        "moves": COMMITMENT_MOVES[CommitmentState(found.state)],
        "can_answer": permissions.can_answer(user=user, commitment=found),
        "can_change": changes,
        "can_correct": permissions.can_record(user=user, meeting=found.visit or found.session),
        "forms": {
            "follow_up": FollowUpForm(prefix="note"),
            "done": DoneForm(may_state_day=changes, prefix="done"),
            "block": ReasonForm(prefix="block"),
            "resume": RemarkForm(prefix="resume"),
            "postpone": PostponeForm(prefix="postpone"),
            "drop": ReasonForm(prefix="drop"),
            "reopen": ReasonForm(prefix="reopen"),
            **tried,
        },
        "tried": next(iter(tried), ""),
    }
    return render(request, "commitments/promise.html", context, status=status)


def _step(
    request: HttpRequest,
    pk: int,
    name: str,
    form: forms.Form,
    *,
    act: Act,
    done_message: str | Promise,
    by_who_changes: bool = False,
) -> HttpResponse:
    """Take one step; a refusal is shown beside the form, and the meeting's screen gets its next promise."""
    user = reader(request)
    found = readable(user=user, pk=pk)
    if by_who_changes:
        permissions.require_can_change(user=user)
    else:
        permissions.require_can_answer(user=user, commitment=found)
    if form.is_valid():
        try:
            act(found, form.cleaned_data, user, timezone.now())
        except UnableToError as refusal:
            form.add_error(None, as_validation_error(refusal))
        else:
            messages.success(request, str(done_message))
            return redirect(_after(request, found))
    return _page(request, user, found, status=422, **{name: form})


def _after(request: HttpRequest, found: Commitment) -> str:
    """Return where to go on: to the next promise of a meeting, else back to the promise."""
    place = request.POST.get("meeting", "")
    if place.isdecimal():
        return f"{reverse('commitments:meeting')}?n={int(place) + 1}"
    return found.get_absolute_url()


@login_required
@require_POST
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a line to the history."""
    return _step(
        request,
        pk,
        "follow_up",
        FollowUpForm(request.POST, request.FILES, prefix="note"),
        act=lambda row, said, by, at: services.follow_up(commitment=row, by=by, at=at, **said),
        done_message=_("The follow-up is recorded."),
    )


@login_required
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the evidence, and on sending report the promise done; opening the page changes nothing."""
    user = reader(request)
    changes = permissions.can_change(user=user)
    if request.method == "POST":
        return _step(
            request,
            pk,
            "done",
            DoneForm(request.POST, request.FILES, may_state_day=changes, prefix="done"),
            act=lambda row, said, by, at: services.complete_commitment(commitment=row, by=by, at=at, **said),
            done_message=_("The promise is reported done."),
        )
    found = readable(user=user, pk=pk)
    permissions.require_can_answer(user=user, commitment=found)
    if not found.is_pending:
        return redirect(found)
    form = DoneForm(may_state_day=changes, prefix="done")
    context = {"promise": found, "form": form, "days_overdue": found.days_overdue(timezone.localdate())}
    return render(request, "commitments/done.html", context)


@login_required
@require_POST
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """Report what keeps the promise from going on."""
    return _step(
        request,
        pk,
        "block",
        ReasonForm(request.POST, prefix="block"),
        act=lambda row, said, by, at: services.block_commitment(commitment=row, by=by, at=at, **said),
        done_message=_("The obstacle is recorded; the date stays."),
    )


@login_required
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up a blocked promise again."""
    return _step(
        request,
        pk,
        "resume",
        RemarkForm(request.POST, prefix="resume"),
        act=lambda row, said, by, at: services.resume_commitment(commitment=row, by=by, at=at, **said),
        done_message=_("The promise is in hand again."),
    )


@login_required
@require_POST
def postpone(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a new date with a reason."""
    return _step(
        request,
        pk,
        "postpone",
        PostponeForm(request.POST, prefix="postpone"),
        act=lambda row, said, by, at: services.postpone_commitment(commitment=row, by=by, at=at, **said),
        done_message=_("The new date is recorded; the old one stays in the history."),
        by_who_changes=True,
    )


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a promise with the reason."""
    return _step(
        request,
        pk,
        "drop",
        ReasonForm(request.POST, prefix="drop"),
        act=lambda row, said, by, at: services.drop_commitment(commitment=row, by=by, at=at, **said),
        done_message=_("The promise is dropped and stays on record."),
        by_who_changes=True,
    )


@login_required
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a promise again whose evidence does not show that it was done."""
    return _step(
        request,
        pk,
        "reopen",
        ReasonForm(request.POST, prefix="reopen"),
        act=lambda row, said, by, at: services.reopen_commitment(commitment=row, by=by, at=at, **said),
        done_message=_("The promise is open again."),
        by_who_changes=True,
    )


@login_required
@require_GET
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """Send a file of the history to whom may read the promise."""
    user = reader(request)
    row = get_object_or_404(EvidenceFile.objects.select_related("follow_up"), pk=pk)
    readable(user=user, pk=row.follow_up.commitment_id)
    if not row.file.storage.exists(str(row.file.name)):
        raise Http404(row.name)
    response = FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name)
    response["Cache-Control"] = "private, no-store"
    return response
