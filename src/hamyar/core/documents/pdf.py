"""PDF by Typst: a template file and plain data in, bytes out."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from hamyar.core.documents.fonts import font_folder
from hamyar.core.translation import active_language

TEMPLATES = Path(__file__).resolve().parents[2]
"""The folder of the stages: where a template's name begins, and the only one Typst may read."""


def render_pdf(*, template: str, data: Mapping[str, Any]) -> bytes:
    """Set a template with data in the active language.

    Parameters
    ----------
    template
        Its path from the folder of the stages, for example ``visits/documents/programme.typ``.
    data
        What JSON can hold. Strings are set as they are: no markup in them is read. The template receives
        them, with ``language`` added, as ``sheet.data``.

    Returns
    -------
    bytes
        The PDF; equal for equal input, as no time of making is written into it.
    """
    given = {"language": active_language(), **data}
    made: bytes = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=[str(font_folder())],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(given, ensure_ascii=False)},
        timestamp=0,
    )
    return made
