"""Who may open which address of the promises."""

from hamyar.commitments.models import EvidenceFile, FollowUp
from tests.doors import EVERYONE, ROLES, Door
from tests.factories.commitments import AT, TODAY, CommitmentFactory
from tests.factories.visits import DecisionFactory

READ_ALL = frozenset({"administrator", "planner", "team_member", "analyst", "chief_executive", "auditor"})
CHANGE = frozenset({"administrator", "planner", "chief_executive"})


def _promise(**facts):
    """Return a promise of the organisation that is for no town of the actors."""
    return lambda: {"pk": CommitmentFactory(**facts).pk}


def _evidence():
    promise = CommitmentFactory()
    line = FollowUp.objects.create(
        commitment=promise, kind="note", text="پیوست", at=AT, by=promise.recorded_by
    )
    row = EvidenceFile(follow_up=line, name="نامه.pdf", digest="0" * 64, size=1)
    row.file.name = "commitments/no-such-file.pdf"
    row.save()
    return {"pk": row.pk}


DOORS = {
    "commitments:public": Door(get=EVERYONE),
    "commitments:list": Door(get=ROLES),
    "commitments:new": Door(get=CHANGE, post=CHANGE),
    "commitments:export": Door(get=ROLES, arguments=lambda: {"kind": "csv"}),
    "commitments:overdue": Door(get=ROLES),
    "commitments:overdue_pdf": Door(get=ROLES),
    "commitments:on_time": Door(get=ROLES),
    "commitments:meeting": Door(get=CHANGE),
    "commitments:meeting_start": Door(post=CHANGE),
    "commitments:meeting_end": Door(post=CHANGE),
    "commitments:from_decision": Door(post=CHANGE, arguments=lambda: {"pk": DecisionFactory().pk}),
    "commitments:evidence": Door(get=READ_ALL, arguments=_evidence),
    "commitments:promise": Door(get=READ_ALL, arguments=_promise()),
    "commitments:change": Door(get=CHANGE, post=CHANGE, arguments=_promise()),
    "commitments:follow_up": Door(post=CHANGE, arguments=_promise()),
    "commitments:done": Door(get=CHANGE, post=CHANGE, arguments=_promise()),
    "commitments:block": Door(post=CHANGE, arguments=_promise()),
    "commitments:resume": Door(post=CHANGE, arguments=_promise(state="blocked")),
    "commitments:postpone": Door(post=CHANGE, arguments=_promise()),
    "commitments:drop": Door(post=CHANGE, arguments=_promise()),
    "commitments:reopen": Door(post=CHANGE, arguments=_promise(state="done", done_on=TODAY)),
}
