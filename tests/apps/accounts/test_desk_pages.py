"""The desk's people, invitations and roles."""

import csv
import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from hamyar.accounts.models import Invitation, Role
from hamyar.accounts.services import load_roles, record_failed_sign_in
from tests.apps.accounts.conftest import NOW
from tests.factories.accounts import PASSWORD, make_role, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = make_user(role="administrator", full_name="مدیر")
    client.force_login(user)
    return user


def text_of(response):
    return response.content.decode()


def test_people_are_listed_filtered_and_searched(client, administrator):
    make_user(role="mayor", full_name="کریم شهردار")
    make_user(role="planner", full_name="سارا برنامه‌ریز", is_active=False)
    assert "کریم شهردار" in text_of(client.get("/desk/people/"))
    assert "کریم شهردار" not in text_of(client.get("/desk/people/?role=planner"))
    assert "سارا" in text_of(client.get("/desk/people/?state=inactive"))
    assert "کریم شهردار" in text_of(client.get("/desk/people/?q=كريم"))
    assert "کسی با این ویژگی نیست" in text_of(client.get("/desk/people/?q=نیست"))
    assert client.get("/desk/people/?role=none&state=none&page=x").status_code == 200


def test_the_list_is_exported_as_it_is_filtered(client, administrator):
    make_user(role="mayor", full_name="=1+1", position="شهردار")
    response = client.get("/desk/people/export/?role=mayor")
    head, *rows = csv.reader(response.content.decode("utf-8-sig").splitlines())
    assert head == ["نام", "رایانامه", "سمت", "نقش‌ها", "وضعیت", "آخرین ورود"]
    assert [(row[0], row[2], row[3]) for row in rows] == [("'=1+1", "شهردار", "شهردار")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_people_takes_as_many_queries_for_many(
    client, administrator, django_assert_num_queries, count
):
    for _ in range(count):
        make_user(roles=("planner", "analyst"))
    client.get("/desk/people/")
    with django_assert_num_queries(10):
        client.get("/desk/people/")


def test_roles_are_given_by_ticking(client, administrator):
    person, planner = make_user(role="mayor"), make_role("planner")
    client.post(reverse("accounts:person_roles", args=[person.pk]), {"roles": [planner.pk]})
    assert [role.code for role in person.roles.all()] == ["planner"]


def test_a_refusal_is_shown_on_the_page(client, administrator):
    page = client.post(reverse("accounts:person_roles", args=[administrator.pk]), {"roles": []}, follow=True)
    assert "این شخص آخرین مدیر سامانه است" in text_of(page)
    page = client.post(reverse("accounts:person_action", args=[administrator.pk, "deactivate"]), follow=True)
    assert "نمی‌توانید خودتان را غیرفعال کنید" in text_of(page)
    administrator.refresh_from_db()
    assert administrator.is_active


def test_a_person_is_deactivated_and_activated_again(client, administrator):
    person = make_user(role="mayor", full_name="سارا")
    page = text_of(
        client.post(reverse("accounts:person_action", args=[person.pk, "deactivate"]), follow=True)
    )
    assert "سارا دیگر نمی‌تواند وارد شود" in page
    assert "فعال کردن دوباره" in page
    client.post(reverse("accounts:person_action", args=[person.pk, "reactivate"]))
    person.refresh_from_db()
    assert person.is_active


def test_a_locked_person_is_unlocked(client, administrator):
    person = make_user(role="mayor", has_second_factor=False)
    for _ in range(5):
        record_failed_sign_in(email=person.email, at=timezone.now(), reason="password")
    assert "باز کردن قفل" in text_of(client.get(reverse("accounts:person", args=[person.pk])))
    client.post(reverse("accounts:person_action", args=[person.pk, "unlock"]))
    client.logout()
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_an_unknown_act_does_not_exist(client, administrator):
    assert client.post(f"/desk/people/{administrator.pk}/promote/").status_code == 404


def test_a_lost_second_factor_is_removed_after_a_question(client, administrator):
    person = make_user(role="planner", full_name="سارا")
    address = reverse("accounts:reset_second_factor", args=[person.pk])
    assert "کدهای بازیابی استفاده‌نشده او" in text_of(client.get(address))
    assert Authenticator.objects.filter(user=person).exists()
    client.post(address)
    assert not Authenticator.objects.filter(user=person).exists()


def test_a_password_link_is_shown_once_and_works(client, administrator, audited):
    person = make_user(role="mayor", has_second_factor=False)
    page = client.post(reverse("accounts:password_link", args=[person.pk]))
    assert "no-store" in page["Cache-Control"]
    link = re.search(r'value="(http://testserver/account/password/reset/key/[^"]+)"', text_of(page))[1]
    assert audited()[-1][0] == "issue_password_link"
    client.logout()
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "abr-o-bad-o-mah", "password2": "abr-o-bad-o-mah"})
    person.refresh_from_db()
    assert person.check_password("abr-o-bad-o-mah")


def test_inviting_shows_the_link_that_was_sent(client, administrator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(
            "/desk/people/invite/",
            {
                "email": "New@Example.ir",
                "full_name": "نرگس",
                "position": "",
                "roles": [make_role("mayor").pk],
            },
        )
    link = re.search(r'value="(http://testserver/account/invitation/[^"]+)"', text_of(page))[1]
    assert link in mail.outbox[0].body
    assert "با سلام" in mail.outbox[0].body or "نرگس گرامی" in mail.outbox[0].body
    client.logout()
    assert "new@example.ir" in text_of(client.get(link))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"email": "known@example.ir"}, "این نشانی حساب کاربری دارد"),
        ({"email": "not an address"}, "has-error"),
        ({"roles": []}, "دست‌کم یک نقش برگزینید"),
    ],
)
def test_a_wrong_invitation_is_refused_beside_its_field(client, administrator, given, reason):
    make_user(email="known@example.ir")
    fields = {"email": "new@example.ir", "full_name": "", "position": "", "roles": [make_role("mayor").pk]}
    assert reason in text_of(client.post("/desk/people/invite/", fields | given))
    assert not Invitation.objects.exists()


def test_an_auditor_beside_another_role_is_refused_when_inviting(client, administrator):
    roles = [make_role("auditor").pk, make_role("planner").pk]
    page = client.post("/desk/people/invite/", {"email": "new@example.ir", "roles": roles})
    assert "حسابرس نقش دیگری ندارد" in text_of(page)
    assert not Invitation.objects.exists()


def test_invitations_are_listed_resent_and_withdrawn(client, administrator):
    client.post("/desk/people/invite/", {"email": "new@example.ir", "roles": [make_role("mayor").pk]})
    invitation = Invitation.objects.get()
    Invitation.objects.update(expires_at=timezone.now(), sent_at=timezone.now() - timedelta(days=7))
    assert "new@example.ir" in text_of(client.get("/desk/people/invitations/?state=expired"))
    page = client.post(reverse("accounts:resend_invitation", args=[invitation.pk]))
    assert "http://testserver/account/invitation/" in text_of(page)
    assert "new@example.ir" in text_of(client.get("/desk/people/invitations/?state=pending"))
    client.post(reverse("accounts:withdraw_invitation", args=[invitation.pk]))
    assert "new@example.ir" in text_of(client.get("/desk/people/invitations/?state=withdrawn"))
    page = client.post(reverse("accounts:resend_invitation", args=[invitation.pk]), follow=True)
    assert "این دعوت پس گرفته شده است" in text_of(page)


def test_the_administrator_reads_where_messages_are_while_none_leave(
    client, administrator, settings, tmp_path
):
    settings.EMAIL_HOST, settings.EMAIL_FILE_PATH = "", tmp_path / "mail"
    assert str(tmp_path / "mail") in text_of(client.get("/desk/people/"))
    settings.EMAIL_HOST = "mail.example.ir"
    assert str(tmp_path / "mail") not in text_of(client.get("/desk/people/"))


def test_the_matrix_says_who_may_do_what(client, administrator):
    load_roles(at=NOW)
    page = text_of(client.get("/desk/roles/"))
    assert page.index("مدیر سامانه") < page.index("برنامه‌ریز") < page.index("حسابرس")
    assert "انتشار رتبه‌بندی" in page


def tick(client, code, **fields):
    return client.post(reverse("accounts:role", args=[code]), fields, follow=True)


def test_a_role_is_edited_and_given_back(client, administrator):
    load_roles(at=NOW)
    tick(client, "planner", places_permissions=["places.*"], priorities_permissions=["priorities.view_desk"])
    role = Role.objects.get(code="planner")
    assert role.permissions == ["places.*", "priorities.view_desk"]
    assert not role.requires_second_factor
    assert "تغییریافته" in text_of(client.get("/desk/roles/"))
    client.post(reverse("accounts:restore_role", args=["planner"]))
    role.refresh_from_db()
    assert not role.is_edited


def test_opening_a_role_and_saving_changes_nothing(client, administrator):
    load_roles(at=NOW)
    for role in Role.objects.exclude(code="administrator"):
        form = client.get(reverse("accounts:role", args=[role.code])).context["form"]
        fields = {name: value for name, value in form.initial.items() if value}
        tick(client, role.code, **fields)
        role.refresh_from_db()
        assert not role.is_edited, role.code


def test_an_auditor_that_would_change_something_is_refused_on_the_page(client, administrator):
    load_roles(at=NOW)
    page = tick(client, "auditor", see_everything="on", places_permissions=["places.*"])
    assert "حسابرس می‌بیند و تغییر نمی‌دهد" in text_of(page)
    assert Role.objects.get(code="auditor").permissions == ["*.view_*"]


def test_the_administrator_role_offers_no_form(client, administrator):
    page = text_of(client.get(reverse("accounts:role", args=["administrator"])))
    assert "این تغییر نمی‌کند" in page
    assert 'type="checkbox"' not in page


def test_an_auditor_sees_people_and_roles_without_a_button_to_act(client):
    person = make_user(role="mayor")
    client.force_login(make_user(role="auditor"))
    for path in ("/desk/people/", f"/desk/people/{person.pk}/", "/desk/people/invitations/", "/desk/roles/"):
        page = text_of(client.get(path))
        main = page[page.index("<main") : page.index("</main>")]
        assert 'method="post"' not in main, path
        assert "/desk/people/invite/" not in main, path
