"""The meeting's screen: overdue promises one at a time, within ten minutes."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hamyar.accounts.models import User
from hamyar.commitments import permissions, selectors
from hamyar.commitments.forms import DoneForm, FollowUpForm, PostponeForm, ReasonForm
from hamyar.commitments.models import Commitment
from hamyar.commitments.selectors.overdue import done_in_meeting, overdue
from hamyar.commitments.views.reader import reader

KEY = "promises_meeting"
MINUTES = 10
LINES = 4


@dataclass(frozen=True)
class Meeting:
    """A meeting under way: the promises as they were overdue at its beginning."""

    ids: list[int]
    began_at: datetime


def _meeting(request: HttpRequest) -> Meeting | None:
    held = request.session.get(KEY)
    return Meeting(held["ids"], datetime.fromisoformat(held["began_at"])) if held else None


def _leader(request: HttpRequest) -> User:
    user = reader(request)
    permissions.require_can_change(user=user)
    return user


@login_required
@never_cache
@require_GET
def meeting(request: HttpRequest) -> HttpResponse:
    """Show the start, or the promise whose turn it is; after the last one the summary."""
    user = _leader(request)
    held = _meeting(request)
    if held is None:
        today = timezone.localdate()
        context = {"count": overdue(user=user, on=today).count(), "minutes": MINUTES}
        return render(request, "commitments/meeting_start.html", context)
    number = request.GET.get("n", "1")
    place = int(number) if number.isdecimal() else 1
    if place > len(held.ids):
        return render(request, "commitments/meeting_end.html", _summary(held))
    return _turn(request, user, held, max(1, place))


def _turn(request: HttpRequest, user: User, held: Meeting, place: int) -> HttpResponse:
    found = selectors.find_commitment(user=user, pk=held.ids[place - 1])
    if found is None:
        return redirect(f"{request.path}?n={place + 1}")
    lines = list(selectors.history_of(commitment=found)[:LINES])
    context = {
        "promise": found,
        "days_overdue": found.days_overdue(timezone.localdate()),
        "lines": lines,
        "said_now": [line for line in lines if line.at >= held.began_at],
        "place": place,
        "total": len(held.ids),
        "began_at": held.began_at,
        "seconds": MINUTES * 60,
        "follow_up": FollowUpForm(prefix="note"),
        "postpone": PostponeForm(prefix="postpone"),
        "done": DoneForm(prefix="done"),
        "block": ReasonForm(prefix="block"),
    }
    return render(request, "commitments/meeting.html", context)


@login_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a meeting with what is overdue now."""
    user, now = _leader(request), timezone.now()
    ids = list(overdue(user=user, on=timezone.localdate(now)).values_list("pk", flat=True))
    if ids:
        request.session[KEY] = {"ids": ids, "began_at": now.isoformat()}
    return redirect("commitments:meeting")


@login_required
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End the meeting and show what was settled."""
    _leader(request)
    held = _meeting(request)
    request.session.pop(KEY, None)
    if held is None:
        return redirect("commitments:meeting")
    return render(request, "commitments/meeting_end.html", {**_summary(held), "has_ended": True})


def _summary(held: Meeting) -> dict[str, object]:
    lines = list(done_in_meeting(ids=held.ids, since=held.began_at))
    touched = {line.commitment_id for line in lines}
    untouched = Commitment.objects.filter(pk__in=set(held.ids) - touched).order_by("due_on", "pk")
    minutes = max(1, round((timezone.now() - held.began_at).total_seconds() / 60))
    return {
        "lines": lines,
        "untouched": untouched,
        "total": len(held.ids),
        "touched": len(touched),
        "minutes": minutes,
    }
