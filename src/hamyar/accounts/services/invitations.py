"""Inviting people by an e-mail link."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from hamyar.accounts.enums import InvitationState
from hamyar.accounts.errors import UnableToAcceptInvitationError, UnableToInviteError
from hamyar.accounts.models import Invitation, Role, User
from hamyar.accounts.permissions import require_permission
from hamyar.accounts.services.mail import send_invitation
from hamyar.accounts.services.people import make_person, refuse_mixed_roles, refuse_roles_beyond
from hamyar.accounts.signals import invitation_accepted
from hamyar.accounts.tokens import digest, make_token, new_key
from hamyar.core.audit import record

VALID_FOR = timedelta(days=7)


@dataclass(frozen=True)
class SentInvitation:
    """An invitation with its link, which is known only now."""

    invitation: Invitation
    link: str


@transaction.atomic
def invite_person(
    *,
    email: str,
    roles: Collection[Role],
    by: User,
    at: datetime,
    origin: str,
    full_name: str = "",
    position: str = "",
    scope: Mapping[str, str] | None = None,
) -> SentInvitation:
    """Invite somebody by a link to make an account with these roles.

    ``origin`` is the address people use for this site, such as ``https://hamyar.example.ir``; ``scope`` is
    kept for the stages that listen to ``invitation_accepted``. Side effects: one audit entry; the message
    leaves after commit.

    Raises
    ------
    PermissionDenied
        When ``by`` may not invite.
    UnableToInviteError
        When the address has an account or an open invitation, or no role is given.
    UnableToChangePersonError
        When auditing is mixed with another role or ``by`` may do less than a role.
    """
    require_permission(by, "accounts.invite_people")
    address = email.strip().lower()
    _refuse_known_address(address)
    _refuse_roles(roles, by)
    key = new_key()
    invitation = Invitation.objects.create(
        email=address,
        full_name=full_name,
        position=position,
        scope=dict(scope or {}),
        key_digest=digest(key),
        invited_by=by,
        invited_at=at,
        sent_at=at,
        expires_at=at + VALID_FOR,
    )
    invitation.roles.set(roles)
    codes = sorted(role.code for role in roles)
    record(by=by, at=at, action="invite_person", target=invitation, changes={"roles": [[], codes]})
    return _send(invitation, key, origin)


def _refuse_roles(roles: Collection[Role], by: User) -> None:
    if not roles:
        raise UnableToInviteError(gettext_noop("Choose at least one role."), "no_role")
    refuse_mixed_roles(roles=roles)
    refuse_roles_beyond(by=by, roles=roles)


def _refuse_known_address(address: str) -> None:
    if User.objects.filter(email__iexact=address).exists():
        raise UnableToInviteError(
            gettext_noop("Somebody has an account with this address; change their roles instead."),
            "has_account",
        )
    if Invitation.objects.filter(
        email__iexact=address, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).exists():
        raise UnableToInviteError(
            gettext_noop("This address is invited already; resend that invitation or withdraw it first."),
            "invited_already",
        )


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: User, at: datetime, origin: str) -> SentInvitation:
    """Send a new link that is valid for another while; the old link dies.

    Side effects: one audit entry; the message leaves after commit.

    Raises
    ------
    PermissionDenied
        When ``by`` may not invite.
    UnableToInviteError
        When the invitation was accepted or withdrawn.
    UnableToChangePersonError
        When ``by`` may do less than a role of the invitation.
    """
    require_permission(by, "accounts.invite_people")
    _refuse_closed(invitation, at)
    refuse_roles_beyond(by=by, roles=list(invitation.roles.all()))
    key = new_key()
    before = invitation.expires_at
    invitation.key_digest = digest(key)
    invitation.sent_at = at
    invitation.expires_at = at + VALID_FOR
    invitation.save(update_fields=["key_digest", "sent_at", "expires_at"])
    dates = [before.isoformat(), invitation.expires_at.isoformat()]
    record(by=by, at=at, action="resend_invitation", target=invitation, changes={"expires_at": dates})
    return _send(invitation, key, origin)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """Make the link of an invitation dead for good.

    Side effects: one audit entry.

    Raises
    ------
    PermissionDenied
        When ``by`` may not invite.
    UnableToInviteError
        When the invitation was accepted or withdrawn already.
    """
    require_permission(by, "accounts.invite_people")
    _refuse_closed(invitation, at)
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    changes = {"withdrawn_at": ["", at.isoformat()]}
    record(by=by, at=at, action="withdraw_invitation", target=invitation, changes=changes)
    return invitation


def _refuse_closed(invitation: Invitation, at: datetime) -> None:
    state = invitation.state(at=at)
    if state == InvitationState.ACCEPTED:
        raise UnableToInviteError(gettext_noop("This invitation was accepted already."), "accepted")
    if state == InvitationState.WITHDRAWN:
        raise UnableToInviteError(gettext_noop("This invitation was withdrawn."), "withdrawn")


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, full_name: str, position: str, password: str, at: datetime
) -> User:
    """Make the account of an invited person; the link is used up.

    Side effects: one audit entry; the duty of a second factor begins; ``invitation_accepted`` is sent after
    commit.

    Raises
    ------
    UnableToAcceptInvitationError
        When the invitation is not open, or somebody has an account with its address by now.
    """
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    is_open = held.key_digest == invitation.key_digest and held.state(at=at) == InvitationState.PENDING
    if not is_open or User.objects.filter(email__iexact=held.email).exists():
        raise UnableToAcceptInvitationError(
            gettext_noop("This invitation is not open any more; ask for a new one."), "not_open"
        )
    roles = list(held.roles.all())
    user = make_person(
        email=held.email, full_name=full_name, position=position, password=password, roles=roles, at=at
    )
    held.accepted_at, held.user = at, user
    held.save(update_fields=["accepted_at", "user"])
    codes = sorted(role.code for role in roles)
    record(by=user, at=at, action="accept_invitation", target=held, changes={"roles": [[], codes]})
    transaction.on_commit(
        lambda: invitation_accepted.send(sender=Invitation, invitation=held, user=user, at=at)
    )
    return user


def _send(invitation: Invitation, key: str, origin: str) -> SentInvitation:
    sent = SentInvitation(invitation, link=invitation_link(key=key, origin=origin))
    transaction.on_commit(lambda: send_invitation(invitation=invitation, link=sent.link))
    return sent


def invitation_link(*, key: str, origin: str) -> str:
    """Return the address an invited person opens."""
    return origin.rstrip("/") + reverse("accounts:accept_invitation", args=[make_token(key)])
