"""Who may see and change what about places; codes are in ``accounts/definitions``."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.places.models import Municipality
from hamyar.places.selectors.representation import represents

Person = User | AnonymousUser
Actor = Person | None
"""``None`` is the house itself: set-up and the command line of the machine (docs/adr/0032)."""

VIEW_DESK = "places.view_desk"
VIEW_OWN = "places.view_own"
EDIT = "places.edit_municipalities"
EDIT_OWN_COUNCIL = "places.edit_own_council"
RECORD_SHARES = "places.record_shareholding"
MANAGE_REPRESENTATION = "places.manage_representation"
IMPORT = "places.import_files"
MEASURE = "places.measure_distances"


def can_view_desk(*, user: Person) -> bool:
    """Tell whether the user sees the desk of all municipalities."""
    return has_permission(user, VIEW_DESK)


def can_enter_desk(*, user: Person) -> bool:
    """Tell whether the user may open the list of municipalities: the staff, and who may represent one."""
    return can_view_desk(user=user) or has_permission(user, VIEW_OWN)


def can_view_file(*, user: Person, municipality: Municipality) -> bool:
    """Tell whether the user sees the desk's file of this municipality: the staff, and who represents it."""
    return can_view_desk(user=user) or represents(user=user, municipality=municipality)


def can_edit(*, user: Person) -> bool:
    """Tell whether the user may change facts, grades, officials and councils of any municipality."""
    return has_permission(user, EDIT)


def can_edit_council(*, user: Person, municipality: Municipality) -> bool:
    """Tell whether the user may change this council: the staff, or the town's own representative."""
    if can_edit(user=user):
        return True
    return has_permission(user, EDIT_OWN_COUNCIL) and represents(user=user, municipality=municipality)


def can_record_shares(*, user: Person) -> bool:
    """Tell whether the user may record shareholdings."""
    return has_permission(user, RECORD_SHARES)


def can_manage_representation(*, user: Person) -> bool:
    """Tell whether the user may say who represents a municipality."""
    return has_permission(user, MANAGE_REPRESENTATION)


def can_import(*, user: Person) -> bool:
    """Tell whether the user may take in files of places, boundaries, distances and shareholders."""
    return has_permission(user, IMPORT)


def can_measure(*, user: Person) -> bool:
    """Tell whether the user may record distances and ask the routing service."""
    return has_permission(user, MEASURE)


def require_can_view_desk(*, user: Person) -> None:
    """Refuse who does not see the desk of all municipalities."""
    _require(can_view_desk(user=user), VIEW_DESK)


def require_can_view_file(*, user: Person, municipality: Municipality) -> None:
    """Refuse who is neither staff nor represents the municipality."""
    _require(can_view_file(user=user, municipality=municipality), VIEW_DESK)


def require_can_edit(*, user: Actor) -> None:
    """Refuse who may not change facts of municipalities."""
    _require(user is None or can_edit(user=user), EDIT)


def require_can_edit_council(*, user: Actor, municipality: Municipality) -> None:
    """Refuse who may not change this council."""
    _require(user is None or can_edit_council(user=user, municipality=municipality), EDIT_OWN_COUNCIL)


def require_can_record_shares(*, user: Actor) -> None:
    """Refuse who may not record shareholdings."""
    _require(user is None or can_record_shares(user=user), RECORD_SHARES)


def require_can_manage_representation(*, user: Actor) -> None:
    """Refuse who may not say who represents a municipality."""
    _require(user is None or can_manage_representation(user=user), MANAGE_REPRESENTATION)


def require_can_import(*, user: Actor) -> None:
    """Refuse who may not take in files."""
    _require(user is None or can_import(user=user), IMPORT)


def require_can_measure(*, user: Actor) -> None:
    """Refuse who may not record distances."""
    _require(user is None or can_measure(user=user), MEASURE)


def _require(is_allowed: bool, code: str) -> None:  # noqa: FBT001 (private, named by its only use)
    if not is_allowed:
        raise PermissionDenied(code)


@dataclass(frozen=True)
class Abilities:
    """What templates offer a reader."""

    view_desk: bool
    edit: bool
    edit_council: bool
    record_shares: bool
    manage_representation: bool
    import_files: bool
    measure: bool


def abilities(*, user: Person, municipality: Municipality | None = None) -> Abilities:
    """Return what the user may do, and with this municipality where one is given."""
    return Abilities(
        view_desk=can_view_desk(user=user),
        edit=can_edit(user=user),
        edit_council=bool(municipality and can_edit_council(user=user, municipality=municipality)),
        record_shares=can_record_shares(user=user),
        manage_representation=can_manage_representation(user=user),
        import_files=can_import(user=user),
        measure=can_measure(user=user),
    )
