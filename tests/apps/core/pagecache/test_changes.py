"""Each write is noted with the transaction it belongs to, and only once in it."""

from itertools import pairwise
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from hamyar.core.models import AuditEntry, ContentChange
from hamyar.core.pagecache.changes import KEPT_NOTES, READ, WRITTEN, VersionReader, tables_read
from hamyar.group.models import Brand, Company

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _noted(settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS = settings.PART_CACHE_SECONDS = 600
    connection.ensure_connection()
    ContentChange.objects.all().delete()


def noted() -> list[str]:
    return list(ContentChange.objects.order_by("pk").values_list("table", flat=True))


def company(code: str) -> Company:
    return Company.objects.create(code=code, name_fa="شرکت")


def twice(code: str) -> None:
    company(code)
    company(code)


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ('INSERT INTO "group_company" ("code") VALUES (%s)', "group_company"),
        ("  insert or ignore into group_company select 1", "group_company"),
        ('UPDATE "a_b" SET x = 1', "a_b"),
        ('DELETE FROM "a_b" WHERE id IN (1)', "a_b"),
        ('SELECT 1 FROM "a_b" FOR UPDATE', None),
        ("SAVEPOINT s1", None),
    ],
)
def test_what_a_statement_writes_is_read_out_of_it(sql: str, table: str | None) -> None:
    found = WRITTEN.match(sql)
    assert (found and found[1]) == table


def test_what_a_statement_reads_is_read_out_of_it() -> None:
    sql = 'SELECT (SELECT COUNT(*) FROM "c") FROM "a" INNER JOIN b ON ("a"."x" = b.y) LEFT OUTER JOIN "d" T5 ON 1=1'
    assert set(READ.findall(sql)) == {"a", "b", "c", "d"}


def test_every_kind_of_write_is_noted() -> None:
    made = company("one")
    made.save()
    Company.objects.filter(pk=made.pk).update(name_fa="دیگر")
    Company.objects.bulk_create([Company(code="two", name_fa="دو")])
    Company.objects.bulk_update([made], ["name_fa"])
    Brand.objects.create(code="b", name_fa="نشان", tag="b", sector_fa="-").companies.add(made)
    Company.objects.filter(code="two").delete()
    assert noted() == ["group_company"] * 5 + ["group_brand", "group_brand_companies"] + [
        "group_brand_companies",
        "projects_project_companies",
        "group_company",
    ]


def test_a_transaction_notes_a_table_once() -> None:
    with transaction.atomic():
        company("one")
        company("two")
        with transaction.atomic():
            company("three")
    assert noted() == ["group_company"]


def test_what_is_rolled_back_is_not_noted_and_what_follows_is() -> None:
    with transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic():
            twice("lost")
        company("kept")
    assert noted() == ["group_company"]
    with pytest.raises(IntegrityError), transaction.atomic():
        twice("lost")
    assert noted() == ["group_company"]


def test_what_is_written_all_day_is_not_noted(settings: Any) -> None:
    settings.PAGE_CACHE_UNWATCHED |= {"group_company"}
    company("one")
    assert noted() == []


def test_without_a_cache_nothing_is_noted(settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS = settings.PART_CACHE_SECONDS = 0
    company("one")
    assert noted() == []


def test_tables_that_are_read_are_collected_only_meanwhile() -> None:
    with tables_read() as tables:
        list(Company.objects.prefetch_related("brands"))
        company("one").refresh_from_db()
    list(AuditEntry.objects.all())
    assert {"group_company"} <= tables
    assert "core_auditentry" not in tables


def test_a_version_tells_whether_one_of_the_tables_changed() -> None:
    ContentChange.objects.create(table="places_county")
    reader, tables = VersionReader(), frozenset({"group_company", "places_county"})
    before = reader.now().of(tables)
    Brand.objects.create(code="b", name_fa="نشان", tag="b", sector_fa="-")
    assert reader.now().of(tables) == before
    company("one")
    after = reader.now().of(tables)
    assert after != before
    assert VersionReader().now().of(tables) == after


def test_old_notes_are_forgotten_and_no_version_comes_back() -> None:
    reader, tables = VersionReader(), frozenset({"group_company"})
    ContentChange.objects.bulk_create([ContentChange(table="places_county") for _ in range(3)])
    seen = [reader.now().of(tables)]
    company("one")
    for number in range(3 * KEPT_NOTES):
        Brand.objects.filter(position=number).update(position=0)
        seen.append(reader.now().of(tables))
    assert ContentChange.objects.count() <= 2 * KEPT_NOTES
    assert "group_company" not in noted()
    changes = [before != after for before, after in pairwise(seen)]
    assert len(set(seen)) == 1 + sum(changes)
