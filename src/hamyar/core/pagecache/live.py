"""Parts of a kept page that are written anew for each reader: a number that changes while the page does not."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

Writer = Callable[[int], str]

_writers: dict[str, Writer] = {}
_MARK = f"live-{secrets.token_hex(12)}"
_PART = re.compile(rf"<!--{_MARK} (\w+) (\d+) (\w+)-->".encode())


@dataclass(frozen=True)
class LivePart:
    """What stands in a gap of a kept page: a writer by name, its argument, the language of the page."""

    writer: str
    argument: int
    language: str

    def write(self) -> bytes:
        """Write the part as it is now."""
        with translation.override(self.language):
            return _writers[self.writer](self.argument).encode()


def register_live_part(name: str, writer: Writer) -> None:
    """Name what writes a part; it returns safe text in the language of the moment."""
    _writers[name] = writer


def live_part(request: HttpRequest | None, *, name: str, argument: int) -> SafeString:
    """Return the part for a template: a gap where the page is about to be kept, the text itself elsewhere."""
    if getattr(request, "keeps_page", False):
        gap = f"<!--{_MARK} {name} {argument} {translation.get_language()}-->"
        return mark_safe(gap)  # noqa: S308 - a name and two words of our own
    return mark_safe(_writers[name](argument))  # noqa: S308 - writers return safe text


def split(content: bytes) -> tuple[list[bytes], list[LivePart]]:
    """Return the text around the gaps and what stands in them."""
    pieces = _PART.split(content)
    parts = [
        LivePart(writer.decode(), int(argument), language.decode())
        for writer, argument, language in zip(pieces[1::4], pieces[2::4], pieces[3::4], strict=True)
    ]
    return pieces[::4], parts
