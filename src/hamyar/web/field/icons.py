"""The mark as a picture of fixed size, for the start screen of a telephone."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

TEAL = (11, 93, 99)
WHITE = (255, 255, 255)
BARS = ((8, 25, 20), (13, 25, 17), (18, 25, 14), (23, 25, 11), (28, 25, 8))
"""Place, foot and head of each bar of the mark, in 36ths of its width."""
FINER = 4
"""Drawn so much larger and then made smaller, which smooths the edges."""


@cache
def icon_png(size: int) -> bytes:
    """Draw the mark on a full square: a telephone cuts it to its own form, the bars lie well within."""
    side = size * FINER
    picture = Image.new("RGB", (side, side), TEAL)
    pen = ImageDraw.Draw(picture)
    unit = side / 36 * 0.8
    offset = (side - 36 * unit) / 2
    for across, foot, head in BARS:
        box = [
            offset + (across - 1.5) * unit,
            offset + (head - 1.5) * unit,
            offset + (across + 1.5) * unit,
            offset + (foot + 1.5) * unit,
        ]
        pen.rounded_rectangle(box, radius=1.5 * unit, fill=WHITE)
    buffer = BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
