"""Invitations, as the desk lists them."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing

from hamyar.accounts.enums import InvitationState
from hamyar.accounts.models import Invitation, Role
from hamyar.accounts.tokens import digest, read_token


@dataclass(frozen=True)
class InvitationRow:
    """One line of the list."""

    invitation: Invitation
    roles: tuple[Role, ...]
    state: InvitationState


def invitations(*, at: datetime, state: str = "") -> list[InvitationRow]:
    """Return the invitations, newest first, in two queries."""
    rows = [
        InvitationRow(invitation, tuple(invitation.roles.all()), invitation.state(at=at))
        for invitation in Invitation.objects.select_related("invited_by").prefetch_related("roles")
    ]
    return [row for row in rows if not state or row.state == state]


def open_invitation(*, token: str, at: datetime) -> Invitation | None:
    """Return the invitation a link stands for, while it is waiting for an answer, else nothing.

    A forged, replaced, used, withdrawn or expired link are told apart by nobody.
    """
    try:
        key = read_token(token)
    except signing.BadSignature:
        return None
    invitation = Invitation.objects.filter(key_digest=digest(key)).first()
    if invitation is None or invitation.state(at=at) != InvitationState.PENDING:
        return None
    return invitation
