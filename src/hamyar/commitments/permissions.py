"""Who may see and change which promises; codes are in ``accounts/definitions``."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.db.models.functions import Now, TruncDate

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.commitments.models import Commitment
from hamyar.commitments.selectors import commitments_visible_to
from hamyar.commitments.selectors.register import VIEW_DESK, VIEW_OWN
from hamyar.group.selectors import companies_represented_by
from hamyar.places.selectors import represents
from hamyar.visits.models import CountySession, TeamMember, Visit

__all__ = ["VIEW_DESK", "VIEW_OWN"]

ANSWER_OWN = "commitments.answer_own"
RECORD = "commitments.record_promises"
RECORD_AT_OWN_VISITS = "commitments.record_at_own_visits"
CHANGE = "commitments.change_promises"

Person = User | AnonymousUser


def can_enter(*, user: Person) -> bool:
    """Tell whether the user may open the register at all."""
    return has_permission(user, VIEW_OWN) or has_permission(user, VIEW_DESK)


def can_view_all(*, user: Person) -> bool:
    """Tell whether the user reads the promises of everybody."""
    return has_permission(user, VIEW_DESK)


def can_view(*, user: Person, commitment: Commitment) -> bool:
    """Tell whether the user may read this promise."""
    return commitments_visible_to(user=user).filter(pk=commitment.pk).exists()


def can_record(*, user: Person, meeting: Visit | CountySession | None = None) -> bool:
    """Tell whether the user may record promises, here those made at a visit or a county session."""
    if has_permission(user, RECORD):
        return True
    return (
        isinstance(user, User)
        and meeting is not None
        and has_permission(user, RECORD_AT_OWN_VISITS)
        and _travels_to(user, meeting)
    )


def can_change(*, user: Person) -> bool:
    """Tell whether the user may postpone, drop and reopen promises of every side."""
    return has_permission(user, CHANGE)


def can_answer(*, user: Person, commitment: Commitment) -> bool:
    """Tell whether the user may follow up, report done and report blocked.

    That is the organisation's planner, the owner, who speaks for the promising company or town, and the team
    that heard the promise.
    """
    if can_change(user=user):
        return True
    if not isinstance(user, User) or not has_permission(user, ANSWER_OWN):
        return False
    return commitment.owner_id == user.pk or _speaks_for(user, commitment) or _heard_it(user, commitment)


def _speaks_for(user: User, commitment: Commitment) -> bool:
    if commitment.company_id:
        return companies_represented_by(user=user).filter(pk=commitment.company_id).exists()
    town = commitment.municipality
    return town is not None and represents(user=user, municipality=town)


def _heard_it(user: User, commitment: Commitment) -> bool:
    meeting = commitment.visit or commitment.session
    return meeting is not None and has_permission(user, RECORD_AT_OWN_VISITS) and _travels_to(user, meeting)


def _travels_to(user: User, meeting: Visit | CountySession) -> bool:
    """Tell whether the user is today in the team of the meeting's trip."""
    if meeting.trip is None:
        return False
    today = TruncDate(Now())
    held = TeamMember.objects.filter(user=user, team=meeting.trip.team_id, since__lte=today)
    return held.filter(Q(until=None) | Q(until__gt=today)).exists()


def require_can_record(*, user: Person, meeting: Visit | CountySession | None = None) -> None:
    """Refuse who may not record promises of this meeting."""
    if not can_record(user=user, meeting=meeting):
        raise PermissionDenied(RECORD)


def require_can_answer(*, user: Person, commitment: Commitment) -> None:
    """Refuse who may not follow up on this promise."""
    if not can_answer(user=user, commitment=commitment):
        raise PermissionDenied(ANSWER_OWN)


def require_can_change(*, user: Person) -> None:
    """Refuse who may not postpone, drop or reopen promises."""
    if not can_change(user=user):
        raise PermissionDenied(CHANGE)
