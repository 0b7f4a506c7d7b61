from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from hamyar.accounts.errors import UnableToChangePersonError, UnableToSignInError
from hamyar.accounts.models import SignInGuard
from hamyar.accounts.services import (
    record_failed_sign_in,
    record_password_change,
    record_sign_in,
    refuse_locked_address,
    unlock_person,
)
from tests.apps.accounts.conftest import NOW
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
ADDRESS = "sara@example.ir"


def fail(times, *, email=ADDRESS, at=NOW):
    for _ in range(times):
        record_failed_sign_in(email=email, at=at, reason="password")


def is_open(email=ADDRESS, at=NOW):
    try:
        refuse_locked_address(email=email, at=at)
    except UnableToSignInError:
        return False
    return True


def test_four_failures_are_forgiven_and_the_fifth_locks_out_for_a_quarter_of_an_hour():
    fail(4)
    assert is_open()
    fail(1)
    assert not is_open()
    assert not is_open("SARA@example.ir")
    assert not is_open(at=NOW + timedelta(minutes=14, seconds=59))
    assert is_open(at=NOW + timedelta(minutes=15))
    assert is_open("another@example.ir")


def test_the_refusal_says_when_to_try_again_in_the_language_of_the_page():
    fail(5)
    with pytest.raises(UnableToSignInError) as refusal:
        refuse_locked_address(email=ADDRESS, at=NOW)
    with translation.override("fa"):
        with pytest.raises(UnableToSignInError) as refusal:
            refuse_locked_address(email=ADDRESS, at=NOW)
        assert "۱۱:۴۵" in refusal.value.message
        assert "۵" in refusal.value.message
    with translation.override("en"):
        with pytest.raises(UnableToSignInError) as refusal:
            refuse_locked_address(email=ADDRESS, at=NOW)
        assert "11:45" in refusal.value.message


def test_old_failures_are_forgotten():
    fail(4)
    fail(4, at=NOW + timedelta(minutes=31))
    assert is_open(at=NOW + timedelta(minutes=31))


def test_after_the_lock_counting_starts_anew():
    fail(5)
    fail(1, at=NOW + timedelta(minutes=16))
    assert is_open(at=NOW + timedelta(minutes=16))


def test_a_sign_in_forgets_the_failures(audited):
    person = make_user(email=ADDRESS, full_name="سارا")
    fail(4)
    record_sign_in(user=person, at=NOW, method="password+totp")
    fail(4)
    assert is_open()
    assert audited()[4] == ("sign_in", "سارا", "سارا", {"method": ["", "password+totp"]})


def test_failures_and_the_lock_out_are_audited(audited):
    make_user(email=ADDRESS, full_name="سارا")
    fail(5)
    assert [entry[:3] for entry in audited()] == [("fail_sign_in", "", "سارا")] * 5 + [
        ("lock_out", "", "سارا")
    ]


def test_an_unknown_address_is_locked_out_alike(audited):
    fail(5, email="nobody@example.ir")
    assert not is_open("nobody@example.ir")
    assert audited()[-1][:3] == ("lock_out", "", "nobody@example.ir")


def test_made_up_addresses_do_not_pile_up():
    for number in range(3):
        fail(1, email=f"made-up-{number}@example.ir")
    fail(1, at=NOW + timedelta(hours=1))
    assert list(SignInGuard.objects.values_list("email", flat=True)) == [ADDRESS]


def test_an_administrator_unlocks(audited):
    person, administrator = make_user(email=ADDRESS), make_user(role="administrator")
    fail(5)
    unlock_person(user=person, by=administrator, at=NOW)
    assert is_open()
    assert audited()[-1][:2] == ("unlock_person", administrator.full_name)
    with pytest.raises(UnableToChangePersonError) as refusal:
        unlock_person(user=person, by=administrator, at=NOW)
    assert refusal.value.code == "not_locked"


@pytest.mark.parametrize("role", ["planner", "chief_executive", "auditor"])
def test_others_do_not_unlock(role):
    person = make_user(email=ADDRESS)
    fail(5)
    with pytest.raises(PermissionDenied):
        unlock_person(user=person, by=make_user(role=role), at=NOW)
    assert not is_open()


def test_a_password_set_by_an_e_mail_link_unlocks():
    person = make_user(email=ADDRESS)
    fail(5)
    record_password_change(user=person, at=NOW, by_link=False)
    assert not is_open()
    record_password_change(user=person, at=NOW, by_link=True)
    assert is_open()
