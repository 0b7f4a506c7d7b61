"""Reading findings."""

from hamyar.findings.selectors.meetings import MeetingFinding, findings_of_visit, findings_section
from hamyar.findings.selectors.towns import open_needs_of, public_findings_of
from hamyar.findings.selectors.visibility import (
    events_visible_to,
    evidence_visible_to,
    findings_visible_to,
    public_findings,
    sees_confidential,
)

__all__ = [
    "MeetingFinding",
    "events_visible_to",
    "evidence_visible_to",
    "findings_of_visit",
    "findings_section",
    "findings_visible_to",
    "open_needs_of",
    "public_findings",
    "public_findings_of",
    "sees_confidential",
]
