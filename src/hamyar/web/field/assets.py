"""The built files the field page needs, so that a telephone can keep all of them before it loses the line."""

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.templatetags.static import static

if TYPE_CHECKING:
    from collections.abc import Mapping

ENTRIES = ("src/app.ts", "src/field.ts")


@cache
def built_files() -> tuple[str, ...]:
    """Return the addresses of everything the entries load, now or later; nothing without a build."""
    path = settings.FRONTEND_DIST / "manifest.json"
    if not path.is_file():
        return ()
    manifest: Mapping[str, Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    seen: set[str] = set()
    waiting = [entry for entry in ENTRIES if entry in manifest]
    files: set[str] = set()
    while waiting:
        chunk = waiting.pop()
        if chunk in seen:
            continue
        seen.add(chunk)
        told = manifest[chunk]
        files |= {told["file"], *told.get("css", ()), *told.get("assets", ())}
        waiting += [*told.get("imports", ()), *told.get("dynamicImports", ())]
    return tuple(sorted(static(file) for file in files))


def digest_of(*texts: str) -> str:
    """Return a short digest that changes when any of the texts does."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
