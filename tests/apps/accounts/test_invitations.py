from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from hamyar.accounts.enums import InvitationState
from hamyar.accounts.errors import (
    UnableToAcceptInvitationError,
    UnableToChangePersonError,
    UnableToInviteError,
)
from hamyar.accounts.models import Invitation, User
from hamyar.accounts.selectors.invitations import invitations, open_invitation
from hamyar.accounts.services import (
    accept_invitation,
    invite_person,
    resend_invitation,
    withdraw_invitation,
)
from hamyar.accounts.signals import invitation_accepted
from hamyar.accounts.tokens import digest, make_token
from tests.apps.accounts.conftest import NOW, ORIGIN
from tests.factories.accounts import make_role, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "baran-e-bahari-1405"


@pytest.fixture
def administrator():
    return make_user(role="administrator", full_name="مدیر")


@pytest.fixture
def send(administrator, django_capture_on_commit_callbacks):
    def invite(email="mayor@roshtkhar.ir", *, roles=("mayor",), by=administrator, at=NOW, **given):
        with django_capture_on_commit_callbacks(execute=True):
            return invite_person(
                email=email, roles=[make_role(r) for r in roles], by=by, at=at, origin=ORIGIN, **given
            )

    return invite


def token_of(sent):
    return sent.link.rstrip("/").rpartition("/")[2]


def accept(invitation, at=NOW):
    return accept_invitation(
        invitation=invitation, full_name="شهردار رشتخوار", position="شهردار", password=PASSWORD, at=at
    )


def test_an_invitation_is_sent_by_e_mail_with_a_link_that_works(send, audited):
    sent = send("  Mayor@Roshtkhar.ir ", full_name="رضا", scope={"municipality": "1359"})
    invitation = sent.invitation
    assert sent.link.startswith("https://hamyar.example.ir/account/invitation/")
    (message,) = mail.outbox
    assert message.to == ["mayor@roshtkhar.ir"]
    assert sent.link in message.body
    assert open_invitation(token=token_of(sent), at=NOW) == invitation
    assert invitation.scope == {"municipality": "1359"}
    assert not invitation.is_undelivered
    assert audited() == [("invite_person", "مدیر", "mayor@roshtkhar.ir", {"roles": [[], ["mayor"]]})]


def test_the_key_itself_is_kept_nowhere(send):
    sent = send()
    key = token_of(sent).partition(":")[0]
    stored = str(Invitation.objects.values().get())
    assert key not in stored
    assert digest(key) in stored


def test_accepting_makes_an_account_once_and_tells_later_stages(
    send, audited, django_capture_on_commit_callbacks
):
    heard = []

    def listen(sender, **told):
        heard.append((sender, told["invitation"].scope, told["user"].email, told["at"]))

    invitation_accepted.connect(listen)
    try:
        sent = send(roles=("planner", "analyst"), scope={"municipality": "1359"})
        with django_capture_on_commit_callbacks(execute=True):
            user = accept(sent.invitation)
    finally:
        invitation_accepted.disconnect(listen)
    assert {role.code for role in user.roles.all()} == {"planner", "analyst"}
    assert user.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=user).verified
    assert user.second_factor_due_at == NOW + timedelta(days=7)
    assert heard == [(Invitation, {"municipality": "1359"}, "mayor@roshtkhar.ir", NOW)]
    assert audited()[-1][:2] == ("accept_invitation", "شهردار رشتخوار")
    assert open_invitation(token=token_of(sent), at=NOW) is None
    with pytest.raises(UnableToAcceptInvitationError):
        accept(sent.invitation)
    assert User.objects.filter(email="mayor@roshtkhar.ir").count() == 1


def test_a_role_without_the_need_owes_no_second_factor(send):
    assert accept(send(roles=("mayor",)).invitation).second_factor_due_at is None


def test_an_expired_link_is_dead_until_it_is_sent_again(send, administrator):
    sent = send()
    late = NOW + timedelta(days=7)
    assert open_invitation(token=token_of(sent), at=late - timedelta(seconds=1))
    assert open_invitation(token=token_of(sent), at=late) is None
    with pytest.raises(UnableToAcceptInvitationError):
        accept(sent.invitation, at=late)
    again = resend_invitation(invitation=sent.invitation, by=administrator, at=late, origin=ORIGIN)
    assert open_invitation(token=token_of(again), at=late) == sent.invitation
    assert open_invitation(token=token_of(sent), at=NOW) is None


def test_a_withdrawn_link_is_dead_for_good(send, administrator):
    sent = send()
    withdraw_invitation(invitation=sent.invitation, by=administrator, at=NOW)
    assert open_invitation(token=token_of(sent), at=NOW) is None
    for act in (withdraw_invitation, resend_invitation):
        given = {"origin": ORIGIN} if act is resend_invitation else {}
        with pytest.raises(UnableToInviteError) as refusal:
            act(invitation=sent.invitation, by=administrator, at=NOW, **given)
        assert refusal.value.code == "withdrawn"
    assert send().invitation != sent.invitation


def test_an_accepted_invitation_cannot_be_sent_again_or_withdrawn(send, administrator):
    invitation = send().invitation
    accept(invitation)
    invitation.refresh_from_db()
    for act, given in ((withdraw_invitation, {}), (resend_invitation, {"origin": ORIGIN})):
        with pytest.raises(UnableToInviteError) as refusal:
            act(invitation=invitation, by=administrator, at=NOW, **given)
        assert refusal.value.code == "accepted"


@pytest.mark.parametrize("token", ["", "x", "x:y", "..", make_token("never-sent")])
def test_a_made_up_link_opens_nothing(token):
    assert open_invitation(token=token, at=NOW) is None


def test_a_link_signed_for_another_key_opens_nothing(send):
    key, _, signature = token_of(send()).partition(":")
    assert open_invitation(token=f"{other(key)}:{signature}", at=NOW) is None
    assert open_invitation(token=f"{key}:{other(signature)}", at=NOW) is None


def other(text):
    return ("B" if text[0] == "A" else "A") + text[1:]


@pytest.mark.parametrize(
    ("code", "email", "roles"),
    [
        ("has_account", "KNOWN@example.ir", ("mayor",)),
        ("invited_already", "invited@example.ir", ("mayor",)),
        ("no_role", "new@example.ir", ()),
    ],
)
def test_an_invitation_is_refused(send, code, email, roles):
    make_user(email="known@example.ir")
    send("invited@example.ir")
    with pytest.raises(UnableToInviteError) as refusal:
        send(email, roles=roles)
    assert refusal.value.code == code
    assert refusal.value.message
    assert Invitation.objects.count() == 1
    assert len(mail.outbox) == 1


def test_an_auditor_is_invited_as_nothing_else(send):
    with pytest.raises(UnableToChangePersonError):
        send(roles=("auditor", "planner"))
    assert not Invitation.objects.exists()


def test_nobody_invites_into_a_role_that_may_do_more_than_they(send):
    role = make_role("company")
    role.permissions = ["accounts.invite_people"]
    role.save()
    company = make_user(role="company")
    with pytest.raises(UnableToChangePersonError):
        send(roles=("administrator",), by=company)
    assert send(roles=("company",), by=company).invitation.invited_by == company


@pytest.mark.parametrize("role", ["planner", "mayor", "chief_executive", "auditor"])
def test_only_those_who_may_invite_do(send, role):
    by, invitation = make_user(role=role), send("one@example.ir").invitation
    with pytest.raises(PermissionDenied):
        send("two@example.ir", by=by)
    with pytest.raises(PermissionDenied):
        resend_invitation(invitation=invitation, by=by, at=NOW, origin=ORIGIN)
    with pytest.raises(PermissionDenied):
        withdraw_invitation(invitation=invitation, by=by, at=NOW)
    assert Invitation.objects.count() == 1


def test_an_address_that_got_an_account_meanwhile_is_refused(send):
    invitation = send().invitation
    make_user(email="mayor@roshtkhar.ir")
    with pytest.raises(UnableToAcceptInvitationError):
        accept(invitation)
    assert User.objects.filter(email="mayor@roshtkhar.ir").count() == 1


def test_a_message_that_cannot_be_sent_is_marked(send, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    invitation = send().invitation
    invitation.refresh_from_db()
    assert invitation.is_undelivered
    assert "roshtkhar" not in caplog.text


def test_the_database_keeps_one_open_invitation_for_an_address(send):
    invitation = send().invitation
    invitation.pk, invitation.email = None, "MAYOR@roshtkhar.ir"
    invitation.key_digest = digest("another")
    with pytest.raises(IntegrityError), transaction.atomic():
        invitation.save()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_invitations_takes_two_queries(django_assert_num_queries, send, count):
    for number in range(count):
        send(f"person{number}@mashhad.ir", roles=("planner", "analyst"))
    with django_assert_num_queries(2):
        rows = invitations(at=NOW)
    assert [(row.state, len(row.roles)) for row in rows] == [(InvitationState.PENDING, 2)] * count


def test_invitations_are_listed_by_state(send, administrator):
    accept(send("accepted@example.ir").invitation)
    withdraw_invitation(invitation=send("withdrawn@example.ir").invitation, by=administrator, at=NOW)
    send("expired@example.ir", at=NOW - timedelta(days=8))
    send("pending@example.ir")
    for state in InvitationState.values:
        assert [row.invitation.email for row in invitations(at=NOW, state=state)] == [f"{state}@example.ir"]
