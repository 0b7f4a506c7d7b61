"""Every address, for every role, for somebody without a role and for a stranger."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from hamyar.accounts.models import Role, User
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


@pytest.fixture(scope="module")
def keys(django_db_setup, django_db_blocker):
    """Return the session key of every actor but the stranger; they stay for all doors, which saves minutes."""
    with django_db_blocker.unblock():
        made = {actor: _signed_in(actor) for actor in sorted(EVERYONE - {STRANGER})}
        yield made
        Session.objects.filter(pk__in=made.values()).delete()
        User.objects.all().delete()
        Role.objects.all().delete()


def _signed_in(actor):
    client = Client()
    client.force_login(make_user() if actor == WITHOUT_ROLE else make_user(role=actor))
    return client.session.session_key


def client_of(actor, keys):
    client = Client()
    if actor != STRANGER:
        client.cookies[settings.SESSION_COOKIE_NAME] = keys[actor]
    return client


def is_refused(response):
    if response.status_code in {401, 403}:
        return True
    return response.status_code == 302 and response["Location"].split("?")[0] == reverse("account_login")


def opened_by(method, address, keys):
    """Return who gets through; what they changed on the way is undone."""
    through = set()
    for actor in sorted(EVERYONE):
        savepoint = transaction.savepoint()
        cache.clear()
        response = getattr(client_of(actor, keys), method)(address)
        assert response.status_code < 500, (actor, response.status_code)
        assert response.status_code != 405, (method, address)
        if not is_refused(response):
            through.add(actor)
        transaction.savepoint_rollback(savepoint)
    return through


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name, door in DOORS.items() if door.get is not None))
def test_a_door_shows_itself_to_whom_the_table_says(keys, name):
    address = reverse(name, kwargs=DOORS[name].arguments())
    assert opened_by("get", address, keys) == set(DOORS[name].get)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name, door in DOORS.items() if door.post is not None))
def test_a_door_lets_act_whom_the_table_says(keys, name):
    address = reverse(name, kwargs=DOORS[name].arguments())
    assert opened_by("post", address, keys) == set(DOORS[name].post)
