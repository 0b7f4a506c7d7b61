import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from hamyar.accounts.permissions import has_permission, require_permission
from tests.factories.accounts import make_role, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "code", "expected"),
    [
        ("administrator", "priorities.publish_ranking", True),
        ("analyst", "priorities.publish_ranking", True),
        ("planner", "priorities.view_desk", True),
        ("planner", "priorities.publish_ranking", False),
        ("auditor", "priorities.view_desk", True),
        ("auditor", "priorities.publish_ranking", False),
        ("chief_executive", "places.view_desk", True),
        ("chief_executive", "places.change_municipality", False),
        ("mayor", "places.view_desk", False),
    ],
)
def test_a_role_gives_exactly_what_it_says(role, code, expected):
    assert has_permission(make_user(role=role), code) is expected


def test_two_roles_give_what_either_gives():
    user = make_user(roles=("mayor", "analyst"))
    assert has_permission(user, "indicators.import_values")


def test_a_person_without_a_role_may_nothing():
    assert not has_permission(make_user(), "places.view_desk")


def test_anonymous_and_inactive_people_may_nothing():
    assert not has_permission(AnonymousUser(), "places.view_desk")
    assert not has_permission(make_user(role="administrator", is_active=False), "places.view_desk")


def test_a_missing_permission_is_refused_by_name():
    with pytest.raises(PermissionDenied, match=r"priorities\.publish_ranking"):
        require_permission(make_user(role="planner"), "priorities.publish_ranking")


def test_a_role_is_stored_once():
    assert make_role("planner") == make_role("planner")
