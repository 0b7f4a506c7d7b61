"""Who speaks for which municipality."""

import datetime as dt

from django.db import transaction

from hamyar.accounts.models import Role, User
from hamyar.accounts.services import SentInvitation, invite_person
from hamyar.core.errors import UnableToError
from hamyar.core.translation import gettext_noop as _
from hamyar.places.models import Municipality, Representation
from hamyar.places.permissions import Actor, require_can_manage_representation
from hamyar.places.services.auditing import created, write


class UnableToGrantRepresentationError(UnableToError):
    """A representation that is on record, or days out of order."""

    default_code = "representation_refused"


@transaction.atomic
def grant_representation(
    *,
    user: User,
    municipality: Municipality,
    since: dt.date,
    by: Actor,
    at: dt.datetime,
    until: dt.date | None = None,
) -> Representation:
    """Let a user speak for a municipality from a day on.

    Raises
    ------
    PermissionDenied
        When ``by`` may not say who represents a municipality.
    UnableToGrantRepresentationError
        When the user is inactive, speaks for it already, or the days are out of order.
    """
    require_can_manage_representation(user=by)
    if not user.is_active:
        raise UnableToGrantRepresentationError(_("This user is not active."), "user_inactive")
    if until is not None and until <= since:
        raise UnableToGrantRepresentationError(_("The last day comes after the first."), "days_out_of_order")
    rows = user.representations.filter(municipality=municipality)
    if rows.filter(until=None).exists() or rows.filter(until__gt=since).exists():
        raise UnableToGrantRepresentationError(
            _("This user represents this municipality already."), "represents_already"
        )
    values = {"user": user, "since": since, "until": until}
    row = Representation.objects.create(municipality=municipality, **values)
    write(by=by, at=at, action="grant_representation", target=municipality, changes=created(values))
    return row


@transaction.atomic
def invite_representative(
    *,
    municipality: Municipality,
    role: Role,
    email: str,
    by: User,
    at: dt.datetime,
    origin: str,
    full_name: str = "",
    position: str = "",
) -> SentInvitation:
    """Invite somebody who speaks for a municipality from the day they accept.

    Raises
    ------
    PermissionDenied
        When ``by`` may not invite, or may not say who represents a municipality.
    UnableToInviteError, UnableToChangePersonError
        As ``invite_person`` does.
    """
    require_can_manage_representation(user=by)
    return invite_person(
        email=email,
        roles=[role],
        by=by,
        at=at,
        origin=origin,
        full_name=full_name,
        position=position,
        scope={"municipality": municipality.code},
    )


@transaction.atomic
def end_representation(
    *, representation: Representation, until: dt.date, by: Actor, at: dt.datetime
) -> Representation:
    """End a representation; from that day the user no longer speaks for the municipality.

    Raises
    ------
    PermissionDenied
        When ``by`` may not say who represents a municipality.
    UnableToGrantRepresentationError
        When the day is not after the first, or it has ended before that day.
    """
    require_can_manage_representation(user=by)
    if until <= representation.since:
        raise UnableToGrantRepresentationError(_("The last day comes after the first."), "days_out_of_order")
    if representation.until is not None and representation.until <= until:
        raise UnableToGrantRepresentationError(
            _("This representation has ended already."), "representation_ended"
        )
    old, representation.until = representation.until, until
    representation.save(update_fields=["until"])
    changes = {
        "user": [str(representation.user)] * 2,
        "until": [old.isoformat() if old else None, until.isoformat()],
    }
    write(by=by, at=at, action="end_representation", target=representation.municipality, changes=changes)
    return representation
