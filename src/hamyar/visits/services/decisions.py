"""Where a decision of a meeting stands, after the minutes too: its text is the minutes', its state is life's."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.persian import normalise
from hamyar.visits.enums import DECISION_MOVES, DecisionState
from hamyar.visits.errors import UnableToSaveRecordError
from hamyar.visits.models import Decision
from hamyar.visits.permissions import require_can_record


@transaction.atomic
def change_decision_state(
    *, decision: Decision, to: DecisionState, evidence: str, by: User, at: datetime
) -> Decision:
    """Take a decision to another state; done needs evidence, blocked and dropped a reason in its place.

    Raises
    ------
    PermissionDenied
        When ``by`` is neither a planner nor of the team.
    UnableToSaveRecordError
        When the step is not in the table of moves, or nothing is said for it.
    """
    found = Decision.objects.select_for_update().get(pk=decision.pk)
    require_can_record(user=by, meeting=found.meeting)
    said = normalise(evidence).strip()
    if found.state == to and said in ("", found.evidence):
        return found
    if to not in DECISION_MOVES[DecisionState(found.state)]:
        raise UnableToSaveRecordError(
            _("The decision is {state}; this step is not open."),
            "step_not_open",
            state=found.get_state_display(),
        )
    if to != DecisionState.OPEN and not said:
        raise UnableToSaveRecordError(_("Say what shows it, or why."), "evidence_missing")
    changes = {"state": [found.state, to], "evidence": [found.evidence, said]}
    found.state, found.evidence, found.revision = to, said or found.evidence, found.revision + 1
    found.save()
    record(by=by, at=at, action="change_decision_state", target=found, changes=changes)
    return found
