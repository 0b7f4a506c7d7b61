"""Bodies of the old site: plain paragraphs, or HTML of which only words, emphasis, lists and links are kept."""

import re
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from django.utils.html import escape

MARKUP = re.compile(
    r"</?(?:p|br|div|span|strong|b|i|em|u|a|img|ul|ol|li|table|tr|td|th|tbody|thead|h[1-6]|font|center|blockquote|"
    r"script|style|iframe|hr|sup|sub|section|article|figure)\b[^>]*>|"
    r"&(?:nbsp|zwnj|amp|lt|gt|quot|apos|laquo|raquo|ndash|mdash|hellip|rlm|lrm|#\d+|#x[0-9a-f]+);",
    re.IGNORECASE,
)
INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i"}
WITHOUT_WORDS = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "noscript",
    "template",
    "svg",
    "head",
}
PICTURES = {"img", "video", "audio", "iframe", "object", "embed"}
HEADS = {f"h{size}" for size in range(1, 7)}
PARTS = HEADS | {
    "p",
    "div",
    "table",
    "tr",
    "blockquote",
    "center",
    "section",
    "article",
    "figure",
    "hr",
    "ul",
    "ol",
}
CELLS = {"td", "th"}
WEB = re.compile(r"(?:https?://|mailto:|/(?!/))", re.IGNORECASE)
BREAK = "<br/>"
SPACES = re.compile(r"[ \t\r\n\xa0]+")

Block = dict[str, str]


@dataclass
class Body:
    """The blocks of a body, and how many pictures and films stood in it: those are not taken in."""

    blocks: list[Block] = field(default_factory=list)
    left_out: int = 0


def body_of(parts: list[str]) -> Body:
    """Return the blocks of the parts of a body."""
    body = Body()
    for part in parts:
        if MARKUP.search(part):
            _Walk(body).through(part)
        else:
            body.blocks += [_paragraph(BREAK.join(escape(line) for line in part.splitlines()))]
    return body


def words_of(text: str) -> str:
    """Return a text without markup; one that has none stays as it is."""
    return (
        SPACES.sub(" ", BeautifulSoup(text, "html.parser").get_text(" ")).strip()
        if MARKUP.search(text)
        else text
    )


def _paragraph(html: str) -> Block:
    return {"type": "paragraph", "value": f"<p>{html}</p>"}


class _Walk:
    """A walk through a document that writes blocks."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.line: list[str] = []

    def through(self, html: str) -> None:
        """Write the blocks of a text with markup."""
        soup = BeautifulSoup(html, "html.parser")
        self.body.left_out += len(soup.find_all(list(PICTURES)))
        self._inside(soup)
        self._end()

    def _inside(self, tag: Tag) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                self._tag(child)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self.line.append(escape(SPACES.sub(" ", child)))

    def _tag(self, tag: Tag) -> None:
        if tag.name in WITHOUT_WORDS:
            return
        if tag.name in {"ul", "ol"}:
            self._list(tag)
        elif tag.name in PARTS:
            self._end()
            self._inside(tag)
            self._end(head=tag.name in HEADS)
        else:
            self._inline(tag)

    def _inline(self, tag: Tag) -> None:
        if tag.name == "br":
            self.line.append(BREAK)
            return
        before, after = _signs(tag)
        self.line.append(before)
        self._inside(tag)
        self.line.append(after)

    def _list(self, tag: Tag) -> None:
        self._end()
        items = [words for item in tag.find_all("li") if (words := words_of(str(item)))]
        if items:
            rows = "".join(f"<li>{escape(words)}</li>" for words in items)
            self.body.blocks.append({"type": "paragraph", "value": f"<{tag.name}>{rows}</{tag.name}>"})

    def _end(self, *, head: bool = False) -> None:
        """Close what was written so far; two breaks after each other part paragraphs."""
        text, self.line = "".join(self.line), []
        for part in re.split(rf"(?:{BREAK}\s*){{2,}}", text):
            html = re.sub(rf"^(?:\s|{BREAK})+|(?:\s|{BREAK})+$", "", part)
            words = words_of(html)
            if words:
                self.body.blocks.append(
                    {"type": "crosshead", "value": words[:200]} if head else _paragraph(_closed(html))
                )


def _signs(tag: Tag) -> tuple[str, str]:
    """Return what is written before and after the words of a tag."""
    if tag.name in CELLS:
        return "", " | " if tag.find_next_sibling(list(CELLS)) else ""
    if tag.name == "a" and WEB.match(address := str(tag.get("href") or "").strip()):
        return f'<a href="{escape(address)}">', "</a>"
    name = INLINE.get(tag.name)
    return (f"<{name}>", f"</{name}>") if name else ("", "")


def _closed(html: str) -> Any:
    """Close what was opened in another part: emphasis may span two paragraphs of the old site."""
    return BeautifulSoup(html, "html.parser").decode(formatter="minimal")
