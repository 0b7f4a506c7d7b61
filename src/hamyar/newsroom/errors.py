"""Refusals of the newsroom."""

from collections.abc import Sequence
from dataclasses import dataclass

from hamyar.core.errors import UnableToError
from hamyar.core.persian import format_number
from hamyar.core.translation import gettext_noop as _
from hamyar.core.translation import translate

SHOWN_FAULTS = 10


class UnableToImportNewsError(UnableToError):
    """A file of items that cannot be taken in as it is."""

    default_code = "news_unreadable"


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be taken in, and why."""

    row: int
    column: str
    reason: UnableToError

    @property
    def message(self) -> str:
        """Say where and why."""
        sentence = translate(_("Row {row}, column “{column}”: {reason}"))
        return sentence.format(
            row=format_number(self.row), column=self.column, reason=self.reason.message.rstrip(".")
        )


class UnableToTakeInRowsError(UnableToImportNewsError):
    """Rows of a file that cannot be taken in; nothing of the file was."""

    default_code = "news_cell"

    def __init__(self, *, file: str, faults: Sequence[Fault], code: str = "") -> None:
        message = _("Nothing of “{file}” was taken in; {count} cells are wrong.")
        super().__init__(message, code, file=file, count=format_number(len(faults)))
        self.faults = tuple(faults)

    @property
    def message(self) -> str:
        """Name the file and the first faults."""
        more = len(self.faults) - SHOWN_FAULTS
        rest = [translate(_("and {count} more")).format(count=format_number(more))] if more > 0 else []
        lines = [fault.message for fault in self.faults[:SHOWN_FAULTS]]
        return "\n".join([super().message, *lines, *rest])


class UnableToDraftError(UnableToError):
    """A draft that cannot be written."""

    default_code = "draft_refused"
