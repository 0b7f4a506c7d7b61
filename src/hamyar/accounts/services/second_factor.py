"""Who owes a second factor, and until when."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop

from hamyar.accounts.errors import UnableToChangePersonError
from hamyar.accounts.models import Role, User
from hamyar.accounts.permissions import require_can_change_person
from hamyar.accounts.selectors.second_factor import has_second_factor, needs_second_factor
from hamyar.accounts.services.sessions import end_all_sessions
from hamyar.core.audit import record


def renew_second_factor_duty(*, user: User, at: datetime, grace: timedelta | None = None) -> None:
    """Note until when the person must have a second factor; forget the duty when there is none.

    A duty that runs already keeps its date. ``grace`` defaults to the setting
    ``HAMYAR_SECOND_FACTOR_GRACE_DAYS``.
    """
    owed = needs_second_factor(user=user) and not has_second_factor(user=user)
    if owed == (user.second_factor_due_at is not None):
        return
    if grace is None:
        grace = timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS)
    user.second_factor_due_at = at + grace if owed else None
    user.save(update_fields=["second_factor_due_at"])


def renew_second_factor_duties(*, role: Role, at: datetime) -> None:
    """Renew the duty of everyone in a role, after the role began or ceased to require a second factor."""
    for user in role.users.filter(is_active=True):
        renew_second_factor_duty(user=user, at=at)


@transaction.atomic
def reset_second_factor(*, user: User, by: User, at: datetime) -> None:
    """Remove every second factor of a person who lost theirs; they are led to activate a new one.

    Side effects: all sessions of the person end, the grace starts anew, one audit entry.

    Raises
    ------
    PermissionDenied
        When ``by`` may not change this person.
    UnableToChangePersonError
        When the person has no second factor, or is ``by``: one's own is changed on one's own page.
    """
    require_can_change_person(user=by, person=user)
    if user == by:
        raise UnableToChangePersonError(
            gettext_noop("Change your own second factor on your account page."), "own_second_factor"
        )
    authenticators = Authenticator.objects.filter(user=user)
    kinds = sorted(authenticators.values_list("type", flat=True))
    if not kinds:
        raise UnableToChangePersonError(gettext_noop("This person has no second factor."), "no_second_factor")
    authenticators.delete()
    end_all_sessions(user=user)
    record(by=by, at=at, action="reset_second_factor", target=user, changes={"second_factor": [kinds, []]})
    renew_second_factor_duty(user=user, at=at)
