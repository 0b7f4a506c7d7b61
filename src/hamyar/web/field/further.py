"""What a meeting leads to: findings and promises, written on a device as the records of the meeting are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.commitments.enums import PromisingSide, Visibility
from hamyar.commitments.errors import UnableToRecordCommitmentError
from hamyar.commitments.models import Commitment
from hamyar.commitments.selectors import commitments_visible_to
from hamyar.commitments.services.recording import CommitmentSource, save_commitment
from hamyar.findings.models import Finding
from hamyar.findings.selectors import findings_visible_to
from hamyar.findings.services.saving import save_finding
from hamyar.group.models import Company
from hamyar.visits.models import CountySession, Meeting
from hamyar.visits.services.meeting.saving import belongs_to
from hamyar.web.field import reading
from hamyar.web.field.reading import Values

FINDING = ("kind", "sector", "title", "text", "size", "unit", "people_affected", "urgency", "visibility")
PROMISE = ("text", "side", "company", "body", "owner_name", "due_on", "visibility")
NUMBERS = frozenset({"size", "people_affected"})


def findings_for(reader: User) -> QuerySet[Finding]:
    """Return the findings a person may know of."""
    return findings_visible_to(viewer=reader, with_duplicates=True)


def promises_for(reader: User) -> QuerySet[Commitment]:
    """Return the promises a person may read."""
    return commitments_visible_to(user=reader)


def read_finding(values: Values) -> dict[str, Any]:
    """Return the fields of a finding; what they must say is asked by its service."""
    return {
        name: reading.real(values, name) if name in NUMBERS else reading.text(values, name)
        for name in FINDING
        if name in values
    }


def save_finding_at(
    *,
    meeting: Meeting,
    device_id: UUID,
    revision: int,
    fields: Mapping[str, Any],
    device_time: datetime | None,
    by: User,
    at: datetime,
) -> Finding:
    """Save a finding of a visit."""
    return save_finding(
        device_id=device_id,
        revision=revision,
        fields=fields,
        by=by,
        at=at,
        device_time=device_time,
        **belongs_to(meeting),  # type: ignore[arg-type]  # a visit or a session, under its own name
    )


def read_promise(values: Values) -> dict[str, Any]:
    """Return the fields of a promise.

    Raises
    ------
    UnableToRecordCommitmentError
        When a company or a third body promised and is not named.
    """
    side, body, code = (reading.text(values, name) for name in ("side", "body", "company"))
    company = Company.objects.filter(code=code).first() if side == PromisingSide.COMPANY else None
    if side == PromisingSide.COMPANY and company is None:
        raise UnableToRecordCommitmentError(_("Say which company promised."), "company_missing")
    if side == PromisingSide.OTHER and not body.strip():
        raise UnableToRecordCommitmentError(_("Name the body that promised."), "body_missing")
    return {
        "side": side,
        "company": company,
        "body": body,
        "text": reading.text(values, "text"),
        "owner_name": reading.text(values, "owner_name"),
        "due_on": reading.day(values, "due_on"),
        "visibility": reading.text(values, "visibility") or Visibility.INTERNAL,
        "reason": reading.text(values, "reason"),
    }


def save_promise_at(
    *,
    meeting: Meeting,
    device_id: UUID,
    revision: int,
    fields: Mapping[str, Any],
    device_time: datetime | None,
    by: User,
    at: datetime,
) -> Commitment:
    """Save a promise; at a visit the municipality is the visited one, at a county session the one that is named.

    Raises
    ------
    UnableToRecordCommitmentError
        When a municipality promised at a county session and is not named.
    """
    town = fields.get("town") if isinstance(meeting, CountySession) else meeting.municipality
    promising = town if fields["side"] == PromisingSide.MUNICIPALITY else None
    if fields["side"] == PromisingSide.MUNICIPALITY and promising is None:
        raise UnableToRecordCommitmentError(_("Say which municipality promised."), "municipality_missing")
    source = CommitmentSource(**belongs_to(meeting))  # type: ignore[arg-type]  # under its own name
    return save_commitment(
        device_id=device_id,
        revision=revision,
        fields={**fields, "town": town, "municipality": promising},
        device_time=device_time,
        source=source,
        by=by,
        at=at,
    )
