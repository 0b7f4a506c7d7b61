"""A promise is recorded: by a form, from a telephone that may send it twice, or from a decision of a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.commitments.enums import FollowUpKind, PromisingSide, Visibility
from hamyar.commitments.errors import UnableToRecordCommitmentError
from hamyar.commitments.models import Commitment, FollowUp
from hamyar.commitments.permissions import VIEW_OWN, require_can_record
from hamyar.core.audit import differences, facts_of, record
from hamyar.core.calendar import working_calendar
from hamyar.core.jalali import local_date
from hamyar.findings.models import Finding
from hamyar.visits.errors import StaleRecordError
from hamyar.visits.models import CountySession, Decision, Visit

FIELDS = (
    "side",
    "company",
    "municipality",
    "body",
    "text",
    "town",
    "owner",
    "owner_name",
    "chief",
    "due_on",
    "due_working_days",
    "visibility",
)
"""What a form or a device may say; ``reason`` comes beside them when the date changes."""


@dataclass(frozen=True)
class CommitmentSource:
    """Where a promise comes from: a visit, a county session, a decision of one of them, a finding."""

    visit: Visit | None = None
    session: CountySession | None = None
    decision: Decision | None = None
    finding: Finding | None = None

    @property
    def meeting(self) -> Visit | CountySession | None:
        """Return the meeting, also that of the decision."""
        if self.decision is not None:
            return self.decision.visit or self.decision.session
        return self.visit or self.session


@transaction.atomic
def save_commitment(
    *,
    device_id: UUID,
    revision: int,
    fields: Mapping[str, Any],
    device_time: datetime | None,
    source: CommitmentSource,
    by: User,
    at: datetime,
) -> Commitment:
    """Record a promise, or correct it from the revision the writer has seen.

    The id made on the device makes sending twice harmless: the same content again returns what stands. ``fields`` holds
    any of ``FIELDS``; a due date is given as ``due_on``, or counted from the day of ``at`` by ``due_working_days``.

    Raises
    ------
    PermissionDenied
        When ``by`` may not record promises of this meeting.
    UnableToRecordCommitmentError
        When side, holder, text, owner or date is missing, or a new date has no reason.
    StaleRecordError
        When the promise was changed since ``revision`` and the content differs.
    """
    require_can_record(user=by, meeting=source.meeting)
    held = Commitment.objects.select_for_update().filter(device_id=device_id).first()
    if held is not None:
        require_can_record(user=by, meeting=held.visit or held.session)
        return _corrected(held, revision, fields, by=by, at=at)
    made = Commitment(device_id=device_id, device_time=device_time, recorded_at=at, recorded_by=by)
    made.visit, made.session, made.decision = _where(source)
    made.finding = source.finding
    _fill(made, fields, today=local_date(at))
    made.first_due_on = made.due_on
    made.save()
    changes = {name: [None, value] for name, value in facts_of(made, FIELDS).items() if value}
    record(by=by, at=at, action="record_commitment", target=made, changes=changes)
    return made


def commit_decision(
    *, decision: Decision, side: PromisingSide, by: User, at: datetime, **fields: Any
) -> Commitment:
    """Make a promise of a decision that names who is responsible and until when; a second call changes nothing.

    Raises
    ------
    UnableToRecordCommitmentError
        When the decision names nobody or no date.
    """
    held = Commitment.objects.filter(decision=decision).first()
    if held is not None:
        require_can_record(user=by, meeting=decision.visit or decision.session)
        return held
    town = decision.municipality or (decision.visit.municipality if decision.visit else None)
    said = {
        "side": side,
        "text": decision.text,
        "owner_name": decision.responsible,
        "due_on": decision.due_on,
        "town": town,
        "municipality": town if side == PromisingSide.MUNICIPALITY else None,
        **fields,
    }
    return save_commitment(
        device_id=uuid5(NAMESPACE_URL, f"decision:{decision.device_id}"),
        revision=0,
        fields=said,
        device_time=None,
        source=CommitmentSource(decision=decision),
        by=by,
        at=at,
    )


def _where(source: CommitmentSource) -> tuple[Visit | None, CountySession | None, Decision | None]:
    if source.decision is not None:
        return source.decision.visit, source.decision.session, source.decision
    return source.visit, source.session, None


def _corrected(
    held: Commitment, revision: int, fields: Mapping[str, Any], *, by: User, at: datetime
) -> Commitment:
    before, due_before = facts_of(held, FIELDS), held.due_on
    _fill(held, {"due_on": held.due_on, **fields}, today=local_date(held.recorded_at))
    changes = differences(before, facts_of(held, FIELDS))
    if not changes:
        return held
    if revision < held.revision:
        raise StaleRecordError(
            _("The promise was changed since you read it; look at both and choose."),
            current=Commitment.objects.get(pk=held.pk),
        )
    if held.due_on != due_before:
        _keep_old_date(held, due_before, str(fields.get("reason", "")), by=by, at=at)
    held.revision += 1
    held.save()
    record(by=by, at=at, action="change_commitment", target=held, changes=changes)
    return held


def _keep_old_date(held: Commitment, before: date, reason: str, *, by: User, at: datetime) -> None:
    if not reason.strip():
        raise UnableToRecordCommitmentError(
            _("Give the reason of the new date; the old one is kept."), "reason_missing"
        )
    FollowUp.objects.create(
        commitment=held,
        kind=FollowUpKind.POSTPONED,
        text=reason.strip(),
        due_before=before,
        due_after=held.due_on,
        at=at,
        by=by,
    )


def _fill(made: Commitment, fields: Mapping[str, Any], *, today: date) -> None:
    for name in FIELDS:
        if name in fields:
            setattr(made, name, fields[name])
    if fields.get("due_working_days"):
        made.due_on = working_calendar().add_working_days(today, int(fields["due_working_days"]))
    made.text, made.body = (made.text or "").strip(), (made.body or "").strip()
    if made.side == PromisingSide.MUNICIPALITY and made.town is None:
        made.town = made.municipality
    made.owner_name = (made.owner_name or "").strip() or (made.owner.full_name if made.owner else "")
    _require_complete(made)


def _require_complete(made: Commitment) -> None:
    for is_wrong, message, code in (
        (made.side not in PromisingSide.values, _("Say who promised."), "side_missing"),
        (not made.text, _("Write what is promised."), "text_missing"),
        (not made.owner_name, _("Name the owner: somebody must answer for the promise."), "owner_missing"),
        (made.due_on is None, _("Give the due date, or the number of working days."), "date_missing"),
        (made.visibility not in Visibility.values, _("Say who may read the promise."), "visibility_unknown"),
    ):
        if is_wrong:
            raise UnableToRecordCommitmentError(message, code)
    _require_holder(made)
    if made.owner is not None and not has_permission(made.owner, VIEW_OWN):
        raise UnableToRecordCommitmentError(
            _("{name} has no role that may read promises; give one first, or write only the name."),
            "owner_without_role",
            name=made.owner.full_name,
        )


def _require_holder(made: Commitment) -> None:
    """Refuse a side without its holder; a holder of another side is dropped."""
    if made.side != PromisingSide.COMPANY:
        made.company = None
    if made.side != PromisingSide.MUNICIPALITY:
        made.municipality = None
    missing = {
        PromisingSide.COMPANY: made.company is None,
        PromisingSide.MUNICIPALITY: made.municipality is None,
        PromisingSide.OTHER: not made.body,
        PromisingSide.ORGANISATION: False,
    }
    if missing[PromisingSide(made.side)]:
        raise UnableToRecordCommitmentError(
            _("Name the company, the municipality or the body that promised."), "holder_missing"
        )
