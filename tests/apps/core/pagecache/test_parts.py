"""Parts of pages are made once for all, again when what they were read from changes, and never hide that from a page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from hamyar.core.models import AuditEntry
from hamyar.core.pagecache.changes import tables_read
from hamyar.core.pagecache.parts import forget_parts, kept_part
from hamyar.group.models import Company
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db(transaction=True)
MADE: list[str] = []


@pytest.fixture(autouse=True)
def _kept_parts(settings: Any) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = settings.PART_CACHE_SECONDS = 600
    forget_parts()
    MADE.clear()
    yield
    forget_parts()


@kept_part
def names(ending: str = "") -> list[str]:
    MADE.append(ending)
    return [company.name + ending for company in Company.objects.order_by("pk")]


@kept_part
def entries() -> int:
    MADE.append("entries")
    return AuditEntry.objects.count()


def company() -> Company:
    return Company.objects.create(code="one", name_fa="پیش", name_en="before")


def test_a_part_is_made_once_for_its_arguments_language_and_content() -> None:
    one = company()
    assert [names(), names(), names("!"), names("!")] == [["پیش"], ["پیش"], ["پیش!"], ["پیش!"]]
    with translation.override("en"):
        assert names() == ["before"]
    assert MADE == ["", "!", ""]

    Company.objects.filter(pk=one.pk).update(name_fa="پس")
    make_user()  # nothing the part shows
    assert [names(), names()] == [["پس"], ["پس"]]
    assert MADE == ["", "!", "", ""]


def test_a_page_knows_what_a_part_was_read_from_however_it_came() -> None:
    company()
    for _ in range(2):
        with tables_read() as tables:
            names()
        assert "group_company" in tables


def test_inside_a_transaction_nothing_is_taken_or_left() -> None:
    one = company()
    assert names() == ["پیش"]
    with transaction.atomic():
        Company.objects.filter(pk=one.pk).update(name_fa="پس")
        assert names() == ["پس"]
        transaction.set_rollback(True)
    assert names() == ["پیش"]
    assert MADE == ["", ""]


def test_what_is_written_all_day_is_not_kept_nor_anything_when_no_part_is(settings: Any) -> None:
    assert [entries(), entries()] == [0, 0]
    settings.PART_CACHE_SECONDS = 0
    assert [names(), names()] == [[], []]
    assert MADE == ["entries", "entries", "", ""]
