"""Letters, minutes and sheets as files: PDF set by Typst, DOCX in true right-to-left.

A stage keeps its Typst templates in ``<stage>/documents/`` and shows them with data; texts are translated
before they get there, so a template holds none.

>>> pdf = render_pdf(template="visits/documents/programme.typ", data={"title": "برنامه بازدید"})
>>> document = Document(title="صورتجلسه بازدید")
>>> document.heading("حاضران")
>>> document.table(["ردیف", "نام"], [["۱", "مریم احمدی"]], widths=[1, 6])
>>> response = file_response(document.to_bytes(), name="minutes.docx")

``core/documents/sheet.typ`` has the page, the heads, tables and lists the templates share.
"""

from hamyar.core.documents.docx import Document
from hamyar.core.documents.pdf import render_pdf
from hamyar.core.documents.response import file_response

__all__ = ["Document", "file_response", "render_pdf"]
