import io
import uuid
import zipfile

import docx
from django.utils.translation import override
from docx.oxml.ns import qn

from hamyar.core.documents import Document
from hamyar.core.documents.embedding import obfuscated
from hamyar.core.documents.fonts import REGULAR, font_folder

HALF_SPACED = "برنامه بازدید شهرداری‌های مه‌ولات"


def made() -> bytes:
    document = Document(title="برنامه")
    document.heading(HALF_SPACED, level=1)
    document.paragraph(HALF_SPACED)
    document.facts([("شهرستان", "مه‌ولات")])
    document.items(["نیازها"])
    document.table(["ردیف", "شهر"], [["۱", "رشتخوار"]], widths=[1, 4])
    document.signatures(["شهردار", "سازمان"])
    return document.to_bytes()


def test_every_paragraph_and_run_is_right_to_left_and_half_spaces_stay() -> None:
    read = docx.Document(io.BytesIO(made()))
    written = [each for each in read.paragraphs if each.text]
    assert [each.text for each in written] == [
        HALF_SPACED,
        HALF_SPACED,
        "شهرستان: مه‌ولات",
        "•\u00a0نیازها",
    ]
    assert all(each._p.pPr.find(qn("w:bidi")) is not None for each in written)
    assert all(run.font.rtl for each in written for run in each.runs)


def test_tables_begin_at_the_right_and_repeat_their_head() -> None:
    table = docx.Document(io.BytesIO(made())).tables[0]
    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[1].cells] == ["۱", "رشتخوار"]
    assert round(table.columns[1].width / table.columns[0].width, 2) == 4


def test_the_page_number_is_drawn_with_persian_digits() -> None:
    footer = docx.Document(io.BytesIO(made())).sections[0].footer.paragraphs[0]._p
    fields = footer.findall(qn("w:fldSimple"))
    assert [each.get(qn("w:instr")).strip() for each in fields] == ["PAGE", "NUMPAGES"]
    assert {each.find(".//" + qn("w:rFonts")).get(qn("w:cs")) for each in fields} == {"Vazirmatn FD"}


def test_the_fonts_are_in_the_file_and_can_be_read_again() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as files:
        hidden = files.read("word/fonts/Vazirmatn-Regular.odttf")
        table = files.read("word/fontTable.xml").decode()
    key = uuid.uuid5(uuid.NAMESPACE_URL, REGULAR)
    assert f"{{{str(key).upper()}}}" in table
    assert obfuscated(hidden, key) == (font_folder() / REGULAR).read_bytes()


def test_an_english_document_reads_from_left_to_right() -> None:
    with override("en"):
        read = docx.Document(io.BytesIO(made()))
    assert all(each._p.pPr is None or each._p.pPr.find(qn("w:bidi")) is None for each in read.paragraphs)
    assert read.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is None
