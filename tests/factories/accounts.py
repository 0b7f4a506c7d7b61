"""People and roles for tests: ``make_user(role="planner")``."""

from functools import cache

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from hamyar.accounts.models import Role, User
from hamyar.accounts.registry import role_definitions

PASSWORD = "bagh-e-melli-1385"
TOTP_SECRET = "JBSWY3DPEHPK3PXP"


@cache
def _hashed_password() -> str:
    """Return the hash of ``PASSWORD``, computed once: hashing is slow on purpose."""
    return make_password(PASSWORD)


class UserFactory(factory.django.DjangoModelFactory):
    """A person without a role; the password of all is ``PASSWORD``."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.ir")
    full_name = factory.Sequence(lambda number: f"کاربر {number}")
    password = factory.LazyFunction(_hashed_password)


def make_role(code: str) -> Role:
    """Return the shipped role of this code, stored when it is not there yet."""
    definition = role_definitions()[code]
    role, _ = Role.objects.get_or_create(
        code=code,
        defaults={
            "name_fa": definition.name.fa,
            "name_en": definition.name.en,
            "permissions": list(definition.permissions),
            "shipped_permissions": list(definition.permissions),
            "requires_second_factor": definition.requires_second_factor,
            "position": definition.position,
        },
    )
    return role


def make_user(
    *, role: str = "", roles: tuple[str, ...] = (), has_second_factor: bool = True, **fields
) -> User:
    """Return a person with these roles, a verified address and, unless refused, a second factor.

    The second factor lets ``client.force_login(make_user(role="planner"))`` reach pages at once.
    """
    user = UserFactory(**fields)
    user.roles.set([make_role(code) for code in (*((role,) if role else ()), *roles)])
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    if has_second_factor:
        give_second_factor(user)
    return user


def give_second_factor(user: User) -> Authenticator:
    """Give the person an authenticator app with ``TOTP_SECRET``."""
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(TOTP_SECRET)}
    )
