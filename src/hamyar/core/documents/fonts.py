"""The fonts of documents, from the front-end build."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FAMILY = "Vazirmatn"
DIGITS_FAMILY = "Vazirmatn FD"
"""Draws Persian digits for ASCII ones; for page numbers, which a word processor counts itself."""
REGULAR, BOLD, DIGITS = "Vazirmatn-Regular.ttf", "Vazirmatn-Bold.ttf", "Vazirmatn-FD-Regular.ttf"


def font_folder() -> Path:
    """Return the folder that holds the fonts.

    Raises
    ------
    ImproperlyConfigured
        When the front end was not built.
    """
    folder = Path(settings.FRONTEND_DIST) / "documents"
    if not (folder / REGULAR).is_file():
        raise ImproperlyConfigured(f"{folder} holds no fonts: build the front end (make run does it)")
    return folder
