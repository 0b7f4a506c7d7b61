"""Recording at a visit or a county session: add, change, withdraw, hold, close, photos."""

import uuid
from datetime import datetime
from mimetypes import guess_type
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hamyar.accounts.edge import refusal_as_message, requires, signed_in
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.core.jalali import TEHRAN
from hamyar.visits.enums import COMING, DecisionState
from hamyar.visits.errors import StaleRecordError
from hamyar.visits.models import Decision, DeviceRecord, Meeting, SitePhoto, Visit
from hamyar.visits.permissions import CHANGE_VISITS, require_can_record, require_can_view_meeting
from hamyar.visits.record_forms import (
    KINDS,
    DecisionStateForm,
    HoldForm,
    Kind,
    RecordForm,
    SessionForm,
    hold_initial,
)
from hamyar.visits.selectors.meeting import meeting_with_key
from hamyar.visits.services.decisions import change_decision_state
from hamyar.visits.services.meeting import withdraw_record
from hamyar.visits.services.meeting.sessions import SessionFacts, open_session
from hamyar.visits.services.visits import close_visit, hold_visit


def found_meeting(key: str) -> Meeting:
    """Return the meeting of an address, or answer that there is none."""
    meeting = meeting_with_key(key)
    if meeting is None:
        raise Http404
    return meeting


def _kind(code: str) -> Kind:
    if code not in KINDS:
        raise Http404
    return KINDS[code]


def _record(kind: Kind, device_id: uuid.UUID) -> DeviceRecord:
    return get_object_or_404(kind.model, device_id=device_id)


def new_form(kind: Kind, meeting: Meeting) -> RecordForm:
    """Return an empty form whose record has its id already."""
    return kind.form(meeting=meeting, initial={"device_id": uuid.uuid4(), "revision": 0})


@login_required
def record_new(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Record something at a meeting."""
    meeting, chosen = found_meeting(key), _kind(kind)
    require_can_record(user=signed_in(request), meeting=meeting)
    if request.method != "POST":
        return _page(request, chosen.add, meeting, new_form(chosen, meeting))
    form = chosen.form(request.POST, request.FILES, meeting=meeting)
    return _save(request, chosen, meeting, form)


@login_required
def record(request: HttpRequest, kind: str, device_id: uuid.UUID) -> HttpResponse:
    """Change what was recorded."""
    chosen = _kind(kind)
    found = _record(chosen, device_id)
    require_can_record(user=signed_in(request), meeting=found.meeting)
    if request.method == "POST":
        form = chosen.form(request.POST, request.FILES, meeting=found.meeting)
        return _save(request, chosen, found.meeting, form, found)
    initial = {name: getattr(found, name, None) for name in chosen.form.base_fields}
    form = chosen.form(meeting=found.meeting, initial=initial)
    return _page(request, chosen.change, found.meeting, form, record=found, kind=chosen)


def _save(
    request: HttpRequest, kind: Kind, meeting: Meeting, form: RecordForm, found: DeviceRecord | None = None
) -> HttpResponse:
    heading = kind.change if found else kind.add
    if form.is_valid():
        try:
            _send(request, kind, meeting, form)
        except StaleRecordError as refusal:
            return _conflict(request, kind, meeting, form, refusal)
        except UnableToError as refusal:
            form.add_error(None, as_validation_error(refusal))
        else:
            return redirect(f"{meeting.get_absolute_url()}#{kind.code}")
    return _page(request, heading, meeting, form, record=found, kind=kind)


def _send(request: HttpRequest, kind: Kind, meeting: Meeting, form: RecordForm) -> None:
    kind.save(
        meeting=meeting,
        device_id=form.cleaned_data["device_id"],
        revision=form.cleaned_data["revision"],
        fields=form.record_fields(),
        device_time=None,
        by=signed_in(request),
        at=timezone.now(),
    )


def _conflict(
    request: HttpRequest, kind: Kind, meeting: Meeting, form: RecordForm, refusal: StaleRecordError
) -> HttpResponse:
    """Show what stands beside what was typed; saving again replaces it knowingly."""
    current: Any = refusal.current
    again = request.POST.copy()
    again["revision"] = str(current.revision)
    both = [
        (label, stands, said)
        for (label, stands), (_label, said) in zip(form.stands(current), form.said(), strict=True)
    ]
    extra = {"both": both, "refusal": refusal.message, "current": current}
    return _page(
        request, kind.change, meeting, kind.form(again, meeting=meeting), record=current, kind=kind, **extra
    )


def _page(request: HttpRequest, heading: Any, meeting: Meeting, form: Any, **extra: Any) -> HttpResponse:
    context = {"heading": heading, "meeting": meeting, "form": form, **extra}
    return render(request, "visits/desk/record.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, kind: str, device_id: uuid.UUID) -> HttpResponse:
    """Take a record out of the lists and the minutes."""
    chosen = _kind(kind)
    found = _record(chosen, device_id)
    require_can_record(user=signed_in(request), meeting=found.meeting)
    revision = request.POST.get("revision", "")
    seen = int(revision) if revision.isdecimal() else 0
    with refusal_as_message(request, _("It is withdrawn; it stays stored and can be brought back.")):
        withdraw_record(of=found, revision=seen, by=signed_in(request), at=timezone.now())
    return redirect(f"{found.meeting.get_absolute_url()}#{chosen.code}")


@login_required
def decision_state(request: HttpRequest, device_id: uuid.UUID) -> HttpResponse:
    """Say where a decision stands now."""
    found = get_object_or_404(Decision, device_id=device_id)
    require_can_record(user=signed_in(request), meeting=found.meeting)
    form = DecisionStateForm(request.POST or None, decision=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_decision_state(
                decision=found,
                to=DecisionState(form.cleaned_data["to"]),
                evidence=form.cleaned_data["evidence"],
                by=signed_in(request),
                at=timezone.now(),
            )
        except UnableToError as refusal:
            form.add_error(None, as_validation_error(refusal))
        else:
            return redirect(f"{found.meeting.get_absolute_url()}#decision")
    return _page(request, _("Where the decision stands"), found.meeting, form, said=found.text)


@login_required
@require_GET
def photo(request: HttpRequest, device_id: uuid.UUID) -> HttpResponse:
    """Give a photo to whom may see its meeting."""
    found = get_object_or_404(SitePhoto, device_id=device_id, withdrawn_at=None)
    require_can_view_meeting(user=signed_in(request), meeting=found.meeting)
    kind, _encoding = guess_type(str(found.file.name))
    with found.file.open() as file:
        response = HttpResponse(file.read(), content_type=kind or "application/octet-stream")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@login_required
def hold(request: HttpRequest, key: str) -> HttpResponse:
    """Record that a meeting took place."""
    meeting = found_meeting(key)
    require_can_record(user=signed_in(request), meeting=meeting)
    form = HoldForm(request.POST or None, initial=hold_initial(meeting))
    if request.method == "POST" and form.is_valid():
        try:
            hold_visit(meeting=meeting, by=signed_in(request), at=timezone.now(), **form.facts())
        except UnableToError as refusal:
            form.add_error(None, as_validation_error(refusal))
        else:
            messages.success(request, _("It is recorded as held."))
            return redirect(meeting)
    return _page(request, _("Record that it was held"), meeting, form)


@requires(CHANGE_VISITS)
@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    """Close a meeting whose minutes both sides confirmed."""
    meeting = found_meeting(key)
    with refusal_as_message(request, _("The visit is closed.")):
        close_visit(meeting=meeting, by=signed_in(request), at=timezone.now())
    return redirect(meeting)


@requires(CHANGE_VISITS)
def session_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring coming visits of a trip in one county together."""
    visit = get_object_or_404(Visit.objects.select_related("municipality__county"), pk=pk)
    if visit.state not in COMING or visit.session_id:
        raise PermissionDenied
    among = Visit.objects.filter(
        trip=visit.trip_id, municipality__county=visit.municipality.county_id, state__in=COMING, session=None
    ).select_related("municipality")
    form = SessionForm(request.POST or None, among=among, initial=_session_initial(visit, among))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        start, end = (datetime.combine(given["on"], given[name], TEHRAN) for name in ("started", "ended"))
        facts = SessionFacts(given["host"], start, end, given["place"])
        try:
            session = open_session(
                visits=list(given["visits"]), facts=facts, by=signed_in(request), at=timezone.now()
            )
        except UnableToError as refusal:
            form.add_error(None, as_validation_error(refusal))
        else:
            return redirect(session)
    return _page(request, _("County session"), visit, form)


def _session_initial(visit: Visit, among: Any) -> dict[str, Any]:
    start, end = visit.planned_start.astimezone(TEHRAN), visit.planned_end.astimezone(TEHRAN)
    return {
        "visits": list(among.values_list("pk", flat=True)),
        "host": visit.municipality_id,
        "on": start.date(),
        "started": start.time(),
        "ended": end.time(),
    }
