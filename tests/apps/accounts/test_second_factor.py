from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied

from hamyar.accounts.errors import UnableToChangePersonError
from hamyar.accounts.permissions import has_permission
from hamyar.accounts.services import change_roles, renew_second_factor_duty, reset_second_factor
from tests.apps.accounts.conftest import NOW
from tests.factories.accounts import give_second_factor, make_role, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_user(role="administrator")


def test_the_duty_begins_with_the_grace_and_keeps_its_date(settings):
    settings.SECOND_FACTOR_GRACE_DAYS = 3
    person = make_user(role="planner", has_second_factor=False)
    renew_second_factor_duty(user=person, at=NOW)
    renew_second_factor_duty(user=person, at=NOW + timedelta(days=2))
    person.refresh_from_db()
    assert person.second_factor_due_at == NOW + timedelta(days=3)


def test_without_grace_the_duty_is_due_at_once(settings):
    settings.SECOND_FACTOR_GRACE_DAYS = 0
    person = make_user(role="planner", has_second_factor=False)
    renew_second_factor_duty(user=person, at=NOW)
    assert person.second_factor_due_at == NOW


@pytest.mark.parametrize("kind", ["totp", "webauthn"])
def test_a_second_factor_ends_the_duty(kind):
    person = make_user(role="planner", has_second_factor=False)
    renew_second_factor_duty(user=person, at=NOW)
    Authenticator.objects.create(user=person, type=kind, data={})
    renew_second_factor_duty(user=person, at=NOW)
    person.refresh_from_db()
    assert person.second_factor_due_at is None


def test_recovery_codes_alone_are_no_second_factor():
    person = make_user(role="planner", has_second_factor=False)
    Authenticator.objects.create(user=person, type="recovery_codes", data={})
    renew_second_factor_duty(user=person, at=NOW)
    assert person.second_factor_due_at


def test_the_duty_comes_and_goes_with_the_roles(administrator):
    person = make_user(role="mayor", has_second_factor=False)
    change_roles(user=person, roles=[make_role("planner")], by=administrator, at=NOW)
    assert person.second_factor_due_at == NOW + timedelta(days=7)
    change_roles(user=person, roles=[make_role("mayor")], by=administrator, at=NOW)
    assert person.second_factor_due_at is None


def test_a_person_kept_out_holds_no_permission():
    person = make_user(role="administrator")
    assert has_permission(person, "accounts.change_people")
    person.is_kept_out = True
    assert not has_permission(person, "accounts.change_people")


def test_a_lost_second_factor_is_removed_by_an_administrator(administrator, audited):
    person = make_user(role="planner", full_name="سارا")
    Authenticator.objects.create(user=person, type="recovery_codes", data={})
    UserSession.objects.create(user=person, ip="127.0.0.1", session_key="k")
    reset_second_factor(user=person, by=administrator, at=NOW)
    assert not Authenticator.objects.filter(user=person).exists()
    assert not UserSession.objects.exists()
    assert person.second_factor_due_at == NOW + timedelta(days=7)
    assert audited()[0][0] == "reset_second_factor"
    assert audited()[0][3] == {"second_factor": [["recovery_codes", "totp"], []]}


def test_one_does_not_remove_ones_own_or_a_missing_second_factor(administrator):
    with pytest.raises(UnableToChangePersonError) as refusal:
        reset_second_factor(user=administrator, by=administrator, at=NOW)
    assert refusal.value.code == "own_second_factor"
    with pytest.raises(UnableToChangePersonError) as refusal:
        reset_second_factor(user=make_user(has_second_factor=False), by=administrator, at=NOW)
    assert refusal.value.code == "no_second_factor"
    assert Authenticator.objects.count() == 1


@pytest.mark.parametrize("role", ["planner", "chief_executive", "auditor"])
def test_others_remove_no_second_factor(role):
    person = make_user(has_second_factor=False)
    factor = give_second_factor(person)
    with pytest.raises(PermissionDenied):
        reset_second_factor(user=person, by=make_user(role=role), at=NOW)
    assert Authenticator.objects.filter(pk=factor.pk).exists()
