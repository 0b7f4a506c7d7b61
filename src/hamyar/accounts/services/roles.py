"""What roles there are and what each may do."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from hamyar.accounts.enums import ADMINISTRATOR, AUDITOR
from hamyar.accounts.errors import UnableToChangeRoleError
from hamyar.accounts.models import Role, User
from hamyar.accounts.permissions import EVERYTHING, SEE_EVERYTHING, can_give_permissions, require_permission
from hamyar.accounts.registry import RoleDefinition, permission_stages, role_definitions
from hamyar.accounts.services.second_factor import renew_second_factor_duties
from hamyar.core.audit import record


@transaction.atomic
def load_roles(*, at: datetime, definitions: Iterable[RoleDefinition] | None = None) -> list[Role]:
    """Store the shipped roles, as often as wanted; what an administrator edited stays edited.

    What was added to or taken from a role by hand is kept, and what a new version ships in addition arrives.
    A role that is not shipped any more stays. Side effects: one audit entry for each role that changes.
    """
    shipped = role_definitions().values() if definitions is None else definitions
    return [_load_role(definition, at) for definition in shipped]


def _load_role(definition: RoleDefinition, at: datetime) -> Role:
    role = Role.objects.filter(code=definition.code).first() or Role(code=definition.code)
    before = _state(role)
    role.permissions = _merged(role=role, shipped=definition.permissions)
    role.shipped_permissions = sorted(definition.permissions)
    if role.requires_second_factor == role.second_factor_as_shipped:
        role.requires_second_factor = definition.requires_second_factor
    role.second_factor_as_shipped = definition.requires_second_factor
    role.name_fa, role.name_en = definition.name.fa, definition.name.en
    role.position = definition.position
    role.save()
    _record_change(role=role, before=before, by=None, at=at, action="load_role")
    return role


def _merged(*, role: Role, shipped: Collection[str]) -> list[str]:
    added = set(role.permissions) - set(role.shipped_permissions)
    taken = set(role.shipped_permissions) - set(role.permissions)
    return sorted((set(shipped) - taken) | added)


@transaction.atomic
def change_role(
    *, role: Role, permissions: Collection[str], requires_second_factor: bool, by: User, at: datetime
) -> Role:
    """Set what a role may do and whether its people need a second factor.

    Side effects: one audit entry; the people of the role are given until the end of the grace to activate
    a second factor when one becomes required.

    Raises
    ------
    PermissionDenied
        When ``by`` may not change roles.
    UnableToChangeRoleError
        When the role is the administrator's, when the auditor would change something, when a permission
        is unknown, or when ``by`` would give or take more than they hold.
    """
    require_permission(by, "accounts.change_roles")
    wanted = _without_repetition(permissions)
    _refuse_fixed_role(role, wanted, needs_second_factor=requires_second_factor)
    _refuse_unknown(wanted)
    if not can_give_permissions(user=by, codes=set(wanted) ^ set(role.permissions)):
        raise UnableToChangeRoleError(
            gettext_noop("You can only give or take permissions that you hold yourself."), "not_held"
        )
    before = _state(role)
    role.permissions = wanted
    role.requires_second_factor = requires_second_factor
    role.save()
    _record_change(role=role, before=before, by=by, at=at, action="change_role")
    renew_second_factor_duties(role=role, at=at)
    return role


def restore_role(*, role: Role, by: User, at: datetime) -> Role:
    """Give a role back what was shipped; refused as ``change_role`` is."""
    return change_role(
        role=role,
        permissions=role.shipped_permissions,
        requires_second_factor=role.second_factor_as_shipped,
        by=by,
        at=at,
    )


def _without_repetition(permissions: Collection[str]) -> list[str]:
    """Drop what a wild card says already."""
    wild = {code for code in permissions if code.endswith("*")}
    kept = {
        code
        for code in permissions
        if code in wild or not ({f"{code.partition('.')[0]}.*", EVERYTHING} & wild)
    }
    if SEE_EVERYTHING in wild:
        kept = {code for code in kept if not code.partition(".")[2].startswith("view_")} | {SEE_EVERYTHING}
    return sorted(kept)


def _refuse_fixed_role(role: Role, wanted: Collection[str], *, needs_second_factor: bool) -> None:
    if role.code == ADMINISTRATOR and (wanted != [EVERYTHING] or not needs_second_factor):
        raise UnableToChangeRoleError(
            gettext_noop(
                "The administrator may do everything and needs a second factor; this cannot change."
            ),
            "administrator_fixed",
        )
    changing = [code for code in wanted if not code.partition(".")[2].startswith("view_")]
    if role.code == AUDITOR and changing:
        raise UnableToChangeRoleError(
            gettext_noop("An auditor sees and does not change; give the auditor only permissions to see."),
            "auditor_changes_nothing",
        )


def _refuse_unknown(wanted: Collection[str]) -> None:
    known = {EVERYTHING, SEE_EVERYTHING}
    for stage in permission_stages():
        known |= {f"{stage.code}.*", *(permission.code for permission in stage.permissions)}
    unknown = sorted(set(wanted) - known)
    if unknown:
        raise UnableToChangeRoleError(
            gettext_noop("There is no permission called {codes}."),
            "unknown_permission",
            codes=", ".join(unknown),
        )


def _state(role: Role) -> dict[str, object]:
    return {
        "permissions": sorted(role.permissions),
        "requires_second_factor": role.requires_second_factor,
        "name_fa": role.name_fa,
        "name_en": role.name_en,
    }


def _record_change(
    *, role: Role, before: dict[str, object], by: User | None, at: datetime, action: str
) -> None:
    after = _state(role)
    changes = {field: [before[field], after[field]] for field in after if before[field] != after[field]}
    if changes:
        record(by=by, at=at, action=action, target=role, changes=changes)
