"""The page of a visit or a county session, its minutes, and the lists that lead there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from hamyar.accounts.edge import origin, refusal_as_message, requires, signed_in
from hamyar.accounts.permissions import has_permission, require_permission
from hamyar.core.documents import file_response
from hamyar.core.errors import UnableToError
from hamyar.core.jalali import local_date
from hamyar.core.persian import format_number
from hamyar.core.translation import active_language
from hamyar.places.models import Municipality
from hamyar.visits.enums import Side, VisitState
from hamyar.visits.forms import CancelForm, MoveForm
from hamyar.visits.minutes_diff import differences
from hamyar.visits.models import Feed, Meeting, MinutesVersion, Visit
from hamyar.visits.permissions import (
    VIEW_DESK,
    VIEW_OWN,
    can_record,
    require_can_record,
    require_can_view_meeting,
)
from hamyar.visits.record_forms import KINDS, HoldForm, hold_initial
from hamyar.visits.selectors.meeting import key_of, latest_minutes, versions_of
from hamyar.visits.services.meeting import fill_agenda
from hamyar.visits.services.minutes import add_dissent, confirm_minutes, reopen_minutes, write_minutes
from hamyar.visits.views.meeting import found_meeting
from hamyar.web.meeting.agenda import agenda_points
from hamyar.web.meeting.documents import minutes_docx, minutes_pdf, paper_form
from hamyar.web.meeting.forms import CommentForm, DissentForm, ReopenForm, WriteForm
from hamyar.web.meeting.lists import coverage, my_visits, owed_visits, split, writes_all
from hamyar.web.meeting.page import MeetingPage, meeting_page, voices_of
from hamyar.web.meeting.sections import extra_sections


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """List the visits of one's own team or town."""
    user = signed_in(request)
    sees_all = has_permission(user, VIEW_DESK)
    if not sees_all:
        require_permission(user, VIEW_OWN)
    visits = split(my_visits(user=user))
    context = {"visits": visits, "sees_all": sees_all, "writes": writes_all(user=user)}
    return render(request, "web/meeting/mine.html", context)


@requires(VIEW_DESK)
@require_GET
def coverage_page(request: HttpRequest) -> HttpResponse:
    """Show when each town was last visited and which are owed a visit."""
    owed = owed_visits()
    rows = coverage(owed=owed, at=timezone.now())
    context = {"rows": rows, "owed": owed, "overdue": sum(row.is_overdue for row in rows)}
    return render(request, "web/meeting/coverage.html", context)


def _seen(request: HttpRequest, key: str) -> tuple[Meeting, MeetingPage]:
    """Return a meeting and its page for who may see it."""
    found, user = found_meeting(key), signed_in(request)
    require_can_view_meeting(user=user, meeting=found)
    return found, meeting_page(meeting=found, reader=user, at=timezone.now())


@login_required
@require_GET
def meeting(request: HttpRequest, key: str) -> HttpResponse:
    """Show a visit or a county session: the one place of work."""
    found, page = _seen(request, key)
    context = {
        "page": page,
        "meeting": found,
        "key": key,
        "adds": {code: kind.add for code, kind in KINDS.items()},
        "may_follow": can_record(user=signed_in(request), meeting=found),
        "comment_form": CommentForm(auto_id="comment-%s"),
        "hold_form": HoldForm(auto_id="hold-%s", initial=hold_initial(found)),
        "is_held": found.held_start is not None,
        "asks_me": _asks(request, page),
        **_planning(request, found, page),
    }
    return render(request, "web/meeting/meeting.html", context)


def _asks(request: HttpRequest, page: MeetingPage) -> bool:
    """Tell whether the minutes wait for the reader's confirmation."""
    if page.meeting.state != VisitState.MINUTED:
        return False
    return any(not voice.has_confirmed for voice in voices_of(page=page, reader=signed_in(request)))


def _planning(request: HttpRequest, found: Meeting, page: MeetingPage) -> dict[str, Any]:
    """Return what only a visit has: moving, cancelling, the calendar of its town."""
    if not isinstance(found, Visit):
        return {"towns": found.visits.select_related("municipality").order_by("municipality__sort_key", "pk")}
    feeds = Feed.objects.filter(municipality=found.municipality, revoked_at=None)
    return {
        "visit": found,
        "moved_from": Visit.objects.filter(moved_to=found).first(),
        "is_planned": found.state == VisitState.PLANNED,
        "move_form": MoveForm(auto_id="move-%s"),
        "cancel_form": CancelForm(auto_id="cancel-%s"),
        "feed": feeds.first() if page.may.share else None,
        "origin": origin(request),
    }


@login_required
@require_POST
def fill(request: HttpRequest, key: str) -> HttpResponse:
    """Fill the agenda from the files of the towns."""
    found, user, now = found_meeting(key), signed_in(request), timezone.now()
    require_can_record(user=user, meeting=found)
    try:
        made = fill_agenda(
            meeting=found,
            points=agenda_points(meeting=found, by=user, on=local_date(now)),
            by=user,
            at=now,
        )
    except UnableToError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _said_of_agenda(len(made)))
    return redirect(f"{found.get_absolute_url()}#agenda")


def _said_of_agenda(number: int) -> str:
    if not number:
        return _("The town file holds nothing that is not on the agenda yet.")
    words = {"number": format_number(number, language=active_language())}
    return (
        ngettext(
            "%(number)s point of the town file is on the agenda; change or withdraw what does not fit.",
            "%(number)s points of the town file are on the agenda; change or withdraw what does not fit.",
            number,
        )
        % words
    )


@login_required
@require_GET
def minutes(request: HttpRequest, key: str) -> HttpResponse:
    """Show the minutes in force, or how to write them."""
    found, page = _seen(request, key)
    if page.shares_minutes and isinstance(found, Visit) and found.session:
        return redirect("meetings:minutes", key=key_of(found.session))
    return _minutes_page(request, page, page.minutes)


def _minutes_page(
    request: HttpRequest, page: MeetingPage, shown: MinutesVersion | None, **forms: Any
) -> HttpResponse:
    is_latest = shown is not None and shown == page.minutes
    given = list(shown.confirmations.all()) if shown else []
    before = _before(page, shown)
    write_form = forms.get("write_form") or WriteForm(auto_id="write-%s")
    write_form.fields["what_is_new"].required = shown is not None
    context = {
        "page": page,
        "meeting": page.meeting,
        "key": key_of(page.meeting),
        "shown": shown,
        "is_latest": is_latest,
        "confirmed": [each for each in given if not each.dissent],
        "dissents": [each for each in given if each.dissent],
        "earlier": page.earlier_dissents(shown) if shown else (),
        "before": before,
        "rows": differences(before.text, shown.text) if before and shown else (),
        "voices": voices_of(page=page, reader=signed_in(request)) if is_latest else (),
        "may_confirm": page.meeting.state == VisitState.MINUTED,
        "may_differ": page.meeting.state in (VisitState.MINUTED, VisitState.CONFIRMED_BY_BOTH),
        "write_form": write_form,
        "reopen_form": forms.get("reopen_form") or ReopenForm(auto_id="reopen-%s"),
        "dissent_form": forms.get("dissent_form") or DissentForm(),
    }
    return render(request, "web/meeting/minutes.html", context)


def _before(page: MeetingPage, shown: MinutesVersion | None) -> MinutesVersion | None:
    if shown is None:
        return None
    return next((each for each in page.versions if each.number == shown.number - 1), None)


@login_required
@require_POST
def write(request: HttpRequest, key: str) -> HttpResponse:
    """Write a version of the minutes from the records."""
    found, user = found_meeting(key), signed_in(request)
    require_can_record(user=user, meeting=found)
    known = latest_minutes(meeting=found)
    form = WriteForm(request.POST)
    if not form.is_valid():
        return _minutes_page(request, _seen(request, key)[1], known, write_form=form)
    try:
        made = write_minutes(
            meeting=found,
            extra_sections=extra_sections(meeting=found),
            what_is_new=form.cleaned_data["what_is_new"],
            by=user,
            at=timezone.now(),
        )
    except UnableToError as refusal:
        messages.error(request, refusal.message)
    else:
        same = _("Nothing has changed since the version in force.")
        fresh = _("The minutes are written. Both sides are asked to confirm them.")
        messages.success(request, same if made == known else fresh)
    return redirect("meetings:minutes", key=key)


@login_required
@require_POST
def reopen(request: HttpRequest, key: str) -> HttpResponse:
    """Open confirmed minutes for a new version."""
    found, user = found_meeting(key), signed_in(request)
    require_can_record(user=user, meeting=found)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        page = _seen(request, key)[1]
        return _minutes_page(request, page, page.minutes, reopen_form=form)
    with refusal_as_message(request, _("Records may change again. Write a new version afterwards.")):
        reopen_minutes(meeting=found, reason=form.cleaned_data["reason"], by=user, at=timezone.now())
    return redirect("meetings:minutes", key=key)


def _version(request: HttpRequest, pk: int) -> MinutesVersion:
    """Return a version for who may see its meeting."""
    found = get_object_or_404(MinutesVersion.objects.select_related("created_by"), pk=pk)
    require_can_view_meeting(user=signed_in(request), meeting=found.meeting)
    return found


@login_required
@require_GET
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version, and what differs from the one before."""
    found = _version(request, pk)
    page = _seen(request, key_of(found.meeting))[1]
    shown = versions_of(meeting=found.meeting).get(pk=found.pk)
    return _minutes_page(request, page, shown)


def _speaks(request: HttpRequest) -> dict[str, Any]:
    """Return for which side somebody speaks; the services ask whether they may."""
    town = Municipality.objects.filter(code=request.POST.get("town", "")).first()
    return {"side": Side.MUNICIPALITY if town else Side.ORGANISATION, "municipality": town}


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the text that was read, for one side."""
    found = _version(request, pk)
    with refusal_as_message(request, _("Your confirmation is recorded.")):
        confirm_minutes(
            minutes=found,
            digest=request.POST.get("digest", ""),
            by=signed_in(request),
            at=timezone.now(),
            **_speaks(request),
        )
    return redirect("meetings:minutes", key=key_of(found.meeting))


@login_required
@require_POST
def dissent(request: HttpRequest, pk: int) -> HttpResponse:
    """Add what one side sees differently."""
    found = _version(request, pk)
    form = DissentForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    with refusal_as_message(request, _("Your dissent stands beside the text.")):
        add_dissent(minutes=found, text=text, by=signed_in(request), at=timezone.now(), **_speaks(request))
    return redirect("meetings:minutes", key=key_of(found.meeting))


@login_required
@require_GET
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a version as PDF."""
    return file_response(minutes_pdf(_version(request, pk)), name=f"minutes-{pk}.pdf")


@login_required
@require_GET
def docx(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a version as DOCX."""
    return file_response(minutes_docx(_version(request, pk)), name=f"minutes-{pk}.docx")


@login_required
@require_GET
def form(request: HttpRequest, key: str) -> HttpResponse:
    """Give the printed form of a meeting to who writes its records."""
    found = found_meeting(key)
    require_can_record(user=signed_in(request), meeting=found)
    return file_response(paper_form(found), name=f"visit-{key}.pdf")
