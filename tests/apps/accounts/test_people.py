from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied

from hamyar.accounts.enums import PersonState
from hamyar.accounts.errors import UnableToChangePersonError
from hamyar.accounts.models import Role, User
from hamyar.accounts.permissions import has_permission
from hamyar.accounts.selectors.people import PeopleFilter, people
from hamyar.accounts.services import (
    change_own_details,
    change_roles,
    deactivate_person,
    ensure_first_administrator,
    issue_password_link,
    load_roles,
    reactivate_person,
    record_failed_sign_in,
)
from tests.apps.accounts.conftest import NOW, ORIGIN
from tests.factories.accounts import make_role, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_user(role="administrator", full_name="مدیر")


def test_the_first_administrator_gets_a_random_password_once(audited):
    load_roles(at=NOW)
    made = ensure_first_administrator(at=NOW)
    user = User.objects.get()
    assert (made.email, user.email) == ("admin@hamyar.local", "admin@hamyar.local")
    assert len(made.password) >= 16
    assert user.check_password(made.password)
    assert has_permission(user, "accounts.change_roles")
    assert user.second_factor_due_at == NOW + timedelta(days=7)
    assert ensure_first_administrator(at=NOW) is None
    assert User.objects.count() == 1
    assert [entry[0] for entry in audited()].count("make_first_administrator") == 1
    assert made.password not in str(audited())


def test_no_first_administrator_is_made_beside_another():
    make_user(role="administrator")
    assert ensure_first_administrator(at=NOW) is None
    User.objects.all().delete()
    User.objects.create_superuser("root@example.ir", full_name="ریشه")
    assert ensure_first_administrator(at=NOW) is None


def test_an_administrator_changes_roles(administrator, audited):
    person = make_user(role="mayor", full_name="سارا")
    change_roles(user=person, roles=[make_role("planner"), make_role("analyst")], by=administrator, at=NOW)
    assert {role.code for role in person.roles.all()} == {"planner", "analyst"}
    assert has_permission(person, "indicators.import_values")
    assert audited() == [
        ("change_roles", "مدیر", "سارا", {"roles": [["mayor"], ["analyst", "planner"]]}),
    ]


def test_the_same_roles_again_are_not_audited(administrator, audited):
    person = make_user(role="mayor")
    change_roles(user=person, roles=[make_role("mayor")], by=administrator, at=NOW)
    assert audited() == []


def refused(code, act, *, user, **given):
    """Check that an act is refused by code and stored nothing."""
    before = User.objects.filter(pk=user.pk).values().get(), sorted(user.roles.values_list("code", flat=True))
    with pytest.raises(UnableToChangePersonError) as refusal:
        act(user=user, at=NOW, **given)
    after = User.objects.filter(pk=user.pk).values().get(), sorted(user.roles.values_list("code", flat=True))
    assert refusal.value.code == code
    assert refusal.value.message
    assert before == after


def test_the_last_administrator_stays(administrator):
    refused("last_administrator", change_roles, user=administrator, roles=[], by=administrator)
    other = make_user(role="administrator", is_active=False)
    refused("last_administrator", change_roles, user=administrator, roles=[], by=administrator)
    other.is_active = True
    other.save()
    change_roles(user=administrator, roles=[make_role("planner")], by=administrator, at=NOW)
    assert not has_permission(administrator, "accounts.change_people")


def test_the_last_administrator_is_not_deactivated_by_a_superuser(administrator):
    root = User.objects.create_superuser("root@example.ir", full_name="ریشه")
    deactivate_person(user=administrator, by=root, at=NOW)
    refused("yourself", deactivate_person, user=root, by=root)
    reactivate_person(user=administrator, by=root, at=NOW)
    deactivate_person(user=root, by=administrator, at=NOW)
    refused("yourself", deactivate_person, user=administrator, by=administrator)


def test_an_auditor_holds_no_other_role(administrator):
    roles = [make_role("auditor"), make_role("planner")]
    refused("auditor_alone", change_roles, user=make_user(), roles=roles, by=administrator)


def helper_with(*codes):
    """Return somebody whose role holds just these permissions."""
    role = Role.objects.create(code="helper", name_fa="یاور", name_en="Helper", permissions=list(codes))
    person = make_user()
    person.roles.add(role)
    return person


def test_nobody_gives_a_role_that_may_do_more_than_they():
    lesser = make_role("team_member")
    by = helper_with("accounts.change_people", *lesser.permissions)
    change_roles(user=make_user(), roles=[lesser], by=by, at=NOW)
    refused("role_beyond", change_roles, user=make_user(), roles=[make_role("administrator")], by=by)


@pytest.mark.parametrize("act", [deactivate_person, reactivate_person, issue_password_link])
def test_nobody_changes_a_person_who_may_do_more_than_they(administrator, act):
    given = {"origin": ORIGIN} if act is issue_password_link else {}
    with pytest.raises(PermissionDenied):
        act(user=administrator, by=helper_with("accounts.change_people"), at=NOW, **given)


@pytest.mark.parametrize("role", ["planner", "analyst", "mayor", "chief_executive", "auditor"])
def test_only_administrators_change_people(role):
    by, person = make_user(role=role), make_user(role="mayor")
    for act, given in [
        (change_roles, {"roles": []}),
        (deactivate_person, {}),
        (issue_password_link, {"origin": ORIGIN}),
    ]:
        with pytest.raises(PermissionDenied):
            act(user=person, by=by, at=NOW, **given)
    person.refresh_from_db()
    assert person.is_active
    assert person.roles.count() == 1


def test_a_deactivated_person_is_signed_out_and_may_come_back(administrator, client, audited):
    person = make_user(role="mayor", full_name="سارا")
    client.force_login(person)
    UserSession.objects.create(user=person, ip="127.0.0.1", session_key=client.session.session_key)
    deactivate_person(user=person, by=administrator, at=NOW)
    assert not UserSession.objects.exists()
    assert not client.session.keys()
    refused("inactive", deactivate_person, user=person, by=administrator)
    reactivate_person(user=person, by=administrator, at=NOW)
    assert person.is_active
    refused("active", reactivate_person, user=person, by=administrator)
    assert [entry[0] for entry in audited()] == ["deactivate_person", "reactivate_person"]


def test_people_change_their_own_details(audited):
    person = make_user(full_name="سارا", position="")
    change_own_details(user=person, full_name="سارا", position="شهردار رشتخوار", at=NOW)
    person.refresh_from_db()
    assert person.position == "شهردار رشتخوار"
    change_own_details(user=person, full_name="سارا", position="شهردار رشتخوار", at=NOW)
    assert audited() == [("change_details", "سارا", "سارا", {"position": ["", "شهردار رشتخوار"]})]


def names(chosen=None, **given):
    return [row.user.full_name for row in people(chosen=chosen or PeopleFilter(**given), at=NOW)]


def test_people_stand_in_persian_order_and_are_found_whatever_the_spelling():
    for name in ["یاسمن کریمی", "پریسا", "علی", "آرش", "گلنار"]:
        make_user(full_name=name)
    assert names() == ["آرش", "پریسا", "علی", "گلنار", "یاسمن کریمی"]
    assert names(words="ياسمن كريمي") == ["یاسمن کریمی"]
    assert names(words="نیست") == []


def test_people_are_filtered_by_role_and_state():
    make_user(full_name="الف", role="planner")
    make_user(full_name="ب", role="mayor", is_active=False)
    locked = make_user(full_name="پ", role="mayor")
    for _ in range(5):
        record_failed_sign_in(email=locked.email, at=NOW, reason="password")
    assert names(role="mayor") == ["ب", "پ"]
    assert names(state=PersonState.INACTIVE) == ["ب"]
    assert names(state=PersonState.LOCKED) == ["پ"]
    assert names(state=PersonState.ACTIVE) == ["الف"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_takes_three_queries(django_assert_num_queries, count):
    for _ in range(count):
        make_user(roles=("planner", "analyst"))
    with django_assert_num_queries(3):
        rows = people(chosen=PeopleFilter(), at=NOW)
    assert [(len(row.roles), row.has_second_factor) for row in rows] == [(2, True)] * count
