"""Sign-ins that succeed and fail, and the lock-out after repeated failures."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop

from hamyar.accounts.errors import UnableToChangePersonError, UnableToSignInError
from hamyar.accounts.formats import clock, whole
from hamyar.accounts.models import SignInGuard, User
from hamyar.accounts.permissions import require_can_change_person
from hamyar.core.audit import record

FAILURES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(minutes=30)
"""A failure older than this does not count any more."""


def refuse_locked_address(*, email: str, at: datetime) -> None:
    """Refuse to try a password or a code while the address is locked out.

    Raises
    ------
    UnableToSignInError
        While the lock lasts; the message says when to try again.
    """
    guard = SignInGuard.objects.filter(email=email.lower()).first()
    if guard is None or guard.locked_until is None or not guard.is_locked(at=at):
        return
    raise UnableToSignInError(
        gettext_noop(
            "After {failures} failed attempts, sign-in with this address is closed until {time}. "
            "Try again then, or ask the administrator to open it."
        ),
        "locked_out",
        failures=whole(FAILURES_ALLOWED),
        time=clock(guard.locked_until),
    )


@transaction.atomic
def record_failed_sign_in(*, email: str, at: datetime, reason: str) -> SignInGuard:
    """Count a failure with this address and lock it out when there were too many.

    Addresses without an account are counted alike, so that nobody learns which have one. Side effects: an
    audit entry for the failure and one for the lock-out.
    """
    guard, _ = SignInGuard.objects.select_for_update().get_or_create(
        email=email.lower(), defaults={"last_failed_at": at}
    )
    if guard.last_failed_at < at - FORGOTTEN_AFTER or (guard.locked_until and guard.locked_until <= at):
        guard.failures, guard.locked_until = 0, None
    guard.failures += 1
    guard.last_failed_at = at
    target = User.objects.filter(email=guard.email).first() or guard
    record(by=None, at=at, action="fail_sign_in", target=target, changes={"reason": ["", reason]})
    if guard.failures >= FAILURES_ALLOWED:
        guard.locked_until = at + LOCKED_FOR
        until = guard.locked_until.isoformat()
        record(by=None, at=at, action="lock_out", target=target, changes={"locked_until": ["", until]})
    guard.save()
    _forget_old_failures(at)
    return guard


def _forget_old_failures(at: datetime) -> None:
    """Drop counters nobody needs, so that made-up addresses do not pile up."""
    SignInGuard.objects.filter(last_failed_at__lt=at - FORGOTTEN_AFTER - LOCKED_FOR).delete()


@transaction.atomic
def record_sign_in(*, user: User, at: datetime, method: str) -> None:
    """Note that a person signed in and forget earlier failures.

    Side effects: one audit entry.
    """
    SignInGuard.objects.filter(email=user.email.lower()).delete()
    record(by=user, at=at, action="sign_in", target=user, changes={"method": ["", method]})


def record_sign_out(*, user: User, at: datetime) -> None:
    """Note that a person signed out.

    Side effects: one audit entry.
    """
    record(by=user, at=at, action="sign_out", target=user, changes={})


@transaction.atomic
def unlock_person(*, user: User, by: User, at: datetime) -> None:
    """Let a person who is locked out try again at once.

    Side effects: one audit entry.

    Raises
    ------
    PermissionDenied
        When ``by`` may not change this person.
    UnableToChangePersonError
        When the person is not locked out.
    """
    require_can_change_person(user=by, person=user)
    guard = SignInGuard.objects.filter(email=user.email.lower()).first()
    if guard is None or guard.locked_until is None or not guard.is_locked(at=at):
        raise UnableToChangePersonError(gettext_noop("This person is not locked out."), "not_locked")
    until = guard.locked_until.isoformat()
    guard.delete()
    record(by=by, at=at, action="unlock_person", target=user, changes={"locked_until": [until, ""]})
