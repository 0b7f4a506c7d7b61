"""Looking into a workbook before it is opened: bombs, macros, merged cells, far columns."""

import re
import zipfile
from io import BytesIO

from hamyar.core.translation import gettext_noop as _
from hamyar.indicators.importing import limits
from hamyar.indicators.importing.grid import UnableToReadFileError

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*ref=[\"']([A-Z0-9:]{1,30})[\"']")
_FAR_COLUMN = re.compile(rb"\sr=[\"'][A-Z]{3,}\d")
_COLUMNS = re.compile(rb"\sr=[\"']([A-Z]{1,2})\d")


def check_archive(content: bytes) -> None:
    """Refuse a workbook that is not what it looks like; nothing of it is parsed yet.

    Raises
    ------
    UnableToReadFileError
        Damaged, too large when unpacked, with macros or with entity declarations.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_size(parts, len(content))
            _check_names([part.filename for part in parts])
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(archive.read(part))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise UnableToReadFileError(
            _("The workbook is damaged and cannot be opened. Save it again as .xlsx."), "file_damaged"
        ) from error


def check_sheet(content: bytes, *, part: str) -> int:
    """Refuse merged cells and far columns in a sheet, and return how many columns it uses.

    Raises
    ------
    UnableToReadFileError
        Naming the merged range or the greatest number of columns.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheet = archive.read(part)
    merged = _MERGED.search(sheet)
    if merged:
        raise UnableToReadFileError(
            _("The cells {range} are merged. Split them, so that every value stands in its own cell."),
            "file_merged_cells",
            range=merged.group(1).decode(),
        )
    if _FAR_COLUMN.search(sheet):
        raise too_many_columns()
    used = {letters.decode() for letters in _COLUMNS.findall(sheet)}
    return max(map(_position, used), default=0) + 1


def too_many_columns() -> UnableToReadFileError:
    """Return the refusal of a file with too many columns."""
    return UnableToReadFileError(
        _("The file has more than {most} columns. Delete the columns that hold no values."),
        "file_too_many_columns",
        most=limits.MOST_COLUMNS,
    )


def _position(letters: str) -> int:
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - 64
    return position - 1


def _check_size(parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    is_bomb = unpacked > limits.LEAST_BYTES_FOR_RATIO and unpacked > packed * limits.MOST_RATIO
    if unpacked > limits.MOST_UNPACKED_BYTES or len(parts) > limits.MOST_PARTS or is_bomb:
        raise UnableToReadFileError(
            _("Unpacked, the workbook would be unreasonably large. Nothing was opened."), "file_bomb"
        )


def _check_names(names: list[str]) -> None:
    if "xl/workbook.xml" not in names:
        raise UnableToReadFileError(
            _("This is not an Excel workbook. Upload .xlsx or CSV in UTF-8."), "file_unknown_format"
        )
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll")) for name in names):
        raise UnableToReadFileError(
            _("The workbook holds macros. Save it as .xlsx without macros."), "file_macros"
        )


def _check_part(part: bytes) -> None:
    if _DOCTYPE.search(part[:4096]) or _DOCTYPE.search(part.replace(b"\0", b"")[:4096]):
        raise UnableToReadFileError(
            _("The workbook declares entities, which no Excel file does. Nothing was opened."),
            "file_entities",
        )
