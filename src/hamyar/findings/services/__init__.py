"""Changing findings."""

from hamyar.findings.services.evidence import EvidenceFile, add_evidence, remove_evidence
from hamyar.findings.services.importing import (
    discard_findings,
    import_findings,
    plan_of,
    undo_import,
    upload_findings,
)
from hamyar.findings.services.merging import merge_findings, separate_findings
from hamyar.findings.services.moving import move_finding
from hamyar.findings.services.saving import save_finding, withdraw_finding

__all__ = [
    "EvidenceFile",
    "add_evidence",
    "discard_findings",
    "import_findings",
    "merge_findings",
    "move_finding",
    "plan_of",
    "remove_evidence",
    "save_finding",
    "separate_findings",
    "undo_import",
    "upload_findings",
    "withdraw_finding",
]
