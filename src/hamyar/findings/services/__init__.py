"""Changing findings."""

from hamyar.findings.services.evidence import EvidenceFile, add_evidence, remove_evidence
from hamyar.findings.services.merging import merge_findings, separate_findings
from hamyar.findings.services.moving import move_finding
from hamyar.findings.services.saving import save_finding

__all__ = [
    "EvidenceFile",
    "add_evidence",
    "merge_findings",
    "move_finding",
    "remove_evidence",
    "save_finding",
    "separate_findings",
]
