"""Tables for spreadsheets: CSV in UTF-8 with a byte order mark, no cell taken for a formula."""

import csv
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    def write(self, line: str) -> str:
        return line


def harmless(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula; numbers keep their sign."""
    text = "" if cell is None else str(cell)
    is_number = text[1:].replace(".", "", 1).isdigit() and text[:1] in {"+", "-"}
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not is_number else text


def csv_lines(header: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield the lines of a CSV file, beginning with the byte order mark."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK
    yield writer.writerow(map(harmless, header))
    for row in rows:
        yield writer.writerow(map(harmless, row))


def csv_response(
    *, name: str, header: Iterable[object], rows: Iterable[Iterable[object]]
) -> StreamingHttpResponse:
    """Return a CSV download, written while it is sent."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
