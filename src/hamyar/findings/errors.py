"""Refusals of this stage."""

from hamyar.core.errors import UnableToError


class UnableToSaveFindingError(UnableToError):
    """A finding that cannot be stored as it was written; ``field`` names the wrong field where there is one."""

    def __init__(self, message: str, code: str = "", *, field: str = "", **params: object) -> None:
        super().__init__(message, code, **params)
        self.field = field


class UnableToMoveFindingError(UnableToError):
    """A step that is not open to the finding, or that lacks its reason."""


class UnableToMergeFindingsError(UnableToError):
    """Two findings that cannot be one, or that cannot be separated again."""


class UnableToKeepEvidenceError(UnableToError):
    """A file that cannot be kept as evidence."""


class UnableToImportFindingsError(UnableToError):
    """A file of findings that cannot be taken in, or an import that cannot be undone."""
