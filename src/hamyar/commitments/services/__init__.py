"""Writing promises: recorded once, followed up, postponed with a reason, done with evidence, reminded of."""

from hamyar.commitments.services.recording import (
    CommitmentSource,
    commit_decision,
    save_commitment,
)
from hamyar.commitments.services.steps import (
    Evidence,
    block_commitment,
    complete_commitment,
    drop_commitment,
    follow_up,
    postpone_commitment,
    reopen_commitment,
    resume_commitment,
)

__all__ = [
    "CommitmentSource",
    "Evidence",
    "block_commitment",
    "commit_decision",
    "complete_commitment",
    "drop_commitment",
    "follow_up",
    "postpone_commitment",
    "reopen_commitment",
    "resume_commitment",
    "save_commitment",
]
