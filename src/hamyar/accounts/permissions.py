"""Who may do what: permission codes held through roles.

``*`` stands for all, ``stage.*`` for all of a stage, ``*.view_*`` for seeing everything.
"""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from hamyar.accounts.models import Role, User
from hamyar.accounts.registry import EVERYTHING, SEE_EVERYTHING, covers

__all__ = [
    "EVERYTHING",
    "SEE_EVERYTHING",
    "can_change_person",
    "can_give_permissions",
    "can_give_role",
    "covers",
    "forget_permissions",
    "has_permission",
    "permissions_of",
    "require_can_change_person",
    "require_permission",
]


def permissions_of(user: User | AnonymousUser) -> frozenset[str]:
    """Return the permission codes the user holds through roles.

    A person whose required second factor is overdue holds none until it is in place.
    """
    if not isinstance(user, User) or not user.is_active or user.is_kept_out:
        return frozenset()
    if user.is_superuser:
        return frozenset({EVERYTHING})
    return _held_by(user)


def _held_by(user: User) -> frozenset[str]:
    """Read the roles once for each loaded user; changing the roles forgets what was read."""
    held: frozenset[str] | None = user.__dict__.get("_held_permissions")
    if held is None:
        held = frozenset(code for role in user.roles.all() for code in role.permissions)
        user.__dict__["_held_permissions"] = held
    return held


def forget_permissions(user: User) -> None:
    """Let the next question read the roles of this user again."""
    user.__dict__.pop("_held_permissions", None)


def has_permission(user: User | AnonymousUser, code: str) -> bool:
    """Tell whether the user holds ``code``, ``stage.*``, ``*.view_*`` or ``*``."""
    return covers(permissions_of(user), code)


def require_permission(user: User | AnonymousUser, code: str) -> None:
    """Refuse a user who does not hold ``code``.

    Raises
    ------
    PermissionDenied
        When the user lacks the permission.
    """
    if not has_permission(user, code):
        raise PermissionDenied(code)


def can_give_permissions(*, user: User | AnonymousUser, codes: Iterable[str]) -> bool:
    """Tell whether the user holds all of ``codes``: nobody hands out more than they have."""
    held = permissions_of(user)
    return all(covers(held, code) for code in codes)


def can_give_role(*, user: User | AnonymousUser, role: Role) -> bool:
    """Tell whether the user may put somebody into ``role`` or take somebody out of it."""
    return can_give_permissions(user=user, codes=role.permissions)


def can_change_person(*, user: User | AnonymousUser, person: User) -> bool:
    """Tell whether the user may change this person: nobody changes someone who may do more than they."""
    codes = [EVERYTHING] if person.is_superuser else [c for r in person.roles.all() for c in r.permissions]
    return has_permission(user, "accounts.change_people") and can_give_permissions(user=user, codes=codes)


def require_can_change_person(*, user: User | AnonymousUser, person: User) -> None:
    """Refuse a user who may not change this person.

    Raises
    ------
    PermissionDenied
        When the user lacks the permission, or the person may do more than the user.
    """
    if not can_change_person(user=user, person=person):
        raise PermissionDenied("accounts.change_people")
