"""Audit entries: what is kept, and that it stays."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from hamyar.core.append_only import append_only_tables, unlocked
from hamyar.core.audit import differences, facts_of, record
from hamyar.core.models import AuditEntry
from tests.factories.accounts import make_user

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_record_keeps_who_when_what_from_and_to() -> None:
    user = make_user(full_name="مریم رضایی")
    entry = record(by=user, at=AT, action="rename_person", target=user, changes={"full_name": ["الف", "ب"]})
    entry.refresh_from_db()
    assert (entry.at, entry.actor_id, entry.actor_label) == (AT, str(user.pk), "مریم رضایی")
    assert (entry.action, entry.target_type, entry.target_id) == (
        "rename_person",
        "accounts.User",
        str(user.pk),
    )
    assert entry.target_label == str(user)
    assert entry.changes == {"full_name": ["الف", "ب"]}


@pytest.mark.django_db
def test_record_of_the_system_has_no_person() -> None:
    entry = record(by=None, at=AT, action="import_facts", target_label="۹۶ شهرداری")
    assert (entry.actor_id, entry.actor_label, entry.target_type, entry.target_label) == (
        "",
        "",
        "",
        "۹۶ شهرداری",
    )


@pytest.mark.django_db
def test_record_keeps_dates_and_decimals_and_cuts_long_labels() -> None:
    entry = record(
        by=None,
        at=AT,
        action="x",
        target_label="م" * 500,
        changes={"on": [None, date(2026, 3, 21)], "share": Decimal("1.5")},
    )
    entry.refresh_from_db()
    assert entry.changes == {"on": [None, "2026-03-21"], "share": "1.5"}
    assert entry.target_label == "م" * 300


@pytest.mark.django_db
def test_an_action_must_be_named() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        record(by=None, at=AT, action="")
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_the_database_refuses_to_change_or_delete_an_entry() -> None:
    entry = record(by=None, at=AT, action="publish_ranking")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(action="other")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).delete()
    assert AuditEntry.objects.get().action == "publish_ranking"


@pytest.mark.django_db(transaction=True)
def test_a_test_database_can_be_emptied_and_is_locked_again() -> None:
    entry = record(by=None, at=AT, action="publish_ranking")
    with unlocked(connection):
        assert "core_auditentry" not in append_only_tables(connection)
        AuditEntry.objects.all().delete()
    assert "core_auditentry" in append_only_tables(connection)
    assert not AuditEntry.objects.filter(pk=entry.pk).exists()


@pytest.mark.django_db
def test_facts_before_and_after_give_the_differences() -> None:
    user = make_user(full_name="الف")
    before = facts_of(user, ["full_name", "email"])
    user.full_name = "ب"
    assert differences(before, facts_of(user, ["full_name", "email"])) == {"full_name": ["الف", "ب"]}
    assert differences({"a": 1}, {"b": 2}) == {"a": [1, None], "b": [None, 2]}
