"""Who may see and say who represents a company; codes are in ``accounts/definitions``."""

from django.contrib.auth.models import AnonymousUser

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission, require_permission

VIEW_REPRESENTATION = "group.view_representation"
MANAGE_REPRESENTATION = "group.manage_representation"


def can_manage_representation(*, user: User | AnonymousUser) -> bool:
    """Tell whether the user may say who represents a company."""
    return has_permission(user, MANAGE_REPRESENTATION)


def require_can_manage_representation(*, user: User | AnonymousUser) -> None:
    """Refuse who may not say who represents a company."""
    require_permission(user, MANAGE_REPRESENTATION)
