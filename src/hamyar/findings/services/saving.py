"""Writing a finding, from the desk, a town's side or a device that may send it twice."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.core.audit import differences, facts_of, record
from hamyar.core.jalali import local_date
from hamyar.findings.enums import Event, FindingState, ReportedBy, Visibility
from hamyar.findings.errors import UnableToSaveFindingError
from hamyar.findings.models import Finding
from hamyar.findings.permissions import (
    CHANGE,
    can_report,
    require_can_change_finding,
    require_can_record_at,
)
from hamyar.findings.services.facts import FACTS, FindingFacts, read_facts, write_facts
from hamyar.findings.services.history import add_event
from hamyar.visits.errors import StaleRecordError
from hamyar.visits.models import CountySession, Visit


@transaction.atomic
def save_finding(
    *,
    device_id: UUID,
    revision: int,
    fields: Mapping[str, Any],
    by: User,
    at: datetime,
    device_time: datetime | None = None,
    visit: Visit | None = None,
    session: CountySession | None = None,
) -> Finding:
    """Write a finding, or change one; sending the same again changes nothing.

    Parameters
    ----------
    device_id
        The finding's own id, made where it was first written.
    revision
        The revision the writer last saw; 0 for a new finding.
    fields
        The names of ``FindingFacts``; what is left out of a change stays as it is.
    by, at
        Who writes, and when.
    device_time
        What the clock of the device said.
    visit, session
        The meeting at which it was found; ``None`` for a report of a municipality or of the office.

    Raises
    ------
    PermissionDenied
        When ``by`` may not write findings here.
    UnableToSaveFindingError
        When a field is wrong, or the town is not one of the meeting.
    StaleRecordError
        When the finding was changed since ``revision``; it carries the finding as it stands.
    """
    digest = _digest(fields, revision)
    stored = _stored(device_id)
    if stored is None:
        return _create(
            device_id, revision, fields, _Origin(visit, session, device_time), digest=digest, by=by, at=at
        )
    require_can_change_finding(user=by, finding=stored)
    if stored.events.filter(digest=digest).exists():
        return stored
    if stored.revision != revision:
        raise StaleRecordError(_("Somebody changed this finding since you opened it."), current=stored)
    return _change(stored, fields, digest=digest, by=by, at=at)


@dataclass(frozen=True)
class _Origin:
    """Where a new finding comes from."""

    visit: Visit | None
    session: CountySession | None
    device_time: datetime | None

    def __post_init__(self) -> None:
        if self.visit is not None and self.session is not None:
            raise UnableToSaveFindingError(_("A finding belongs to one meeting."), "two_meetings")

    @property
    def meeting(self) -> Visit | CountySession | None:
        return self.visit or self.session

    def complete(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Fill in the town of a visit and the county of a session where they are left out."""
        completed = dict(fields)
        if self.visit is not None and not completed.get("municipality") and not completed.get("county"):
            completed["municipality"] = self.visit.municipality
        if self.session is not None and not completed.get("municipality"):
            completed["county"] = self.session.county
        return completed


def _stored(device_id: UUID) -> Finding | None:
    return Finding.objects.select_for_update().filter(device_id=device_id).first()


def _digest(fields: Mapping[str, Any], revision: int) -> str:
    """Return what tells two sendings of one change apart from two changes."""
    plain = {name: _plain(fields[name]) for name in FACTS if name in fields}
    text = json.dumps([revision, plain], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        value = value.normalize()
    return str(getattr(value, "code", "" if value is None else value))


def _create(
    device_id: UUID,
    revision: int,
    fields: Mapping[str, Any],
    origin: _Origin,
    *,
    digest: str,
    by: User,
    at: datetime,
) -> Finding:
    if revision:
        raise UnableToSaveFindingError(_("There is no such finding any more."), "finding_missing")
    facts = read_facts(origin.complete(fields), on=local_date(at))
    source = _source(facts, origin, by)
    if source == ReportedBy.MUNICIPALITY:
        facts = replace(facts, visibility=Visibility.PUBLIC)
    _require_at_the_table(facts, origin.meeting)
    finding = Finding(
        device_id=device_id,
        visit=origin.visit,
        session=origin.session,
        device_time=origin.device_time,
        reported_by=source,
        recorded_at=at,
        recorded_by=by,
        changed_at=at,
    )
    write_facts(finding, facts)
    try:
        with transaction.atomic():
            finding.save(force_insert=True)
    except IntegrityError:
        return _same_or_stale(device_id, digest)
    add_event(finding=finding, event=Event.REPORTED, by=by, at=at, digest=digest)
    changes = {name: [None, value] for name, value in _audited(finding).items()}
    record(by=by, at=at, action="report_finding", target=finding, changes=changes)
    return finding


def _same_or_stale(device_id: UUID, digest: str) -> Finding:
    """Answer the second of two sendings that came at the same instant."""
    stored = Finding.objects.get(device_id=device_id)
    if not stored.events.filter(digest=digest).exists():
        raise StaleRecordError(_("Somebody changed this finding since you opened it."), current=stored)
    return stored


def _source(facts: FindingFacts, origin: _Origin, by: User) -> ReportedBy:
    """Say how the finding comes in, and refuse who may not bring it in this way."""
    if origin.meeting is not None:
        require_can_record_at(user=by, meeting=origin.meeting)
        return ReportedBy.VISIT
    if not has_permission(by, CHANGE) and can_report(user=by, municipality=facts.municipality):
        return ReportedBy.MUNICIPALITY
    require_can_record_at(user=by, meeting=None)
    return ReportedBy.ORGANISATION


def _require_at_the_table(facts: FindingFacts, meeting: Visit | CountySession | None) -> None:
    if meeting is None:
        return
    if isinstance(meeting, Visit):
        is_there = facts.municipality in (meeting.municipality, None)
        county = meeting.municipality.county
    else:
        county = meeting.county
        is_there = (
            facts.municipality is None or meeting.visits.filter(municipality=facts.municipality).exists()
        )
    if not is_there or facts.county != county:
        raise UnableToSaveFindingError(
            _("This town was not at the meeting."), "town_elsewhere", field="municipality"
        )


def _change(stored: Finding, fields: Mapping[str, Any], *, digest: str, by: User, at: datetime) -> Finding:
    before, was = _audited(stored), stored.visibility
    kept = {name: getattr(stored, name) for name in FACTS}
    facts = read_facts(kept | dict(fields), on=local_date(at), old_sector=stored.sector)
    _require_still_right(stored, facts)
    write_facts(stored, facts)
    changes = differences(before, _audited(stored))
    if not changes and stored.withdrawn_at is None:
        return stored
    stored.withdrawn_at = stored.withdrawn_by = None
    stored.revision += 1
    stored.changed_at = at
    stored.save()
    add_event(
        finding=stored,
        event=Event.CHANGED,
        by=by,
        at=at,
        changes=changes,
        digest=digest,
        visibility_before=was,
    )
    record(by=by, at=at, action="change_finding", target=stored, changes=changes)
    return stored


def _require_still_right(stored: Finding, facts: FindingFacts) -> None:
    if stored.merged_into_id is not None:
        raise UnableToSaveFindingError(
            _("This finding was merged into another; change that one."), "finding_merged"
        )
    if stored.batch is not None and stored.batch.undone_at is not None:
        raise UnableToSaveFindingError(_("The import of this finding was undone."), "import_undone")
    if stored.reported_by == ReportedBy.MUNICIPALITY:
        if facts.municipality != stored.municipality:
            raise UnableToSaveFindingError(
                _("A report stays with the municipality that made it."), "town_fixed", field="municipality"
            )
        if facts.visibility != Visibility.PUBLIC:
            raise UnableToSaveFindingError(
                _("The municipality wrote this itself, so it cannot be kept from it."),
                "town_knows",
                field="visibility",
            )
    _require_at_the_table(facts, stored.visit or stored.session)


def _audited(finding: Finding) -> dict[str, Any]:
    """Return the facts that were given, towns by their name and sizes as text."""
    facts = facts_of(finding, FACTS)
    return {
        name: str(value.normalize()) if isinstance(value, Decimal) else value
        for name, value in facts.items()
        if value not in (None, "")
    }


@transaction.atomic
def withdraw_finding(*, finding: Finding, revision: int, by: User, at: datetime) -> Finding:
    """Take back a finding nobody has decided about; it stays stored, and saving it again brings it back.

    Raises
    ------
    PermissionDenied
        When ``by`` may not change the finding.
    UnableToSaveFindingError
        When it was confirmed, refused or merged.
    StaleRecordError
        When somebody changed it since the writer last saw it.
    """
    locked = Finding.objects.select_for_update().get(pk=finding.pk)
    require_can_change_finding(user=by, finding=locked)
    if locked.withdrawn_at is not None:
        return locked
    if (
        locked.state != FindingState.REPORTED
        or locked.merged_into_id is not None
        or locked.duplicates.exists()
    ):
        raise UnableToSaveFindingError(
            _("Only a finding nobody has decided about can be taken back."), "finding_decided"
        )
    if locked.revision != revision:
        raise StaleRecordError(_("Somebody changed this finding since you opened it."), current=locked)
    locked.withdrawn_at, locked.withdrawn_by, locked.changed_at = at, by, at
    locked.revision += 1
    locked.save()
    add_event(finding=locked, event=Event.WITHDRAWN, by=by, at=at)
    record(by=by, at=at, action="withdraw_finding", target=locked)
    return locked
