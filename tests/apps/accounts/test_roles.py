import pytest
from django.core.exceptions import PermissionDenied

from hamyar.accounts import registry
from hamyar.accounts.errors import UnableToChangeRoleError
from hamyar.accounts.models import Role
from hamyar.accounts.permissions import has_permission
from hamyar.accounts.registry import Label, RoleDefinition
from hamyar.accounts.selectors.roles import role_matrix
from hamyar.accounts.services import change_role, load_roles, restore_role
from tests.apps.accounts.conftest import NOW
from tests.factories.accounts import make_role, make_user

pytestmark = pytest.mark.django_db

ROLES = [
    "administrator",
    "planner",
    "team_member",
    "analyst",
    "public_relations",
    "news_editor",
    "reporter",
    "mayor",
    "council_secretary",
    "company",
    "chief_executive",
    "auditor",
]
NEED_SECOND_FACTOR = {
    "administrator",
    "planner",
    "analyst",
    "public_relations",
    "news_editor",
    "reporter",
    "chief_executive",
    "auditor",
}


def load_scribe(*permissions, second_factor=False):
    """Load one role as if it were all that is shipped."""
    definition = RoleDefinition("scribe", Label("دبیر", "Scribe"), permissions, second_factor, 1)
    (role,) = load_roles(at=NOW, definitions=[definition])
    return role


def test_load_roles_stores_every_role_of_the_product_in_order():
    load_roles(at=NOW)
    assert [role.code for role in Role.objects.all()] == ROLES
    assert (
        set(Role.objects.filter(requires_second_factor=True).values_list("code", flat=True))
        == NEED_SECOND_FACTOR
    )


def test_load_roles_twice_changes_nothing(audited):
    load_roles(at=NOW)
    before = (list(Role.objects.values()), audited())
    load_roles(at=NOW)
    assert (list(Role.objects.values()), audited()) == before


def test_load_roles_keeps_what_was_added_and_taken_and_brings_what_is_new():
    role = load_scribe("places.view_desk", "indicators.view_desk")
    role.permissions = ["places.view_desk", "priorities.view_desk"]
    role.save()
    role = load_scribe("places.view_desk", "indicators.view_desk", "accounts.view_people")
    assert role.permissions == ["accounts.view_people", "places.view_desk", "priorities.view_desk"]
    assert role.is_edited


def test_load_roles_takes_away_what_is_not_shipped_any_more():
    load_scribe("places.view_desk", "indicators.view_desk")
    role = load_scribe("places.view_desk")
    assert role.permissions == ["places.view_desk"]
    assert not role.is_edited


def test_load_roles_keeps_an_edited_need_of_a_second_factor():
    role = load_scribe(second_factor=True)
    Role.objects.filter(pk=role.pk).update(requires_second_factor=False)
    role = load_scribe(second_factor=True)
    assert not role.requires_second_factor
    assert role.is_edited


def test_an_administrator_changes_what_a_role_may_do(audited):
    administrator, planner = make_user(role="administrator"), make_role("planner")
    change_role(
        role=planner,
        permissions=["places.view_desk", "priorities.publish_ranking"],
        requires_second_factor=False,
        by=administrator,
        at=NOW,
    )
    planner.refresh_from_db()
    assert planner.permissions == ["places.view_desk", "priorities.publish_ranking"]
    action, who, about, changes = audited()[-1]
    assert (action, who, about) == ("change_role", administrator.full_name, planner.name)
    assert changes["requires_second_factor"] == [True, False]
    assert has_permission(make_user(role="planner"), "priorities.publish_ranking")


def test_wild_cards_swallow_what_they_say_already():
    role = change_role(
        role=make_role("planner"),
        permissions=[
            "places.*",
            "places.view_desk",
            "priorities.view_desk",
            "*.view_*",
            "accounts.invite_people",
        ],
        requires_second_factor=True,
        by=make_user(role="administrator"),
        at=NOW,
    )
    assert role.permissions == ["*.view_*", "accounts.invite_people", "places.*"]


def refused(code, *, role, permissions, by, second_factor=True):
    before = make_role(role)
    with pytest.raises(UnableToChangeRoleError) as refusal:
        change_role(
            role=make_role(role),
            permissions=permissions,
            requires_second_factor=second_factor,
            by=by,
            at=NOW,
        )
    after = Role.objects.get(code=role)
    assert refusal.value.code == code
    assert (after.permissions, after.requires_second_factor) == (
        before.permissions,
        before.requires_second_factor,
    )


def test_the_administrator_role_is_fixed():
    by = make_user(role="administrator")
    refused("administrator_fixed", role="administrator", permissions=["places.view_desk"], by=by)
    refused("administrator_fixed", role="administrator", permissions=["*"], by=by, second_factor=False)


@pytest.mark.parametrize("code", ["priorities.publish_ranking", "places.*", "*"])
def test_an_auditor_never_changes_anything(code):
    by = make_user(role="administrator")
    refused("auditor_changes_nothing", role="auditor", permissions=["*.view_*", code], by=by)


def test_an_unknown_permission_is_refused_by_name():
    refused(
        "unknown_permission",
        role="planner",
        permissions=["places.fly"],
        by=make_user(role="administrator"),
    )


def test_nobody_gives_more_than_they_hold():
    limited = make_role("company")
    limited.permissions = ["accounts.change_roles", "places.view_desk"]
    limited.save()
    by = make_user(role="company")
    refused("not_held", role="planner", permissions=["accounts.change_people"], by=by)


@pytest.mark.parametrize("role", [code for code in ROLES if code != "administrator"])
def test_only_an_administrator_changes_roles(role):
    with pytest.raises(PermissionDenied):
        change_role(
            role=make_role("mayor"),
            permissions=[],
            requires_second_factor=False,
            by=make_user(role=role),
            at=NOW,
        )


def test_a_role_can_be_given_back_what_was_shipped():
    administrator, role = make_user(role="administrator"), make_role("planner")
    change_role(role=role, permissions=[], requires_second_factor=False, by=administrator, at=NOW)
    assert restore_role(role=role, by=administrator, at=NOW).is_edited is False
    assert sorted(role.permissions) == sorted(registry.role_definitions()["planner"].permissions)


def test_requiring_a_second_factor_begins_the_duty_of_those_without_one():
    mayor = make_user(role="mayor", has_second_factor=False)
    safe = make_user(role="mayor")
    change_role(
        role=make_role("mayor"),
        permissions=[],
        requires_second_factor=True,
        by=make_user(role="administrator"),
        at=NOW,
    )
    mayor.refresh_from_db()
    safe.refresh_from_db()
    assert mayor.second_factor_due_at > NOW
    assert safe.second_factor_due_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_matrix_is_read_in_one_query(django_assert_num_queries, count):
    for code in ROLES[:count]:
        make_role(code)
    with django_assert_num_queries(1):
        matrix = role_matrix()
    assert [role.code for role in matrix.roles] == ROLES[:count]
    assert all(len(row.cells) == count for stage in matrix.stages for row in stage.rows)
