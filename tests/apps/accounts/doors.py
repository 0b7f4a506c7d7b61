"""Who may open which address of signing in, one's own account, people and roles."""

from datetime import timedelta

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone

from hamyar.accounts.models import Invitation
from hamyar.accounts.tokens import digest, make_token
from tests.doors import ADMINISTRATOR, EVERYONE, SEE_ALL, SIGNED_IN, Door
from tests.factories.accounts import make_role, make_user


def somebody():
    return {"pk": make_user(role="mayor").pk}


def an_invitation(key="key"):
    now = timezone.now()
    invitation = Invitation.objects.create(
        email="invited@example.ir",
        key_digest=digest(key),
        invited_by=make_user(role="administrator"),
        invited_at=now,
        sent_at=now,
        expires_at=now + timedelta(days=7),
    )
    invitation.roles.add(make_role("mayor"))
    return {"pk": invitation.pk}


def an_invitation_link():
    an_invitation()
    return {"token": make_token("key")}


def a_role():
    make_role("mayor")
    return {"code": "mayor"}


def a_confirmation():
    return {"key": EmailConfirmationHMAC(EmailAddress.objects.get(user=make_user())).key}


def a_reset():
    user = make_user()
    return {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}


def anothers_session():
    session = UserSession.objects.create(user=make_user(), ip="127.0.0.1", session_key="another")
    return {"pk": session.pk}


def anothers_passkey():
    passkey = Authenticator.objects.create(user=make_user(), type="webauthn", data={"name": "x"})
    return {"pk": passkey.pk}


OWN = Door(get=SIGNED_IN, post=SIGNED_IN, own_account=True)
OPEN = Door(get=EVERYONE, post=EVERYONE, own_account=True)

DOORS = {
    "accounts:profile": OWN,
    "accounts:second_factor": OWN,
    "accounts:sessions": Door(get=SIGNED_IN),
    "accounts:end_other_sessions": Door(post=SIGNED_IN, own_account=True),
    "accounts:end_session": Door(post=SIGNED_IN, arguments=anothers_session, own_account=True),
    "accounts:accept_invitation": Door(
        get=EVERYONE, post=EVERYONE, arguments=an_invitation_link, own_account=True
    ),
    "accounts:people": Door(get=SEE_ALL),
    "accounts:people_export": Door(get=SEE_ALL),
    "accounts:person": Door(get=SEE_ALL, arguments=somebody),
    "accounts:person_roles": Door(post=ADMINISTRATOR, arguments=somebody),
    "accounts:person_action": Door(
        post=ADMINISTRATOR, arguments=lambda: {**somebody(), "action": "deactivate"}
    ),
    "accounts:reset_second_factor": Door(get=ADMINISTRATOR, post=ADMINISTRATOR, arguments=somebody),
    "accounts:password_link": Door(post=ADMINISTRATOR, arguments=somebody),
    "accounts:invite": Door(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "accounts:invitations": Door(get=SEE_ALL),
    "accounts:resend_invitation": Door(post=ADMINISTRATOR, arguments=an_invitation),
    "accounts:withdraw_invitation": Door(post=ADMINISTRATOR, arguments=an_invitation),
    "accounts:roles": Door(get=SEE_ALL),
    "accounts:role": Door(get=ADMINISTRATOR, post=ADMINISTRATOR, arguments=a_role),
    "accounts:restore_role": Door(post=ADMINISTRATOR, arguments=a_role),
    "account_login": OPEN,
    "account_logout": OPEN,
    "account_signup": OPEN,
    "account_inactive": Door(get=EVERYONE),
    "account_reset_password": OPEN,
    "account_reset_password_done": Door(get=EVERYONE),
    "account_reset_password_from_key": Door(get=EVERYONE, arguments=a_reset),
    "account_reset_password_from_key_done": Door(get=EVERYONE),
    "account_confirm_email": Door(get=EVERYONE, arguments=a_confirmation),
    "account_email_verification_sent": Door(get=EVERYONE),
    "account_reauthenticate": OWN,
    "account_change_password": OWN,
    "account_set_password": OWN,
    "account_email": OWN,
    "account_confirm_login_code": Door(get=SIGNED_IN),
    "mfa_index": Door(get=SIGNED_IN),
    "mfa_authenticate": Door(get=SIGNED_IN),
    "mfa_reauthenticate": OWN,
    "mfa_activate_totp": OWN,
    "mfa_deactivate_totp": OWN,
    "mfa_view_recovery_codes": Door(get=SIGNED_IN),
    "mfa_generate_recovery_codes": OWN,
    "mfa_download_recovery_codes": Door(get=SIGNED_IN),
    "mfa_list_webauthn": Door(get=SIGNED_IN),
    "mfa_add_webauthn": OWN,
    "mfa_edit_webauthn": Door(get=SIGNED_IN, arguments=anothers_passkey),
    "mfa_remove_webauthn": Door(get=SIGNED_IN, arguments=anothers_passkey),
    "mfa_login_webauthn": Door(post=SIGNED_IN, own_account=True),  # without a passkey it leads to sign-in
    "mfa_reauthenticate_webauthn": OWN,
    "usersessions_list": Door(get=SIGNED_IN),
}
