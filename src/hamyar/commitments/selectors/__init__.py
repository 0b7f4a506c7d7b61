"""Reading promises: who may see which, which are due, who answers for them."""

from hamyar.commitments.selectors.overdue import own_overdue
from hamyar.commitments.selectors.register import (
    Filters,
    Kept,
    commitments_of_town,
    commitments_visible_to,
    filtered,
    find_commitment,
    history_of,
    is_late,
    promises_kept,
    public_commitments,
    public_promises,
    register,
)

__all__ = [
    "Filters",
    "Kept",
    "commitments_of_town",
    "commitments_visible_to",
    "filtered",
    "find_commitment",
    "history_of",
    "is_late",
    "own_overdue",
    "promises_kept",
    "public_commitments",
    "public_promises",
    "register",
]
