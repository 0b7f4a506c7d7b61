"""Promises, what was said about them since, and who was reminded; no business logic."""

from hamyar.commitments.models.commitment import Commitment
from hamyar.commitments.models.history import EvidenceFile, FollowUp
from hamyar.commitments.models.reminding import Digest, Reminder

__all__ = ["Commitment", "Digest", "EvidenceFile", "FollowUp", "Reminder"]
