"""The picture that stands beside a shared address: a drawn card with headline, day and organisation."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
EDGE = 80
PAPER, INK, SOFT, BAND = "#0b5d63", "#ffffff", "#cfe7e5", "#f2b84b"
MOST_LINES = 4
DRAWING = 1
"""Grows when the drawing changes, so that every card gets a new address."""


@dataclass(frozen=True)
class Card:
    """What is written on a card."""

    kicker: str
    headline: str
    foot: str

    @property
    def digest(self) -> str:
        """Return what names this card and no other."""
        text = "\n".join([str(DRAWING), self.kicker, self.headline, self.foot])
        return hashlib.sha256(text.encode()).hexdigest()[:24]


def lines_of(text: str, font: ImageFont.FreeTypeFont, *, width: int, most: int) -> list[str]:
    """Break a text into lines of a width; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, font) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"{lines[most - 1]}…"]


def _width(text: str, font: ImageFont.FreeTypeFont) -> float:
    return font.getlength(text, direction="rtl", language="fa")


def draw(card: Card, *, regular: Path, bold: Path) -> bytes:
    """Return the card as PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((WIDTH - 16, 0, WIDTH, HEIGHT), fill=BAND)
    _write(pen, card.kicker, ImageFont.truetype(str(regular), 34), top=70, fill=SOFT, most=1)
    _write(pen, card.headline, ImageFont.truetype(str(bold), 62), top=140, fill=INK, most=MOST_LINES)
    _write(pen, card.foot, ImageFont.truetype(str(regular), 32), top=HEIGHT - 100, fill=SOFT, most=1)
    target = BytesIO()
    picture.save(target, format="PNG", optimize=True)
    return target.getvalue()


def _write(
    pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, *, top: int, fill: str, most: int
) -> None:
    for number, line in enumerate(lines_of(text, font, width=WIDTH - 2 * EDGE, most=most)):
        place = (WIDTH - EDGE, top + number * int(font.size * 1.5))
        pen.text(place, line, font=font, fill=fill, anchor="ra", direction="rtl", language="fa")
