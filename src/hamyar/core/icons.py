"""Inline drawings of Tabler's icons, taken from the front-end build."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FLIPPED = {
    "left",
    "right",
    "login",
    "logout",
    "external-link",
    "list",
    "history",
    "trending-up",
    "trending-down",
}
_DRAWING = (
    '<svg class="{}" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
    'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>'
)


class UnknownIconError(LookupError):
    """A template names an icon that the front-end build does not hold."""


@lru_cache(maxsize=2)
def _drawings(path: Path, _changed: float) -> dict[str, str]:
    drawings: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return drawings


def _built() -> dict[str, str]:
    path = Path(settings.FRONTEND_DIST) / "icons.json"
    return _drawings(path, path.stat().st_mtime) if path.is_file() else {}


def _unbuilt(name: str) -> str:
    path = settings.ROOT / "frontend/node_modules/@tabler/icons/icons/outline" / f"{name}.svg"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return text[text.find(">", text.find("<svg")) + 1 : text.rfind("</svg>")].strip() if text else ""


def drawing_of(name: str) -> str:
    """Return the inner SVG of an icon.

    Raises
    ------
    UnknownIconError
        When the front end is built and holds no icon of that name.
    """
    built = _built()
    inner = built.get(name) or _unbuilt(name)
    if not inner and built:
        raise UnknownIconError(
            f"There is no icon {name!r}: name one of Tabler's and build the front end again."
        )
    return inner


def icon_html(name: str, *, css: str = "") -> SafeString:
    """Return an icon as inline SVG, hidden from screen readers; arrows turn with the page's direction."""
    return (
        _drawn(name, css) if settings.DEBUG else _remembered(name, css, settings.FRONTEND_DIST, settings.ROOT)
    )


@lru_cache(maxsize=512)
def _remembered(name: str, css: str, _build: Path, _root: Path) -> SafeString:
    return _drawn(name, css)


def _drawn(name: str, css: str) -> SafeString:
    flip = "icon-flip" if FLIPPED & {name, *name.split("-")} else ""
    classes = " ".join(word for word in ("icon", flip, css) if word)
    return format_html(_DRAWING, classes, mark_safe(drawing_of(name)))  # noqa: S308 - from our own build
