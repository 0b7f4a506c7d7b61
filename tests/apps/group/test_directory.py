"""The directory of companies and brands says what is known and what is only guessed."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.urls import reverse

from hamyar.core.models import AuditEntry
from hamyar.group.models import Brand, Company
from hamyar.group.selectors import group_links
from hamyar.group.services import load_group

NOON = dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def test_load_group_stores_thirteen_companies_and_seventeen_brands_once():
    assert load_group(at=NOON) == 30
    assert (Company.objects.count(), Brand.objects.count()) == (13, 17)
    assert load_group(at=NOON) == 0
    assert AuditEntry.objects.filter(action="load_group").count() == 1


def test_load_group_keeps_what_an_editor_changed():
    load_group(at=NOON)
    Company.objects.filter(code="gelatin_aria").update(name_fa="ژلاتین")
    load_group(at=NOON)
    assert Company.objects.get(code="gelatin_aria").name_fa == "ژلاتین"


def test_a_confirmed_fact_needs_a_source():
    with pytest.raises(IntegrityError):
        Company.objects.create(code="x", name_fa="الف", confirmed_fa="چیزی")


def test_the_directory_says_what_is_confirmed_and_what_is_inferred(client, django_assert_num_queries):
    load_group(at=NOON)
    with django_assert_num_queries(6):
        page = client.get(reverse("group:companies")).content.decode()
    assert page.count('class="badge badge-good"') == Company.objects.exclude(confirmed_fa="").count()
    assert page.count('class="badge badge-wait"') == 9 + 17
    assert "شرکت ژلاتین آریا" in page


def test_a_hidden_member_is_not_shown(client):
    load_group(at=NOON)
    Company.objects.filter(code="gelatin_aria").update(is_shown=False)
    assert "gelatin_aria" not in client.get(reverse("group:companies")).content.decode()
    assert len(group_links()) == 29
