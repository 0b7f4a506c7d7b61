"""The talk about a visit beside its records: the town's side comments on its own, the organisation answers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.persian import normalise
from hamyar.visits.enums import Side, VisitState
from hamyar.visits.errors import UnableToCommentError
from hamyar.visits.models import Visit, VisitComment
from hamyar.visits.permissions import require_can_answer, require_can_record
from hamyar.visits.selectors.meeting import latest_minutes

LONGEST = 2000
CLOSED = {
    VisitState.CONFIRMED_BY_BOTH: _(
        "Both sides have confirmed the minutes. What you see differently is added to them as a dissent."
    ),
    VisitState.CLOSED: _("The visit is closed; it takes no more comments."),
    VisitState.CANCELLED: _("The visit was cancelled; it takes no more comments."),
    VisitState.MOVED: _("The visit was moved. Comment on the one on the new day."),
}
"""Why a visit takes no more comments, by its state."""


@transaction.atomic
def comment_on_visit(*, visit: Visit, side: Side, text: str, by: User, at: datetime) -> VisitComment:
    """Say something about a visit for its town, or answer for the organisation; the same twice is kept once.

    Raises
    ------
    PermissionDenied
        When ``by`` neither speaks for this town nor writes the records of this visit.
    UnableToCommentError
        When the visit takes no more comments, or nothing is said.
    """
    found = Visit.objects.select_for_update().get(pk=visit.pk)
    if side == Side.MUNICIPALITY:
        require_can_answer(user=by, meeting=found, municipality=found.municipality)
    else:
        require_can_record(user=by, meeting=found)
    said = normalise(text).strip()
    _require_open(found, said)
    last = found.comments.order_by("written_at", "pk").last()
    if last is not None and (last.text, last.side, last.written_by_id) == (said, side, by.pk):
        return last
    made = VisitComment.objects.create(
        visit=found,
        side=side,
        text=said,
        minutes=latest_minutes(meeting=found.session or found),
        written_at=at,
        written_by=by,
    )
    record(by=by, at=at, action="comment_on_visit", target=found, changes={"side": [None, side]})
    return made


def _require_open(found: Visit, said: str) -> None:
    reason = CLOSED.get(VisitState(found.state))
    if reason:
        raise UnableToCommentError(reason, "visit_takes_no_comments")
    if not said:
        raise UnableToCommentError(_("Write what you want to say."), "comment_empty")
    if len(said) > LONGEST:
        raise UnableToCommentError(_("Write at most {most} letters."), "comment_too_long", most=LONGEST)
