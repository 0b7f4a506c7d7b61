"""One's own account, the lead to the second factor, the link of an invitation."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hamyar.accounts.models import Invitation, User
from hamyar.accounts.services import invite_person
from tests.apps.accounts.conftest import ORIGIN
from tests.factories.accounts import PASSWORD, give_second_factor, make_role, make_user

pytestmark = pytest.mark.django_db


def overdue_planner():
    past = timezone.now() - timedelta(minutes=1)
    return make_user(role="planner", has_second_factor=False, second_factor_due_at=past)


@pytest.mark.parametrize("path", ["/desk/", "/en/desk/", "/desk/people/", "/cms/", "/admin/"])
def test_an_overdue_second_factor_closes_every_page_of_work(client, path):
    client.force_login(overdue_planner())
    response = client.get(path)
    assert response.status_code == 302
    assert "/account/second-factor/" in response.url


def test_an_overdue_second_factor_cannot_be_put_off(client):
    client.force_login(overdue_planner())
    page = client.post("/account/second-factor/", {"next": "/desk/"}).content.decode()
    assert "اکنون یکی را فعال کنید" in page
    assert "بعداً" not in page
    assert client.get("/desk/").status_code == 302


def test_an_overdue_person_reads_public_pages_and_reaches_the_activation(client):
    client.force_login(overdue_planner())
    assert client.get("/").status_code == 200
    assert client.get(reverse("mfa_index")).status_code == 200


def test_parts_of_pages_are_led_as_a_whole_page(client):
    client.force_login(overdue_planner())
    response = client.get("/desk/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (
        204,
        "/account/second-factor/?next=%2Fdesk%2F",
    )


def test_putting_off_holds_for_the_session_and_leads_only_to_own_pages(client):
    user = make_user(role="planner", has_second_factor=False)
    client.force_login(user)
    assert client.post("/account/second-factor/", {"next": "https://elsewhere.example/"}).url == "/desk/"
    assert client.get("/desk/").status_code == 200
    other = Client()
    other.force_login(user)
    assert other.get("/desk/").status_code == 302


def test_whoever_owes_nothing_is_sent_on(client):
    user = make_user(role="planner")
    client.force_login(user)
    assert client.get("/account/second-factor/?next=/desk/people/").url == "/desk/people/"
    assert client.get("/desk/").status_code == 200


def test_a_second_factor_given_elsewhere_opens_the_desk_at_the_next_sign_in(client):
    user = overdue_planner()
    give_second_factor(user)
    client.force_login(user)
    assert client.get("/desk/").status_code == 200


def test_people_change_their_name_and_position(client):
    user = make_user(full_name="سارا")
    client.force_login(user)
    client.post(reverse("accounts:profile"), {"full_name": "  سارا   كريمي ", "position": "شهردار"})
    user.refresh_from_db()
    assert (user.full_name, user.position) == ("سارا کریمی", "شهردار")
    page = client.post(reverse("accounts:profile"), {"full_name": " ", "position": ""}).content.decode()
    assert "has-error" in page


def sign_in(user, agent):
    client = Client(headers={"user-agent": agent})
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    return client


FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


def test_sessions_are_listed_and_ended_one_by_one(audited):
    user = make_user(has_second_factor=False)
    here, there = sign_in(user, FIREFOX), sign_in(user, PHONE)
    page = here.get(reverse("accounts:sessions")).content.decode()
    assert page.index("Firefox – Linux") < page.index("Chrome – Android")
    session = UserSession.objects.get(session_key=there.session.session_key)
    here.post(reverse("accounts:end_session", args=[session.pk]))
    assert there.get("/desk/").url.startswith("/account/login/")
    assert here.get("/desk/").status_code == 200
    assert audited()[-1][0] == "end_session"


def test_nobody_ends_the_session_of_somebody_else():
    mine, theirs = (sign_in(make_user(has_second_factor=False), FIREFOX) for _ in range(2))
    session = UserSession.objects.get(session_key=theirs.session.session_key)
    assert mine.post(reverse("accounts:end_session", args=[session.pk])).status_code == 404
    assert theirs.get("/desk/").status_code == 200


def test_all_other_sessions_end_at_once():
    user = make_user(has_second_factor=False)
    here, *others = (sign_in(user, agent) for agent in (FIREFOX, PHONE, PHONE))
    here.post(reverse("accounts:end_other_sessions"))
    assert [client.get("/desk/").status_code for client in (here, *others)] == [200, 302, 302]


def test_a_new_password_ends_the_other_sessions():
    user = make_user(has_second_factor=False)
    here, there = sign_in(user, FIREFOX), sign_in(user, PHONE)
    new = "abr-o-bad-o-mah"
    here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert [client.get("/desk/").status_code for client in (here, there)] == [200, 302]


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("kotah", "باید دست‌کم ۱۰ نویسه داشته باشد"),
        ("1234567890123", "فقط از رقم ساخته شده است"),
        ("password123", "بسیار رایج است"),
        ("sara@example.ir", "بسیار شبیه است"),
    ],
)
def test_a_weak_password_is_refused_in_persian(client, password, reason):
    user = make_user(email="sara@example.ir", has_second_factor=False)
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    page = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    ).content.decode()
    assert reason in page
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_new_address_counts_once_it_is_confirmed(client, audited):
    user = make_user(email="old@example.ir", role="mayor")
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"action_add": "", "email": "new@example.ir"})
    user.refresh_from_db()
    assert user.email == "old@example.ir"
    (message,) = [m for m in mail.outbox if m.to == ["new@example.ir"]]
    link = re.search(r"http://testserver(\S+)", message.body)[1]
    assert "تأیید" in client.get(link).content.decode()
    client.post(link)
    user.refresh_from_db()
    assert user.email == "new@example.ir"
    assert [a.email for a in EmailAddress.objects.filter(user=user)] == ["new@example.ir"]
    assert ("change_email", {"email": ["old@example.ir", "new@example.ir"]}) in [
        (entry[0], entry[3]) for entry in audited()
    ]


def test_changing_the_address_asks_for_the_password_again(client):
    user = make_user(email="old@example.ir")
    client.force_login(user)
    response = client.post(reverse("account_email"), {"action_add": "", "email": "new@example.ir"})
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert not EmailAddress.objects.filter(email="new@example.ir").exists()


@pytest.fixture
def invitation():
    """Return the path of a fresh invitation's link."""
    sent = invite_person(
        email="new@example.ir",
        full_name="نرگس",
        roles=[make_role("planner")],
        by=make_user(role="administrator", full_name="مدیر پنهان"),
        at=timezone.now(),
        origin=ORIGIN,
    )
    return sent.link.removeprefix(ORIGIN)


GIVEN = {"full_name": "نرگس امینی", "position": "", "password": PASSWORD, "password_again": PASSWORD}


def test_an_invited_person_makes_an_account_and_is_led_to_the_second_factor(client, invitation):
    page = client.get(invitation)
    assert "new@example.ir" in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    assert client.post(invitation, GIVEN).url == "/desk/"
    assert client.session["_auth_user_id"] == str(User.objects.get(email="new@example.ir").pk)
    assert client.get("/desk/").url.startswith("/account/second-factor/")


def test_a_link_tells_nothing_but_its_own_invitation(client, invitation):
    page = client.get(invitation).content.decode()
    assert "مدیر پنهان" not in page
    assert User.objects.get(full_name="مدیر پنهان").email not in page


def test_used_expired_and_made_up_links_read_alike(client, invitation):
    Invitation.objects.update(expires_at=timezone.now(), sent_at=timezone.now() - timedelta(days=7))
    token = re.compile(
        r'(name="csrfmiddlewaretoken" value|(?:name="next" )?value|href)="[^"]*"|<bdi>[^<]*</bdi>'
    )
    pages = [client.get(path) for path in (invitation, "/account/invitation/made-up/")]
    assert [page.status_code for page in pages] == [410, 410]
    assert token.sub("", pages[0].content.decode()) == token.sub("", pages[1].content.decode())
    assert client.post(invitation, GIVEN).status_code == 410
    assert not User.objects.filter(email="new@example.ir").exists()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"password": "kotah", "password_again": "kotah"}, "دست‌کم ۱۰ نویسه"),
        ({"password_again": "another-password"}, "دو گذرواژه یکسان نیستند"),
        ({"password": "new@example.ir", "password_again": "new@example.ir"}, "بسیار شبیه است"),
        ({"full_name": ""}, "full_name"),
    ],
)
def test_a_wrong_answer_to_an_invitation_is_refused(client, invitation, changed, reason):
    page = client.post(invitation, GIVEN | changed).content.decode()
    assert reason in page
    assert "has-error" in page
    assert not User.objects.filter(email="new@example.ir").exists()


def test_a_signed_in_person_is_asked_to_sign_out_first(client, invitation):
    client.force_login(make_user(full_name="سارا"))
    assert "با نام سارا وارد شده است" in client.get(invitation).content.decode()
    client.post(invitation, GIVEN)
    assert not User.objects.filter(email="new@example.ir").exists()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_are_complete_in_both_languages(client, prefix):
    user = make_user(role="administrator")
    client.force_login(user)
    for path in ("/account/", "/account/sessions/", "/desk/people/", "/desk/roles/", "/account/2fa/"):
        page = client.get(prefix + path).content.decode()
        main = re.sub(r"<[^>]+>", "", page[page.index("<main") : page.index("</main>")])
        persian = re.search("[\u0600-\u06ff]", main.replace(user.full_name, ""))
        assert bool(persian) is (prefix == "")
