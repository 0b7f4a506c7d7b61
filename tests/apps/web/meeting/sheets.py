"""The Excel file of a visit as a person fills it in."""

import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from hamyar.accounts.models import User
from hamyar.core.jalali import gregorian
from hamyar.visits.models import Visit
from hamyar.web.meeting.workbook.writing import visit_workbook

ON = gregorian(1405, 1, 20)


class Filled:
    """A file of a visit, opened to be filled in."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        reader = User.objects.order_by("pk").first()
        self.book = openpyxl.load_workbook(io.BytesIO(visit_workbook(visit=visit, reader=reader, on=ON)))

    def headings(self, sheet: str) -> dict[str, int]:
        """Return the number of each column by its heading."""
        return {str(cell.value).removesuffix(" *"): cell.column for cell in self.book[sheet][1]}

    def write(self, sheet: str, row: int, **cells: Any) -> "Filled":
        """Write cells by heading, blanks in headings as underscores."""
        columns = self.headings(sheet)
        for heading, value in cells.items():
            self.book[sheet].cell(row, columns[heading.replace("_", " ")], value)
        return self

    def add(self, sheet: str, **cells: Any) -> "Filled":
        """Fill in the first empty row of a sheet."""
        number = next(row for row in range(2, 60) if self.book[sheet].cell(row, 1).value is None)
        return self.write(sheet, number, **cells)

    @property
    def content(self) -> bytes:
        """Return the saved file."""
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()

    def upload(self, name: str = "بازدید.xlsx") -> SimpleUploadedFile:
        """Return the saved file as a browser sends it."""
        return SimpleUploadedFile(name, self.content)
