"""Taking a finding a step further; the table of moves stands in ``enums``."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.persian import normalise
from hamyar.findings.enums import FINDING_MOVES, WITHOUT_REASON, Event, FindingState
from hamyar.findings.errors import UnableToMoveFindingError
from hamyar.findings.models import Finding
from hamyar.findings.permissions import require_can_decide
from hamyar.findings.services.history import add_event


@transaction.atomic
def move_finding(*, finding: Finding, to: FindingState, by: User, at: datetime, reason: str = "") -> Finding:
    """Confirm, plan, answer or refuse a finding, or take it up again.

    Raises
    ------
    PermissionDenied
        When ``by`` does not decide about findings.
    UnableToMoveFindingError
        When the step is not open, the finding was merged or undone, or the reason is missing.
    """
    require_can_decide(user=by)
    locked = Finding.objects.select_for_update().get(pk=finding.pk)
    reason = normalise(reason).strip()
    _require_open(locked, to, reason)
    before, locked.state = locked.state, to
    locked.revision += 1
    locked.changed_at = at
    locked.save()
    add_event(finding=locked, event=Event.MOVED, before=before, reason=reason, by=by, at=at)
    changes = {"state": [before, to], **({"reason": [None, reason]} if reason else {})}
    record(by=by, at=at, action="move_finding", target=locked, changes=changes)
    return locked


def _require_open(finding: Finding, to: FindingState, reason: str) -> None:
    if finding.merged_into_id is not None:
        raise UnableToMoveFindingError(
            _("This finding was merged into another; change that one."), "finding_merged"
        )
    if finding.batch is not None and finding.batch.undone_at is not None:
        raise UnableToMoveFindingError(_("The import of this finding was undone."), "import_undone")
    if finding.withdrawn_at is not None:
        raise UnableToMoveFindingError(_("The writer has taken this finding back."), "finding_withdrawn")
    state = FindingState(finding.state)
    if to not in FINDING_MOVES[state]:
        raise UnableToMoveFindingError(
            _("The finding is {state}; this step is not open."), "step_not_open", state=state.label
        )
    if (state, to) not in WITHOUT_REASON and not reason:
        raise UnableToMoveFindingError(_("Give the reason."), "reason_missing")
