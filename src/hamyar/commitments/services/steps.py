"""What happens to a promise after it was made; each step adds a line to the history and an audit entry."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.commitments.enums import COMMITMENT_MOVES, CommitmentState, FollowUpKind
from hamyar.commitments.errors import UnableToChangeCommitmentError
from hamyar.commitments.models import Commitment, EvidenceFile, FollowUp
from hamyar.commitments.permissions import can_change, require_can_answer, require_can_change
from hamyar.core.audit import record
from hamyar.core.jalali import local_date

EVIDENCE_ENDINGS = frozenset(
    {".pdf", ".jpg", ".jpeg", ".png", ".webp", ".docx", ".xlsx", ".odt", ".ods", ".zip"}
)
LARGEST_EVIDENCE = 10 * 1024 * 1024


@dataclass(frozen=True)
class Evidence:
    """A file as it came in."""

    name: str
    content: bytes


@transaction.atomic
def follow_up(
    *, commitment: Commitment, text: str, by: User, at: datetime, evidence: Sequence[Evidence] = ()
) -> FollowUp:
    """Add a line to the history without changing where the promise stands."""
    require_can_answer(user=by, commitment=commitment)
    held = _locked(commitment)
    _require_text(text, _("Write what was found or said."))
    line = _line(held, FollowUpKind.NOTE, text, by=by, at=at, evidence=evidence)
    record(by=by, at=at, action="follow_up_commitment", target=held, changes={"text": text.strip()})
    return line


@transaction.atomic
def complete_commitment(
    *,
    commitment: Commitment,
    text: str,
    by: User,
    at: datetime,
    evidence: Sequence[Evidence] = (),
    done_on: date | None = None,
) -> Commitment:
    """Report a promise done, with evidence in words or files.

    The day is today. Who may change promises can state an earlier day, when it was done before it was reported.

    Raises
    ------
    UnableToChangeCommitmentError
        When there is neither word nor file, the step is not open, or the day lies ahead or is not theirs to state.
    """
    require_can_answer(user=by, commitment=commitment)
    held = _locked(commitment)
    if not text.strip() and not evidence:
        raise UnableToChangeCommitmentError(
            _("Say in a sentence or by a file how it can be seen that this is done."), "evidence_missing"
        )
    held.done_on = _day_done(held, done_on, by=by, at=at)
    _move(held, CommitmentState.DONE)
    _line(held, FollowUpKind.DONE, text, by=by, at=at, evidence=evidence)
    return _saved(held, "complete_commitment", {"done_on": [None, held.done_on]}, by=by, at=at)


def _day_done(held: Commitment, stated: date | None, *, by: User, at: datetime) -> date:
    today = local_date(at)
    if stated is None or stated == today:
        return today
    if not can_change(user=by):
        raise UnableToChangeCommitmentError(
            _("Only who keeps the register may state another day than today."), "day_not_yours"
        )
    if not min(local_date(held.recorded_at), today) <= stated < today:
        raise UnableToChangeCommitmentError(
            _("The day lies ahead, or before the promise was recorded."), "day_out_of_order"
        )
    return stated


@transaction.atomic
def block_commitment(*, commitment: Commitment, text: str, by: User, at: datetime) -> Commitment:
    """Report what keeps a promise from going on; its date stays, so it can still be overdue."""
    require_can_answer(user=by, commitment=commitment)
    return _step(commitment, CommitmentState.BLOCKED, FollowUpKind.BLOCKED, text, by=by, at=at)


@transaction.atomic
def resume_commitment(*, commitment: Commitment, text: str, by: User, at: datetime) -> Commitment:
    """Take up a blocked promise again."""
    require_can_answer(user=by, commitment=commitment)
    held = _locked(commitment)
    if held.state != CommitmentState.BLOCKED:
        raise _not_open(held)
    _move(held, CommitmentState.OPEN)
    _line(held, FollowUpKind.RESUMED, text, by=by, at=at)
    return _saved(held, "resume_commitment", {}, by=by, at=at)


@transaction.atomic
def drop_commitment(*, commitment: Commitment, text: str, by: User, at: datetime) -> Commitment:
    """Drop a promise that has lost its object, with the reason; it stays on record."""
    require_can_change(user=by)
    return _step(commitment, CommitmentState.CANCELLED, FollowUpKind.CANCELLED, text, by=by, at=at)


@transaction.atomic
def reopen_commitment(*, commitment: Commitment, text: str, by: User, at: datetime) -> Commitment:
    """Open a promise again that was reported done, because the evidence does not show it."""
    require_can_change(user=by)
    held = _locked(commitment)
    if held.state != CommitmentState.DONE:
        raise _not_open(held)
    _require_text(text, _("Say what is missing."))
    before, held.done_on = held.done_on, None
    _move(held, CommitmentState.OPEN)
    _line(held, FollowUpKind.REOPENED, text, by=by, at=at)
    return _saved(held, "reopen_commitment", {"done_on": [before, None]}, by=by, at=at)


@transaction.atomic
def postpone_commitment(
    *, commitment: Commitment, due_on: date, text: str, by: User, at: datetime
) -> Commitment:
    """Give a promise a new date with a reason; the old date stays in the history.

    Raises
    ------
    UnableToChangeCommitmentError
        When nothing is owed any more, the reason is missing, or the new date is past or the same.
    """
    require_can_change(user=by)
    held = _locked(commitment)
    if not held.is_pending:
        raise _not_open(held)
    _require_text(text, _("Give the reason of the new date; the old one is kept."))
    if due_on == held.due_on or due_on < local_date(at):
        raise UnableToChangeCommitmentError(_("Choose another date, not before today."), "date_out_of_order")
    before, held.due_on = held.due_on, due_on
    dates = {"due_before": before, "due_after": due_on}
    _line(held, FollowUpKind.POSTPONED, text, by=by, at=at, dates=dates)
    return _saved(held, "postpone_commitment", {"due_on": [before, due_on]}, by=by, at=at)


def _step(
    commitment: Commitment, to: CommitmentState, kind: FollowUpKind, text: str, *, by: User, at: datetime
) -> Commitment:
    held = _locked(commitment)
    before = held.state
    _require_text(text, _("Give the reason."))
    _move(held, to)
    _line(held, kind, text, by=by, at=at)
    changes = {"state": [before, to], "reason": text.strip()}
    return _saved(held, "change_commitment_state", changes, by=by, at=at)


def _locked(commitment: Commitment) -> Commitment:
    return Commitment.objects.select_for_update().get(pk=commitment.pk)


def _require_text(text: str, message: str) -> None:
    if not text.strip():
        raise UnableToChangeCommitmentError(message, "reason_missing")


def _not_open(held: Commitment) -> UnableToChangeCommitmentError:
    return UnableToChangeCommitmentError(
        _("The promise is “{state}”; this step is not open."),
        "step_not_open",
        state=held.get_state_display(),
    )


def _move(held: Commitment, to: CommitmentState) -> None:
    if to not in COMMITMENT_MOVES[CommitmentState(held.state)]:
        raise _not_open(held)
    held.state = to


def _saved(held: Commitment, action: str, changes: dict[str, Any], *, by: User, at: datetime) -> Commitment:
    held.revision += 1
    held.save()
    record(by=by, at=at, action=action, target=held, changes=changes)
    return held


def _line(
    held: Commitment,
    kind: FollowUpKind,
    text: str,
    *,
    by: User,
    at: datetime,
    evidence: Sequence[Evidence] = (),
    dates: dict[str, date] | None = None,
) -> FollowUp:
    line = FollowUp.objects.create(
        commitment=held, kind=kind, text=text.strip(), at=at, by=by, **(dates or {})
    )
    for file in evidence:
        _keep_file(line, file)
    return line


def _keep_file(line: FollowUp, given: Evidence) -> None:
    name = PurePath(given.name.replace("\\", "/")).name[-160:]
    ending = PurePath(name).suffix.lower()
    if ending not in EVIDENCE_ENDINGS or not 0 < len(given.content) <= LARGEST_EVIDENCE:
        raise UnableToChangeCommitmentError(
            _("“{name}” was not taken: send a picture, PDF, Word, Excel or zip file of up to 10 megabytes."),
            "file_refused",
            name=name,
        )
    digest = hashlib.sha256(given.content).hexdigest()
    row = EvidenceFile(follow_up=line, name=name, digest=digest, size=len(given.content))
    row.file.save(f"{digest[:20]}{ending}", ContentFile(given.content), save=True)
