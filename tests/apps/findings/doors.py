"""Who may open which address of findings; a finding that is not one's own is not there (404)."""

from hamyar.findings.services.importing import import_findings, upload_findings
from tests.doors import Door
from tests.factories.accounts import make_user
from tests.factories.findings import EvidenceFactory, FindingFactory, make_merge
from tests.factories.visits import NOON

STAFF = frozenset(
    {
        "administrator",
        "planner",
        "team_member",
        "analyst",
        "public_relations",
        "news_editor",
        "reporter",
        "chief_executive",
        "auditor",
    }
)
TOWNS = frozenset({"mayor", "council_secretary"})
READERS = STAFF | TOWNS
PLANNERS = frozenset({"administrator", "planner"})
WRITERS = PLANNERS | {"team_member"} | TOWNS
TABLE = "نوع,حوزه,عنوان,شهرستان\nنیاز,گردشگری,اقامتگاه,{}\n"


def a_finding():
    return {"pk": FindingFactory().pk}


def a_merge():
    return {"pk": make_merge().pk}


def evidence():
    return {"pk": EvidenceFactory().pk}


def a_waiting_batch():
    county = FindingFactory().county
    return upload_findings(
        file_name="findings.csv",
        content=TABLE.format(county.code).encode(),
        by=make_user(role="planner"),
        at=NOON,
    )


def a_batch():
    return {"pk": import_findings(batch=a_waiting_batch(), by=make_user(role="planner"), at=NOON).pk}


def waiting():
    return {"pk": a_waiting_batch().pk}


DOORS = {
    "findings:list": Door(get=READERS),
    "findings:export": Door(get=READERS, arguments=lambda: {"kind": "csv"}),
    "findings:counts": Door(get=READERS),
    "findings:new": Door(get=WRITERS, post=WRITERS),
    "findings:similar": Door(get=READERS),
    "findings:batches": Door(get=PLANNERS, post=PLANNERS),
    "findings:template": Door(get=PLANNERS, arguments=lambda: {"kind": "xlsx"}),
    "findings:batch": Door(get=PLANNERS, post=PLANNERS, arguments=waiting),
    "findings:discard": Door(post=PLANNERS, arguments=waiting),
    "findings:undo": Door(post=PLANNERS, arguments=a_batch),
    "findings:finding": Door(get=READERS, arguments=a_finding),
    "findings:change": Door(get=PLANNERS | TOWNS, post=PLANNERS | TOWNS, arguments=a_finding),
    "findings:move": Door(post=PLANNERS, arguments=a_finding),
    "findings:merge": Door(post=PLANNERS, arguments=a_finding),
    "findings:separate": Door(post=PLANNERS, arguments=a_merge),
    "findings:withdraw": Door(post=PLANNERS | TOWNS, arguments=a_finding),
    "findings:evidence_add": Door(post=PLANNERS | TOWNS, arguments=a_finding),
    "findings:evidence": Door(get=READERS, arguments=evidence),
    "findings:evidence_remove": Door(post=PLANNERS | TOWNS, arguments=evidence),
}
"""For a town's side another's finding is not there (404), which counts as through; nothing of it is shown."""
