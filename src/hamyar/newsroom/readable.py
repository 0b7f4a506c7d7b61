"""Texts without the control characters that XML cannot hold and nobody can see."""

import re

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def readable(text: str) -> str:
    """Return the text without control characters; tabs and line ends stay."""
    return _CONTROLS.sub("", text)
