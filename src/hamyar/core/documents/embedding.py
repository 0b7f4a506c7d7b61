"""Fonts inside a DOCX, obfuscated as ECMA-376 part 4, 18.8.1 asks: every reader sees the same letters."""

import uuid
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from hamyar.core.documents.fonts import BOLD, DIGITS, DIGITS_FAMILY, FAMILY, REGULAR, font_folder

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
FACES = {FAMILY: {"embedRegular": REGULAR, "embedBold": BOLD}, DIGITS_FAMILY: {"embedRegular": DIGITS}}
HEAD = 32


def embed_fonts(document: Any) -> None:
    """Put the fonts into a document of python-docx and tell readers to use them."""
    part = document.part
    table = part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    families = [
        f'<w:font w:name="{family}">{"".join(_face(table, how, name) for how, name in faces.items())}</w:font>'
        for family, faces in FACES.items()
    ]
    table._blob = f"<w:fonts {NAMES}>{''.join(families)}</w:fonts>".encode()  # noqa: SLF001  # the part has no setter
    settings = document.settings.element
    before = sum(settings.find(qn(name)) is not None for name in ("w:writeProtection", "w:view", "w:zoom"))
    settings.insert(before, parse_xml(f"<w:embedTrueTypeFonts {NAMES}/>"))


def _face(table: Part, how: str, name: str) -> str:
    key = uuid.uuid5(uuid.NAMESPACE_URL, name)
    content = (font_folder() / name).read_bytes()
    address = PackURI(f"/word/fonts/{name.removesuffix('.ttf')}.odttf")
    font = Part(address, CONTENT_TYPE, obfuscated(content, key), table.package)
    relation = table.relate_to(font, RELATION)
    return f'<w:{how} r:id="{relation}" w:fontKey="{{{str(key).upper()}}}"/>'


def obfuscated(content: bytes, key: uuid.UUID) -> bytes:
    """Return a font with its first 32 bytes crossed with the key, its last byte first."""
    mask = bytes.fromhex(key.hex)[::-1] * 2
    head = bytes(one ^ other for one, other in zip(content[:HEAD], mask, strict=True))
    return head + content[HEAD:]
