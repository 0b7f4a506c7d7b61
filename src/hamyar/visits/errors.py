"""Refusals of this stage."""

from django.db.models import Model

from hamyar.core.errors import UnableToError


class UnableToChangeTeamError(UnableToError):
    """A team that cannot be as asked."""


class UnableToPlanVisitsError(UnableToError):
    """A programme that cannot be created, computed or stored."""


class UnableToApproveProgrammeError(UnableToError):
    """A programme that may not be approved or published now."""


class UnableToChangeVisitError(UnableToError):
    """A visit that may not be moved, cancelled or taken further now."""


class UnableToSaveRecordError(UnableToError):
    """A record of a meeting that cannot be kept as asked."""


class StaleRecordError(UnableToSaveRecordError):
    """A record was changed since the writer last saw it; ``current`` is how it stands, to show both."""

    def __init__(self, message: str, code: str = "record_stale", *, current: Model, **params: object) -> None:
        super().__init__(message, code, **params)
        self.current = current


class UnableToCommentError(UnableToError):
    """A comment that a visit takes no more, or that says nothing."""


class UnableToConfirmMinutesError(UnableToError):
    """Minutes that may not be written, confirmed or answered now."""


class UnableToImportWorkbookError(UnableToError):
    """An Excel file of a visit that is not taken in."""
