"""Who may do what: permission codes held through roles."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from hamyar.accounts.models import User


def permissions_of(user: User | AnonymousUser) -> frozenset[str]:
    """Return the permission codes the user holds through roles; ``*`` stands for all."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset({"*"})
    return frozenset(code for role in user.roles.all() for code in role.permissions)


def has_permission(user: User | AnonymousUser, code: str) -> bool:
    """Tell whether the user holds ``code``, ``stage.*``, ``*.view_*`` or ``*``."""
    held = permissions_of(user)
    stage, _, action = code.partition(".")
    if held & {code, f"{stage}.*", "*"}:
        return True
    return action.startswith("view_") and "*.view_*" in held


def require_permission(user: User | AnonymousUser, code: str) -> None:
    """Refuse a user who does not hold ``code``.

    Raises
    ------
    PermissionDenied
        When the user lacks the permission.
    """
    if not has_permission(user, code):
        raise PermissionDenied(code)
