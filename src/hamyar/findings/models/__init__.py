"""Findings, what happened to them, their evidence, and where they came from; no business logic."""

from hamyar.findings.models.batch import FindingBatch
from hamyar.findings.models.evidence import Evidence
from hamyar.findings.models.finding import Finding
from hamyar.findings.models.history import FindingEvent, FindingMerge

__all__ = ["Evidence", "Finding", "FindingBatch", "FindingEvent", "FindingMerge"]
