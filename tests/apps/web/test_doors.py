"""Every address, for every role, for somebody without a role and for a stranger."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.doors import EVERYONE, FOREIGN, STRANGER, WITHOUT_ROLE, doors, url_names
from tests.factories.accounts import make_user

DOORS = doors()


def test_every_address_stands_in_a_table_of_doors():
    missing = sorted(name for name in url_names() - set(DOORS) if not name.startswith(FOREIGN))
    assert missing == [], "add them to tests/apps/<stage>/doors.py"


def test_no_table_names_an_address_that_is_gone():
    assert sorted(set(DOORS) - url_names()) == []


def test_an_auditor_may_act_on_nothing_but_the_own_account():
    acting = [name for name, door in DOORS.items() if "auditor" in (door.post or ()) and not door.own_account]
    assert [name for name in acting if STRANGER not in (DOORS[name].post or ())] == []


def client_of(actor):
    client = Client()
    if actor == WITHOUT_ROLE:
        client.force_login(make_user())
    elif actor != STRANGER:
        client.force_login(make_user(role=actor))
    return client


def is_refused(response):
    if response.status_code in {401, 403}:
        return True
    return response.status_code == 302 and response["Location"].split("?")[0] == reverse("account_login")


def opened_by(method, address):
    """Return who gets through; what they changed on the way is undone."""
    through = set()
    for actor in sorted(EVERYONE):
        savepoint = transaction.savepoint()
        cache.clear()
        response = getattr(client_of(actor), method)(address)
        assert response.status_code < 500, (actor, response.status_code)
        assert response.status_code != 405, (method, address)
        if not is_refused(response):
            through.add(actor)
        transaction.savepoint_rollback(savepoint)
    return through


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name, door in DOORS.items() if door.get is not None))
def test_a_door_shows_itself_to_whom_the_table_says(name):
    address = reverse(name, kwargs=DOORS[name].arguments())
    assert opened_by("get", address) == set(DOORS[name].get)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name, door in DOORS.items() if door.post is not None))
def test_a_door_lets_act_whom_the_table_says(name):
    address = reverse(name, kwargs=DOORS[name].arguments())
    assert opened_by("post", address) == set(DOORS[name].post)
