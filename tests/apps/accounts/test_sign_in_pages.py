"""Signing in through the pages: password, lock-out, code, recovery code, passkey, sign-out."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from hamyar.accounts.models import SignInGuard, User
from hamyar.accounts.services import load_roles
from hamyar.core.persian import to_persian_digits
from tests.apps.accounts.authenticators import SoftPasskey, code_of
from tests.factories.accounts import PASSWORD, TOTP_SECRET, make_user

pytestmark = pytest.mark.django_db
LOGIN, CODE, DESK = "/account/login/", "/account/2fa/authenticate/", "/desk/"


def enter(client, user, *, password=PASSWORD):
    return client.post(LOGIN, {"login": user.email, "password": password})


def signed_in(client):
    return "_auth_user_id" in client.session


def test_a_person_without_second_factor_is_in_after_the_password(client, audited):
    user = make_user(role="mayor", full_name="سارا", has_second_factor=False)
    assert enter(client, user).url == DESK
    assert signed_in(client)
    assert audited() == [("sign_in", "سارا", "سارا", {"method": ["", "password"]})]
    assert UserSession.objects.get().user == user


@pytest.mark.parametrize("address", ["SARA@Example.ir", " sara@example.ir "])
def test_the_address_is_understood_however_it_is_written(client, address):
    make_user(email="sara@example.ir", has_second_factor=False)
    client.post(LOGIN, {"login": address, "password": PASSWORD})
    assert signed_in(client)


@pytest.mark.parametrize("email", ["sara@example.ir", "nobody@example.ir"])
def test_a_wrong_password_and_an_unknown_address_read_alike(client, email):
    make_user(email="sara@example.ir")
    response = client.post(LOGIN, {"login": email, "password": "wrong"})
    assert "نشانی رایانامه یا گذرواژه درست نیست." in response.content.decode()
    assert not signed_in(client)


def test_five_wrong_passwords_close_sign_in_even_for_the_right_one(client, audited):
    user = make_user(role="mayor", has_second_factor=False)
    for _ in range(5):
        enter(client, user, password="wrong")
    cache.clear()
    page = enter(client, user).content.decode()
    until = timezone.localtime(SignInGuard.objects.get().locked_until).strftime("%H:%M")
    assert f"ورود با این نشانی تا ساعت {to_persian_digits(until)} بسته است" in page
    assert not signed_in(client)
    assert [entry[0] for entry in audited()] == ["fail_sign_in"] * 5 + ["lock_out"]
    SignInGuard.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
    enter(client, user)
    assert signed_in(client)


def test_a_network_that_tries_many_addresses_is_slowed(client):
    for number in range(30):
        client.post(LOGIN, {"login": f"made-up-{number}@example.ir", "password": "x"})
    response = client.post(LOGIN, {"login": "another@example.ir", "password": "x"})
    assert response.status_code == 429
    assert "یک دقیقه صبر کنید" in response.content.decode()


def test_a_deactivated_person_is_told_so_only_with_the_right_password(client):
    user = make_user(has_second_factor=False, is_active=False)
    assert enter(client, user).url == reverse("account_inactive")
    assert "غیرفعال" not in enter(client, user, password="wrong").content.decode()
    assert not signed_in(client)


@pytest.mark.parametrize("write", [str, to_persian_digits])
def test_the_code_of_the_app_is_asked_after_the_password(client, audited, write):
    user = make_user(role="planner")
    assert enter(client, user).url == CODE
    assert not signed_in(client)
    assert client.get(DESK).url.startswith(LOGIN)
    assert client.post(CODE, {"code": write(code_of(TOTP_SECRET))}).url == DESK
    assert audited()[-1][3] == {"method": ["", "password+totp"]}


def test_a_code_works_once(client):
    user = make_user(role="planner")
    code = code_of(TOTP_SECRET)
    enter(client, user)
    client.post(CODE, {"code": code})
    client.post(reverse("account_logout"))
    enter(client, user)
    client.post(CODE, {"code": code})
    assert not signed_in(client)


def test_wrong_codes_lock_out_like_wrong_passwords(client, audited):
    user = make_user(role="planner")
    enter(client, user)
    for _ in range(5):
        assert "کد درست نیست" in client.post(CODE, {"code": "000000"}).content.decode()
    page = client.post(CODE, {"code": code_of(TOTP_SECRET)}).content.decode()
    assert "بسته است" in page
    assert not signed_in(client)
    assert audited()[0][3] == {"reason": ["", "second_factor"]}
    assert audited()[-1][0] == "lock_out"


def test_a_recovery_code_stands_in_for_the_app_once(client):
    user = make_user(role="planner")
    client.force_login(user)
    renew = reverse("mfa_generate_recovery_codes")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(renew)
    codes = re.findall(
        r"<bdi dir=\"ltr\">(\d{8})</bdi>", client.get(reverse("mfa_view_recovery_codes")).content.decode()
    )
    assert len(codes) == 10
    client.logout()
    for expected in (True, False):
        enter(client, user)
        client.post(CODE, {"code": codes[0]})
        assert signed_in(client) is expected
        client.logout()


@pytest.mark.django_db(transaction=True)
def test_activating_the_app_ends_the_duty_and_gives_recovery_codes(client, audited):
    user = make_user(role="planner", has_second_factor=False)
    enter(client, user)
    page = client.get(DESK)
    assert page.url == "/account/second-factor/?next=%2Fdesk%2F"
    assert "عامل دوم" in client.get(page.url).content.decode()
    activate = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', activate)[1]
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert "کد درست نیست" in wrong
    assert secret in wrong
    response = client.post(reverse("mfa_activate_totp"), {"code": to_persian_digits(code_of(secret))})
    assert response.url == reverse("mfa_view_recovery_codes")
    user.refresh_from_db()
    assert user.second_factor_due_at is None
    assert client.get(DESK).status_code == 200
    assert ("add_second_factor", {"second_factor": ["", "totp"]}) in [(e[0], e[3]) for e in audited()]


def test_the_last_second_factor_stays_while_a_role_requires_one(client):
    user = make_user(role="planner")
    enter(client, user)
    client.post(CODE, {"code": code_of(TOTP_SECRET)})
    page = client.get(reverse("mfa_deactivate_totp")).content.decode()
    assert "این آخرین آن است" in page
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_whoever_needs_none_may_deactivate_it(client, audited):
    user = make_user(role="mayor")
    enter(client, user)
    client.post(CODE, {"code": code_of(TOTP_SECRET)})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=user).exists()
    assert "remove_second_factor" in [entry[0] for entry in audited()]


@pytest.fixture
def passkey(client):
    """Return a passkey that was added to the account of the signed-in planner, who is signed out again."""
    user = make_user(role="planner", has_second_factor=False)
    enter(client, user)
    soft = SoftPasskey()
    options = client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]
    client.post(
        reverse("mfa_add_webauthn"),
        {"name": "تلفن", "credential": soft.register(_plain(options)), "passwordless": "on"},
    )
    assert [a.wrap().name for a in Authenticator.objects.filter(user=user, type="webauthn")] == ["تلفن"]
    user.refresh_from_db()
    assert user.second_factor_due_at is None
    client.post(reverse("account_logout"))
    return user, soft


def _plain(options):
    """Return the options as the page's JSON has them."""
    import json

    from django.core.serializers.json import DjangoJSONEncoder

    return json.loads(json.dumps(options, cls=DjangoJSONEncoder))


def test_a_passkey_signs_in_without_a_password(client, passkey, audited):
    user, soft = passkey
    options = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    response = client.post(
        reverse("mfa_login_webauthn"), {"credential": soft.sign(options["request_options"])}
    )
    assert response.url == DESK
    assert client.session["_auth_user_id"] == str(user.pk)
    assert audited()[-1][3] == {"method": ["", "webauthn"]}


def test_a_passkey_is_a_second_factor_after_the_password(client, passkey):
    user, soft = passkey
    assert enter(client, user).url == CODE
    options = _plain(client.get(CODE).context["js_data"]["request_options"])
    assert client.post(CODE, {"credential": soft.sign(options)}).url == DESK
    assert signed_in(client)


def test_an_answer_to_another_challenge_does_not_sign_in(client, passkey):
    _, soft = passkey
    old = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    client.post(reverse("mfa_login_webauthn"), {"credential": soft.sign(old["request_options"])})
    assert not signed_in(client)


def test_another_key_does_not_sign_in(client, passkey):
    _, soft = passkey
    stranger = SoftPasskey()
    stranger.credential_id, stranger.user_handle = soft.credential_id, soft.user_handle
    options = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    client.post(reverse("mfa_login_webauthn"), {"credential": stranger.sign(options["request_options"])})
    assert not signed_in(client)


@pytest.mark.parametrize(
    ("host", "offered"), [("localhost:8000", True), ("127.0.0.1:8000", False), ("[::1]:8000", False)]
)
def test_passkeys_are_offered_where_browsers_allow_them(client, settings, host, offered):
    settings.ALLOWED_HOSTS = ["*"]
    page = client.get(LOGIN, headers={"host": host}).content.decode()
    assert ("ورود با کلید عبور" in page) is offered


def test_passkeys_are_offered_under_https(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    page = client.get(LOGIN, headers={"host": "hamyar.example.ir"}, secure=True).content.decode()
    assert "ورود با کلید عبور" in page


def test_nobody_signs_up_by_themselves(client):
    for response in (
        client.get(reverse("account_signup")),
        client.post(
            reverse("account_signup"),
            {"email": "new@example.ir", "password1": PASSWORD, "password2": PASSWORD},
        ),
    ):
        assert "ورود با دعوت است" in response.content.decode()
    assert not User.objects.exists()


def test_signing_out_is_audited_and_leads_home(client, audited):
    user = make_user(role="mayor", full_name="سارا", has_second_factor=False)
    enter(client, user)
    assert client.post(reverse("account_logout")).url == "/"
    assert not signed_in(client)
    assert audited()[-1][:2] == ("sign_out", "سارا")


def test_a_forgotten_password_is_set_by_a_link_that_works_once(client, audited, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    user = make_user(role="mayor", has_second_factor=False)
    for _ in range(5):
        enter(client, user, password="wrong")
    client.post(reverse("account_reset_password"), {"email": user.email})
    (message,) = mail.outbox
    assert message.subject == "گذرواژه تازه برای همیار"
    link = re.search(r"http://testserver(\S+)", message.body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "a", "password2": "a"})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    client.post(form, {"password1": "abr-o-bad-o-mah", "password2": "abr-o-bad-o-mah"})
    user.refresh_from_db()
    assert user.check_password("abr-o-bad-o-mah")
    assert audited()[-1][0] == "reset_password"
    assert not SignInGuard.objects.exists()
    assert "دیگر کار نمی‌کند" in client.get(link, follow=True).content.decode()


def test_an_unknown_address_gets_no_message_and_the_same_page(client):
    make_user(email="sara@example.ir")
    pages = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True).content.decode()
        for email in ("sara@example.ir", "nobody@example.ir")
    ]
    assert len(mail.outbox) == 1
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    assert token.sub("", pages[0]) == token.sub("", pages[1])


def test_the_first_administrator_signs_in_and_may_put_off_the_second_factor(client):
    from hamyar.accounts.services import ensure_first_administrator

    now = timezone.now()
    load_roles(at=now)
    made = ensure_first_administrator(at=now)
    client.post(LOGIN, {"login": made.email, "password": made.password})
    led = client.get(DESK)
    assert led.url.startswith("/account/second-factor/")
    assert "بعداً؛ ۷ روز مانده است" in client.get(led.url).content.decode()
    assert client.post(led.url, {"next": "/desk/people/"}).url == "/desk/people/"
    assert client.get("/desk/people/").status_code == 200
