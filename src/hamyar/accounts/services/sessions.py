"""Signed-in browsers of a person."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_can_change_person
from hamyar.core.audit import record


def end_all_sessions(*, user: User, keep: str = "") -> int:
    """End every session of a person but the one whose key is ``keep``; return how many ended."""
    sessions = [session for session in UserSession.objects.filter(user=user) if session.session_key != keep]
    for session in sessions:
        session.end()
    return len(sessions)


@transaction.atomic
def end_own_session(*, session: UserSession, by: User, at: datetime) -> None:
    """End one of one's own sessions, such as that of a lost telephone.

    Side effects: one audit entry. A session of somebody else is not found by the caller.
    """
    if session.user_id != by.pk:
        raise UserSession.DoesNotExist
    session.end()
    record(by=by, at=at, action="end_session", target=by, changes={"sessions": [1, 0]})


@transaction.atomic
def end_other_sessions(*, user: User, keep: str, at: datetime) -> int:
    """End one's own sessions but the one whose key is ``keep``; return how many ended.

    Side effects: one audit entry.
    """
    ended = end_all_sessions(user=user, keep=keep)
    record(by=user, at=at, action="end_sessions", target=user, changes={"sessions": [ended, 0]})
    return ended


@transaction.atomic
def end_sessions_of(*, user: User, by: User, at: datetime) -> int:
    """Sign a person out everywhere, on behalf of an administrator; return how many sessions ended.

    Side effects: one audit entry.

    Raises
    ------
    PermissionDenied
        When ``by`` may not change this person.
    """
    require_can_change_person(user=by, person=user)
    ended = end_all_sessions(user=user)
    record(by=by, at=at, action="end_sessions", target=user, changes={"sessions": [ended, 0]})
    return ended
