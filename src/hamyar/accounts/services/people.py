"""Changing people: their roles, whether they may sign in, their name."""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext_noop

from hamyar.accounts.enums import ADMINISTRATOR, AUDITOR
from hamyar.accounts.errors import UnableToChangePersonError
from hamyar.accounts.models import Role, User
from hamyar.accounts.permissions import can_give_role, forget_permissions, require_can_change_person
from hamyar.accounts.selectors.people import other_active_administrators
from hamyar.accounts.services.second_factor import renew_second_factor_duty
from hamyar.accounts.services.sessions import end_all_sessions
from hamyar.core.audit import record

FIRST_EMAIL = "admin@hamyar.local"
PASSWORD_BYTES = 12


class FirstAdministrator(NamedTuple):
    """How the first administrator signs in; shown once, stored nowhere."""

    email: str
    password: str


@transaction.atomic
def ensure_first_administrator(*, at: datetime) -> FirstAdministrator | None:
    """Make an administrator with a random password when there is none, else do nothing.

    ``load_roles`` goes before. Side effects: one audit entry.
    """
    role = Role.objects.select_for_update().get(code=ADMINISTRATOR)
    if User.objects.filter(roles=role).exists() or User.objects.filter(is_superuser=True).exists():
        return None
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    user = make_person(email=FIRST_EMAIL, full_name=role.name, password=password, roles=[role], at=at)
    record(
        by=None, at=at, action="make_first_administrator", target=user, changes={"roles": [[], [role.code]]}
    )
    return FirstAdministrator(user.email, password)


def make_person(
    *, email: str, full_name: str, password: str, roles: Collection[Role], at: datetime, position: str = ""
) -> User:
    """Store an account whose address is known to be right; the caller judges and audits."""
    user = User.objects.create_user(
        email, password, full_name=full_name, position=position, joined_at=at, is_staff=False
    )
    user.roles.set(roles)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    renew_second_factor_duty(user=user, at=at)
    return user


@transaction.atomic
def change_roles(*, user: User, roles: Collection[Role], by: User, at: datetime) -> User:
    """Give a person these roles and no other.

    Side effects: one audit entry; the duty of a second factor begins or ends with the roles.

    Raises
    ------
    PermissionDenied
        When ``by`` may not change this person.
    UnableToChangePersonError
        When the last administrator would lose the role, when auditing is mixed with another role, or
        when ``by`` would give or take a role that may do more than they.
    """
    require_can_change_person(user=by, person=user)
    before = set(user.roles.all())
    refuse_mixed_roles(roles=roles)
    refuse_roles_beyond(by=by, roles=before ^ set(roles))
    if ADMINISTRATOR not in {role.code for role in roles}:
        _refuse_last_administrator(user)
    if before != set(roles):
        user.roles.set(roles)
        forget_permissions(user)
        codes = [sorted(role.code for role in before), sorted(role.code for role in roles)]
        record(by=by, at=at, action="change_roles", target=user, changes={"roles": codes})
        renew_second_factor_duty(user=user, at=at)
    return user


def refuse_mixed_roles(*, roles: Collection[Role]) -> None:
    """Refuse an auditor who would also change things."""
    if len(roles) > 1 and AUDITOR in {role.code for role in roles}:
        raise UnableToChangePersonError(
            gettext_noop("An auditor holds no other role; choose either the auditor or the others."),
            "auditor_alone",
        )


def refuse_roles_beyond(*, by: User | AnonymousUser, roles: Collection[Role]) -> None:
    """Refuse roles that may do more than the one who gives or takes them."""
    beyond = [role.name for role in roles if not can_give_role(user=by, role=role)]
    if beyond:
        raise UnableToChangePersonError(
            gettext_noop("You cannot give or take a role that may do more than you: {roles}."),
            "role_beyond",
            roles="، ".join(sorted(beyond)),
        )


def _refuse_last_administrator(user: User) -> None:
    Role.objects.select_for_update().filter(code=ADMINISTRATOR).first()
    holds = user.is_superuser or user.roles.filter(code=ADMINISTRATOR).exists()
    if holds and not other_active_administrators(user=user).exists():
        raise UnableToChangePersonError(
            gettext_noop("This is the last administrator; make another person administrator first."),
            "last_administrator",
        )


@transaction.atomic
def deactivate_person(*, user: User, by: User, at: datetime) -> User:
    """Keep a person from signing in; what they did stays.

    Side effects: their sessions end; one audit entry.

    Raises
    ------
    PermissionDenied
        When ``by`` may not change this person.
    UnableToChangePersonError
        When the person is ``by``, the last administrator, or deactivated already.
    """
    require_can_change_person(user=by, person=user)
    if user == by:
        raise UnableToChangePersonError(
            gettext_noop("You cannot deactivate yourself; ask another administrator."), "yourself"
        )
    if not user.is_active:
        raise UnableToChangePersonError(gettext_noop("This person is deactivated already."), "inactive")
    _refuse_last_administrator(user)
    _set_active(user, value=False)
    end_all_sessions(user=user)
    record(by=by, at=at, action="deactivate_person", target=user, changes={"is_active": [True, False]})
    return user


@transaction.atomic
def reactivate_person(*, user: User, by: User, at: datetime) -> User:
    """Let a deactivated person sign in again.

    Side effects: the grace of the second factor starts anew when one is owed; one audit entry.

    Raises
    ------
    PermissionDenied
        When ``by`` may not change this person.
    UnableToChangePersonError
        When the person is active.
    """
    require_can_change_person(user=by, person=user)
    if user.is_active:
        raise UnableToChangePersonError(gettext_noop("This person is active already."), "active")
    _set_active(user, value=True)
    user.second_factor_due_at = None
    renew_second_factor_duty(user=user, at=at)
    user.save(update_fields=["second_factor_due_at"])
    record(by=by, at=at, action="reactivate_person", target=user, changes={"is_active": [False, True]})
    return user


def _set_active(user: User, *, value: bool) -> None:
    user.is_active = value
    user.save(update_fields=["is_active"])


@transaction.atomic
def change_own_details(*, user: User, full_name: str, position: str, at: datetime) -> User:
    """Change one's own name and position.

    Side effects: one audit entry when something changed.
    """
    changes: dict[str, list[object]] = {}
    for field, value in (("full_name", full_name), ("position", position)):
        if getattr(user, field) != value:
            changes[field] = [getattr(user, field), value]
            setattr(user, field, value)
    if changes:
        user.save(update_fields=list(changes))
        record(by=user, at=at, action="change_details", target=user, changes=changes)
    return user
