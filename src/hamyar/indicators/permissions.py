"""Who may see and change values; codes are in ``accounts/definitions``."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.indicators.enums import Status
from hamyar.indicators.models import ImportBatch, Value
from hamyar.places.models import Municipality
from hamyar.places.selectors import municipalities_represented_by

Person = User | AnonymousUser
Actor = Person | None
"""``None`` is the house itself: set-up and the command line of the machine (docs/adr/0032)."""

VIEW_DESK = "indicators.view_desk"
VIEW_IMPORTS = "indicators.view_imports"
VIEW_EMBARGOED = "indicators.view_embargoed"
IMPORT = "indicators.import_values"
UNDO = "indicators.undo_import"
MANAGE_ROUNDS = "indicators.manage_rounds"


def values_visible_to(*, user: Person) -> QuerySet[Value]:
    """Return the values the user may see.

    Everyone sees what is not embargoed; who represents a municipality sees all of its own; staff with the
    permission see everything.
    """
    if has_permission(user, VIEW_EMBARGOED):
        return Value.objects.all()
    own = municipalities_represented_by(user=user)
    return Value.objects.filter(~Q(status=Status.EMBARGOED) | Q(municipality__in=own))


def towns_of_importer(*, user: Person) -> QuerySet[Municipality] | None:
    """Return the municipalities the user may enter values for; nothing stands for no limit."""
    if has_permission(user, IMPORT):
        return None
    return municipalities_represented_by(user=user)


def can_view_desk(*, user: Person) -> bool:
    """Tell whether the user has anything to do at the desk of indicators."""
    return has_permission(user, VIEW_IMPORTS) or can_import(user=user)


def can_import(*, user: Person) -> bool:
    """Tell whether the user may enter values, of all places or of the own municipality."""
    towns = towns_of_importer(user=user)
    return towns is None or towns.exists()


def require_can_import(*, user: Actor) -> None:
    """Refuse a user who may enter no value at all."""
    if user is not None and not can_import(user=user):
        raise PermissionDenied(IMPORT)


def can_view_batch(*, user: Person, batch: ImportBatch) -> bool:
    """Tell whether the user sees a batch: the staff, and who uploaded it."""
    return has_permission(user, VIEW_DESK) or (batch.uploaded_by_id is not None and batch.uploaded_by == user)


def sees_all_batches(*, user: Person) -> bool:
    """Tell whether the user sees the imports of everybody."""
    return has_permission(user, VIEW_DESK)


def can_confirm(*, user: Person, batch: ImportBatch) -> bool:
    """Tell whether the user may confirm or discard this batch."""
    return has_permission(user, IMPORT) or (batch.uploaded_by == user and can_import(user=user))


def require_can_confirm(*, user: Actor, batch: ImportBatch) -> None:
    """Refuse a user who may not confirm or discard this batch."""
    if user is not None and not can_confirm(user=user, batch=batch):
        raise PermissionDenied(IMPORT)


def can_release(*, user: Person) -> bool:
    """Tell whether the user may make embargoed values public."""
    return has_permission(user, IMPORT)


def require_can_release(*, user: Actor) -> None:
    """Refuse a user who may not make embargoed values public."""
    if user is not None and not can_release(user=user):
        raise PermissionDenied(IMPORT)


def can_undo(*, user: Person) -> bool:
    """Tell whether the user may undo a confirmed batch."""
    return has_permission(user, UNDO)


def require_can_undo(*, user: Actor) -> None:
    """Refuse a user who may not undo a batch."""
    if user is not None and not can_undo(user=user):
        raise PermissionDenied(UNDO)


def can_manage_rounds(*, user: Person) -> bool:
    """Tell whether the user may open and close data rounds."""
    return has_permission(user, MANAGE_ROUNDS)


def require_can_manage_rounds(*, user: Actor) -> None:
    """Refuse a user who may not open or close data rounds."""
    if user is not None and not can_manage_rounds(user=user):
        raise PermissionDenied(MANAGE_ROUNDS)
