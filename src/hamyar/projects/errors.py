"""Refusals of this stage."""

from hamyar.core.errors import UnableToError


class UnableToSaveProjectError(UnableToError):
    """A project that cannot be stored as it was written; ``field`` names the wrong field where there is one."""

    def __init__(self, message: str, code: str = "", *, field: str = "", **params: object) -> None:
        super().__init__(message, code, **params)
        self.field = field


class UnableToMoveProjectError(UnableToError):
    """A step that makes no sense, or that lacks its reason."""


class UnableToRecordContributionError(UnableToError):
    """A contribution that cannot be recorded, valued again or withdrawn; ``field`` as above."""

    def __init__(self, message: str, code: str = "", *, field: str = "", **params: object) -> None:
        super().__init__(message, code, **params)
        self.field = field


class UnableToPublishProjectError(UnableToError):
    """A project that cannot be shown to everyone, or taken back, as asked."""
