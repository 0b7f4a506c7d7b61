"""What people do with their own account through the sign-in pages."""

from datetime import datetime, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse

from hamyar.accounts.models import SignInGuard, User
from hamyar.accounts.permissions import require_can_change_person
from hamyar.accounts.services.second_factor import renew_second_factor_duty
from hamyar.core.audit import record


@transaction.atomic
def record_second_factor(
    *, user: User, at: datetime, added: str = "", removed: str = "", grace: timedelta | None = None
) -> None:
    """Note that a second factor or recovery codes came or went, and renew the duty.

    Side effects: one audit entry.
    """
    action = "add_second_factor" if added else "remove_second_factor"
    record(by=user, at=at, action=action, target=user, changes={"second_factor": [removed, added]})
    renew_second_factor_duty(user=user, at=at, grace=grace)


@transaction.atomic
def record_password_change(*, user: User, at: datetime, by_link: bool) -> None:
    """Note a new password; one set by an e-mail link opens an address that was locked out.

    Side effects: one audit entry.
    """
    if by_link:
        SignInGuard.objects.filter(email=user.email.lower()).delete()
    action = "reset_password" if by_link else "change_password"
    record(by=user, at=at, action=action, target=user, changes={})


def record_address_change(*, user: User, at: datetime, old: str, new: str) -> None:
    """Note a confirmed new e-mail address.

    Side effects: one audit entry.
    """
    record(by=user, at=at, action="change_email", target=user, changes={"email": [old, new]})


@transaction.atomic
def issue_password_link(*, user: User, by: User, at: datetime, origin: str) -> str:
    """Return a link by which a person sets a new password, to be handed over where no e-mail is sent.

    It dies when it is used, when the person signs in, and after three days. Side effects: one audit entry.

    Raises
    ------
    PermissionDenied
        When ``by`` may not change this person.
    """
    require_can_change_person(user=by, person=user)
    record(by=by, at=at, action="issue_password_link", target=user, changes={})
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return origin.rstrip("/") + path
