"""Which reader a file needs, told from its first bytes and not from its name."""

from hamyar.core.translation import gettext_noop as _
from hamyar.indicators.importing import limits
from hamyar.indicators.importing.grid import Grid, UnableToReadFileError
from hamyar.indicators.importing.textfile import read_text_file
from hamyar.indicators.importing.workbook import read_workbook

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"

__all__ = ["UnableToReadFileError", "read_grid", "too_large"]


def too_large() -> UnableToReadFileError:
    """Return the refusal of a file that is too large."""
    return UnableToReadFileError(
        _("The file is larger than {most} megabytes. Split it."),
        "file_too_large",
        most=limits.MOST_BYTES // 1024**2,
    )


def read_grid(content: bytes) -> Grid:
    """Read an .xlsx workbook or a CSV text.

    Raises
    ------
    UnableToReadFileError
        Saying what is wrong with the file and what to do.
    """
    if not content.strip():
        raise UnableToReadFileError(_("The file is empty."), "file_empty")
    if len(content) > limits.MOST_BYTES:
        raise too_large()
    if content.startswith(_OLD_OFFICE):
        raise UnableToReadFileError(
            _("The file is in the old .xls format or protected by a password. Save it as a plain .xlsx."),
            "file_old_format",
        )
    return read_workbook(content) if content.startswith(_ZIP) else read_text_file(content)
