"""Second factors people have and need."""

from allauth.mfa.models import Authenticator

from hamyar.accounts.models import User

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes help to use a second factor; they are none by themselves."""


def needs_second_factor(*, user: User) -> bool:
    """Tell whether one of the person's roles requires a second factor."""
    return user.is_superuser or user.roles.filter(requires_second_factor=True).exists()


def has_second_factor(*, user: User) -> bool:
    """Tell whether the person has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists())
