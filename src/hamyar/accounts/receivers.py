"""What allauth and Django tell, turned into services: audit entries and the duty of a second factor."""

from datetime import timedelta
from typing import Any

from allauth.account import signals as account_signals
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from hamyar.accounts import services
from hamyar.accounts.middleware import SEEN_KEY
from hamyar.accounts.models import User
from hamyar.accounts.permissions import forget_permissions


@receiver(user_logged_in)
def note_duty_at_sign_in(*, request: HttpRequest, user: User, **_: Any) -> None:
    """Begin the duty of a second factor for accounts made elsewhere, such as on the command line."""
    now = timezone.now()
    request.session[SEEN_KEY] = now.isoformat()
    services.renew_second_factor_duty(user=user, at=now)


@receiver(account_signals.user_logged_in)
def note_sign_in(*, request: HttpRequest, user: User, **_: Any) -> None:
    """Record the sign-in with the ways it was proved."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    ways = [str(entry.get("type") or entry.get("method")) for entry in records]
    services.record_sign_in(user=user, at=timezone.now(), method="+".join(ways))


@receiver(user_logged_out)
def note_sign_out(*, user: User | None, **_: Any) -> None:
    """Record the sign-out."""
    if user is not None:
        services.record_sign_out(user=user, at=timezone.now())


@receiver(mfa_signals.authentication_failed)
def note_wrong_code(*, user: User, **_: Any) -> None:
    """Count a wrong code as a failed sign-in."""
    services.record_failed_sign_in(email=user.email, at=timezone.now(), reason="second_factor")


@receiver(mfa_signals.authenticator_added)
def note_new_factor(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Record a new second factor and end the duty."""
    services.record_second_factor(user=user, at=timezone.now(), added=authenticator.type)


@receiver(mfa_signals.authenticator_removed)
def note_lost_factor(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Record a removed second factor; whoever still owes one owes it at once."""
    services.record_second_factor(user=user, at=timezone.now(), removed=authenticator.type, grace=timedelta())


@receiver(mfa_signals.authenticator_reset)
def note_new_codes(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Record new recovery codes."""
    services.record_second_factor(user=user, at=timezone.now(), added=authenticator.type)


@receiver([account_signals.password_changed, account_signals.password_set])
def note_new_password(*, user: User, **_: Any) -> None:
    """Record that a person changed their password."""
    services.record_password_change(user=user, at=timezone.now(), by_link=False)


@receiver(account_signals.password_reset)
def note_reset_password(*, user: User, **_: Any) -> None:
    """Record a new password by an e-mail link; it opens a locked address."""
    services.record_password_change(user=user, at=timezone.now(), by_link=True)


@receiver(account_signals.email_changed)
def note_new_address(*, user: User, from_email_address: Any, to_email_address: Any, **_: Any) -> None:
    """Record a changed e-mail address."""
    services.record_address_change(
        user=user,
        at=timezone.now(),
        old=from_email_address.email if from_email_address else "",
        new=to_email_address.email,
    )


@receiver(m2m_changed, sender=User.roles.through)
def forget_what_roles_gave(*, instance: object, **_: Any) -> None:
    """Read the roles of a person anew after they changed."""
    if isinstance(instance, User):
        forget_permissions(instance)
