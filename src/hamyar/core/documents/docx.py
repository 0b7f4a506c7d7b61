"""DOCX in true right-to-left: paragraphs, tables and page numbers, with the font in the file."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import docx
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from hamyar.core.documents.embedding import embed_fonts
from hamyar.core.documents.fonts import DIGITS_FAMILY, FAMILY
from hamyar.core.translation import active_language

ACCENT, SOFT = RGBColor(0x0B, 0x6B, 0x63), RGBColor(0x5B, 0x6B, 0x69)
HEADING_SIZES = {1: 16, 2: 12.5}
MARGIN = Cm(2)
WIDTH = Cm(17)

AFTER_BIDI = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
)
"""What the standard puts after ``bidi`` in the properties of a paragraph."""

AFTER_SIZE = (
    "w:highlight",
    "w:u",
    "w:effect",
    "w:bdr",
    "w:shd",
    "w:fitText",
    "w:vertAlign",
    "w:rtl",
    "w:cs",
    "w:em",
    "w:lang",
)
"""What the standard puts after the size in the properties of a run."""


def _element(name: str, **values: str) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


class Document:
    """A document built from top to bottom, in the active language and its direction."""

    def __init__(self, *, title: str, size: float = 11) -> None:
        self.language = active_language()
        self.is_rtl = self.language == "fa"
        self._made = docx.Document()
        self._made.core_properties.title = title
        self._made.core_properties.author = ""
        self._set_page()
        self._set_style(size)
        self._number_pages()

    def heading(self, text: str, *, level: int = 2) -> None:
        """Add a heading."""
        paragraph = self._made.add_heading(level=level)
        paragraph.paragraph_format.space_before = Pt(0 if level == 1 else 12)
        paragraph.paragraph_format.space_after = Pt(4)
        run = self._write(paragraph, text, is_bold=True, size=HEADING_SIZES.get(level, 11))
        run.font.color.rgb = ACCENT

    def paragraph(
        self, text: str, *, is_bold: bool = False, is_soft: bool = False, size: float | None = None
    ) -> None:
        """Add a paragraph; lines of the text stay lines."""
        run = self._write(self._made.add_paragraph(), text, is_bold=is_bold, size=size)
        if is_soft:
            run.font.color.rgb = SOFT

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Add lines of a label and its value."""
        for label, value in pairs:
            paragraph = self._made.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(2)
            self._write(paragraph, f"{label}: ", is_bold=True)
            self._write(paragraph, value)

    def items(self, texts: Iterable[str]) -> None:
        """Add a list without order."""
        for text in texts:
            paragraph = self._made.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(2)
            self._write(paragraph, f"•\u00a0{text}")

    def table(
        self, header: Sequence[str], rows: Iterable[Sequence[str]], *, widths: Sequence[float] | None = None
    ) -> None:
        """Add a table that reads in the direction of the page; ``widths`` are the shares of its columns."""
        made = self._made.add_table(rows=1, cols=len(header))
        made.style = "Table Grid"
        made.autofit = False
        self._turn(made)
        shares = widths or [1] * len(header)
        for column, share in zip(made.columns, shares, strict=True):
            column.width = int(WIDTH * share / sum(shares))
        self._fill(made.rows[0], header, shares, is_head=True)
        made.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001  # as above
        for row in rows:
            self._fill(made.add_row(), row, shares)
        self._made.add_paragraph().paragraph_format.space_after = Pt(2)

    def signatures(self, names: Sequence[str]) -> None:
        """Add places to sign, side by side."""
        made = self._made.add_table(rows=1, cols=max(1, len(names)))
        self._turn(made)
        self._fill(made.rows[0], [f"{name}\n\n\n" for name in names], [1] * len(names))

    def page_break(self) -> None:
        """Begin a new page."""
        self._made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def to_bytes(self) -> bytes:
        """Return the file."""
        embed_fonts(self._made)
        buffer = io.BytesIO()
        self._made.save(buffer)
        return buffer.getvalue()

    def _turn(self, table: Any) -> None:
        """Let the first column stand where reading begins."""
        if self.is_rtl:
            properties = table._tbl.tblPr  # noqa: SLF001  # python-docx has no other way
            at = 1 if properties.find(qn("w:tblStyle")) is not None else 0
            properties.insert(at, _element("w:bidiVisual"))

    def _fill(
        self, row: Any, texts: Sequence[str], shares: Sequence[float], *, is_head: bool = False
    ) -> None:
        for cell, text, share in zip(row.cells, texts, shares, strict=True):
            cell.width = int(WIDTH * share / sum(shares))
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            self._write(paragraph, text, is_bold=is_head, size=10)
            if is_head:
                cell._tc.get_or_add_tcPr().append(  # noqa: SLF001  # python-docx has no other way
                    _element("w:shd", val="clear", color="auto", fill="EEF3F2")
                )

    def _write(
        self, paragraph: Paragraph, text: str, *, is_bold: bool = False, size: float | None = None
    ) -> Any:
        """Write a run; the marks for right-to-left scripts stand beside those for left-to-right ones."""
        if self.is_rtl:
            properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # python-docx has no other way
            if properties.find(qn("w:bidi")) is None:
                properties.insert_element_before(_element("w:bidi"), *AFTER_BIDI)
        run = paragraph.add_run(text)
        run.font.name = FAMILY
        run.font.bold = is_bold
        run.font.cs_bold = is_bold
        run.font.rtl = self.is_rtl
        properties = run._r.get_or_add_rPr()  # noqa: SLF001  # as above
        properties.get_or_add_rFonts().set(qn("w:cs"), FAMILY)
        if size is not None:
            run.font.size = Pt(size)
            properties.insert_element_before(_element("w:szCs", val=str(round(size * 2))), *AFTER_SIZE)
        return run

    def _set_page(self) -> None:
        section = self._made.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        if self.is_rtl:
            section._sectPr.insert_element_before(  # noqa: SLF001  # python-docx has no other way
                _element("w:bidi"), "w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange"
            )

    def _set_style(self, size: float) -> None:
        style = self._made.styles["Normal"]
        style.font.name, style.font.size = FAMILY, Pt(size)
        properties = style.element.get_or_add_rPr()
        properties.get_or_add_rFonts().set(qn("w:cs"), FAMILY)
        properties.insert_element_before(_element("w:szCs", val=str(round(size * 2))), *AFTER_SIZE)
        for given in properties.findall(qn("w:lang")):
            properties.remove(given)
        properties.append(_element("w:lang", val="fa-IR" if self.is_rtl else "en-GB", bidi="fa-IR"))
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.line_spacing = 1.15

    def _number_pages(self) -> None:
        paragraph = self._made.sections[0].footer.paragraphs[0]
        family = DIGITS_FAMILY if self.is_rtl else FAMILY
        for number, field in enumerate(("PAGE", "NUMPAGES")):
            if number:
                self._write(paragraph, " / ", size=9)
            simple = _element("w:fldSimple", instr=f" {field} ")
            run = self._write(paragraph, "1", size=9)
            for script in ("ascii", "hAnsi", "cs"):
                run._r.rPr.rFonts.set(qn(f"w:{script}"), family)  # noqa: SLF001  # python-docx has no other way
            simple.append(run._r)  # noqa: SLF001  # as above
            paragraph._p.append(simple)  # noqa: SLF001  # as above
