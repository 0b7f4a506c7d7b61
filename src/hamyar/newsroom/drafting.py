"""Filling a template of the newsroom with facts: plain text in, headline and blocks out.

A placeholder is a Persian word in braces: ``{شهر}``. A fact is a text or a list of texts. A paragraph with a
placeholder that has no fact is left out, and so is a crosshead after which nothing remains. A paragraph that
is nothing but a list's placeholder becomes a bulleted list.
"""

import re
from collections.abc import Iterator, Mapping

from django.utils.html import escape

Facts = Mapping[str, str | tuple[str, ...]]
Block = dict[str, str]

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_CROSSHEAD = "##"


def placeholders(text: str) -> set[str]:
    """Return the placeholders of a text."""
    return {name.strip() for name in _PLACEHOLDER.findall(text)}


def has_stray_brace(text: str) -> bool:
    """Tell whether a brace stands alone."""
    return bool(set(_PLACEHOLDER.sub("", text)) & set("{}"))


def joined(parts: tuple[str, ...]) -> str:
    """Write a list inside a sentence: «الف، ب و پ»."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{'، '.join(parts[:-1])} و {parts[-1]}"


def filled(text: str, facts: Facts) -> str:
    """Return the text with its facts, or nothing where a fact is missing."""
    if any(not facts.get(name) for name in placeholders(text)):
        return ""
    return _PLACEHOLDER.sub(lambda found: _written(facts[found.group(1).strip()]), text).strip()


def _written(fact: str | tuple[str, ...]) -> str:
    return fact if isinstance(fact, str) else joined(fact)


def blocks(text: str, facts: Facts) -> list[Block]:
    """Return the blocks of a body; paragraphs are separated by an empty line, crossheads begin with ``##``."""
    made = [
        block for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if (block := _block(part, facts))
    ]
    return list(_without_empty_heads(made))


def _block(part: str, facts: Facts) -> Block | None:
    text = part.strip()
    if text.startswith(_CROSSHEAD):
        head = filled(text.removeprefix(_CROSSHEAD).strip(), facts)
        return {"type": "crosshead", "value": head} if head else None
    alone = _PLACEHOLDER.fullmatch(text)
    fact = facts.get(alone.group(1).strip()) if alone else None
    if isinstance(fact, tuple) and fact:
        items = "".join(f"<li>{escape(item)}</li>" for item in fact)
        return {"type": "paragraph", "value": f"<ul>{items}</ul>"}
    words = filled(text, facts)
    return {"type": "paragraph", "value": f"<p>{escape(words)}</p>"} if words else None


def _without_empty_heads(made: list[Block]) -> Iterator[Block]:
    for block, after in zip(made, [*made[1:], None], strict=True):
        if block["type"] != "crosshead" or (after is not None and after["type"] != "crosshead"):
            yield block
