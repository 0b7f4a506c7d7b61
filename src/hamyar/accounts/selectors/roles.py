"""Roles and what each may do, as the desk shows them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from hamyar.accounts.models import Role
from hamyar.accounts.registry import Label, PermissionDefinition, covers, permission_stages


@dataclass(frozen=True)
class Cell:
    """Whether one role holds one permission."""

    role: Role
    is_held: bool


@dataclass(frozen=True)
class PermissionRow:
    """One permission and, in the order of the roles, who holds it."""

    permission: PermissionDefinition
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class StageRows:
    """The permissions of one stage of the chain."""

    label: Label
    rows: tuple[PermissionRow, ...]


@dataclass(frozen=True)
class RoleMatrix:
    """Roles as columns, permissions as rows."""

    roles: tuple[Role, ...]
    stages: tuple[StageRows, ...]


def roles_with_people() -> QuerySet[Role]:
    """Return the roles in order, each with ``people_count`` of those who can sign in."""
    return Role.objects.annotate(people_count=Count("users", filter=Q(users__is_active=True))).order_by(
        "position", "code"
    )


def role_matrix() -> RoleMatrix:
    """Return who may do what, in one query."""
    roles = tuple(roles_with_people())
    return RoleMatrix(
        roles=roles,
        stages=tuple(
            StageRows(
                label=stage.label,
                rows=tuple(
                    PermissionRow(p, tuple(Cell(role, covers(role.permissions, p.code)) for role in roles))
                    for p in stage.permissions
                ),
            )
            for stage in permission_stages()
        ),
    )
