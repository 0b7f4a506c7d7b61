"""Refusals of this stage."""

from hamyar.core.errors import UnableToError


class UnableToRecordCommitmentError(UnableToError):
    """A promise that lacks what a promise needs."""


class UnableToChangeCommitmentError(UnableToError):
    """A step that is not open, or lacks its reason or evidence."""


class UnableToSendRemindersError(UnableToError):
    """Messages that did not leave; the next attempt sends them."""

    default_code = "reminders_unsent"
