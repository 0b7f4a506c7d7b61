"""Refusals of input files: one sentence with file, row and column, or file and key."""

from hamyar.core.errors import UnableToError
from hamyar.core.translation import gettext_noop, translate


class UnableToReadProgrammeError(UnableToError):
    """An input file that cannot be understood."""


CELL = gettext_noop("{file}, row {row}, column “{column}”: {reason}")
KEY = gettext_noop("{file}: {key}: {reason}")


def wrong_cell(where: "Where", reason: str, /, **params: object) -> UnableToReadProgrammeError:
    """Refuse one cell."""
    text = translate(reason).format(**params)
    return UnableToReadProgrammeError(
        CELL, "cell", file=where.file, row=where.row, column=where.column, reason=text
    )


def wrong_key(file: str, key: str, reason: str, /, **params: object) -> UnableToReadProgrammeError:
    """Refuse one key of a YAML file."""
    return UnableToReadProgrammeError(
        KEY, "key", file=file, key=key, reason=translate(reason).format(**params)
    )


class Where:
    """A place in a table."""

    def __init__(self, file: str, row: int, column: str) -> None:
        self.file, self.row, self.column = file, row, column
