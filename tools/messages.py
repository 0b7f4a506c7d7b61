"""Collect the texts of the product into the Persian catalogue, check it and compile it; needs no gettext.

``messages.py``            extract from Python, templates, front end; keep translations, drop the unused
``messages.py --check``    exit 1 on a text that is missing, untranslated, fuzzy, decided twice or no longer used
``messages.py --compile``  write each ``.mo`` beside its ``.po`` (needs only Babel)

``locale/overlay`` holds translations of other people's texts (the CMS, the sign-in pages): those are compiled
and checked for gaps, but never collected.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import polib

ROOT = Path(__file__).resolve().parents[1]
LANGUAGE = "fa"
PLURAL_FORMS = "nplurals=2; plural=(n > 1);"
KEYWORDS: dict[str, tuple[object, ...] | None] = {
    **dict.fromkeys(["_", "translate", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
ALIAS = re.compile(rb"\b(n?p?gettext(?:_lazy|_noop)?|translate) as (\w+)")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


@dataclass(frozen=True, order=True)
class Message:
    """A text to translate; ``context`` and ``plural`` are empty where there is none."""

    text: str
    context: str = ""
    plural: str = field(default="", compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the others."""
        return self.text, self.context


def messages_in(source: bytes, *, method: str) -> Iterator[Message]:
    """Yield the messages that ``method`` ("python" or "javascript") finds in a source."""
    options = {"encoding": "utf-8"}
    aliases = {alias.decode(): KEYWORDS[name.decode()] for name, alias in ALIAS.findall(source)}
    keywords = KEYWORDS | aliases
    for _line, found, _comments, context in extract(method, BytesIO(source), keywords, (), options):
        parts = found if isinstance(found, tuple) else (found,)
        if parts[0]:
            yield Message(parts[0], context or "", parts[1] if len(parts) > 1 else "")


def messages_in_template(source: str) -> Iterator[Message]:
    """Yield the messages of ``{% translate %}`` and ``{% blocktranslate %}`` in a Django template."""
    from django.utils.translation.template import templatize

    yield from messages_in(templatize(source).encode(), method="python")


def collect(root: Path) -> list[Message]:
    """Return the messages of the Python code and the templates, sorted."""
    source = root / "src"
    found = [m for path in source.rglob("*.py") for m in messages_in(path.read_bytes(), method="python")]
    for path in source.rglob("templates/**/*"):
        if path.suffix in {".html", ".txt", ".svg", ".xml"}:
            found += messages_in_template(path.read_text(encoding="utf-8"))
    return unique(found)


def collect_javascript(root: Path) -> list[Message]:
    """Return the messages of the front end, sorted."""
    paths = [path for path in (root / "frontend" / "src").rglob("*") if path.suffix in {".ts", ".js", ".mjs"}]
    return unique(m for path in paths for m in messages_in(path.read_bytes(), method="javascript"))


def unique(messages: Iterable[Message]) -> list[Message]:
    """Return each message once, sorted; one with a plural wins over the same text without."""
    by_key: dict[tuple[str, str], Message] = {}
    for message in messages:
        if message.plural or message.key not in by_key:
            by_key[message.key] = message
    return sorted(by_key.values())


def catalogue_at(path: Path) -> polib.POFile:
    """Read a catalogue, or start one."""
    import polib

    if path.exists():
        return polib.pofile(str(path))
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Language": LANGUAGE,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS,
    }
    return catalogue


def entry_for(message: Message, old: polib.POEntry | None) -> polib.POEntry:
    """Return the entry of a message with the translation it had."""
    import polib

    entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
    if "%(" in message.text or re.search(r"%[sd]", message.text):
        entry.flags = ["python-format"]
    if message.plural:
        entry.msgid_plural = message.plural
        had = old.msgstr_plural if old else {}
        entry.msgstr_plural = had or {0: old.msgstr if old else "", 1: old.msgstr if old else ""}
    elif old:
        entry.msgstr = old.msgstr or old.msgstr_plural.get(1, "")
    return entry


def update(path: Path, messages: list[Message]) -> int:
    """Write the catalogue of ``messages``, keeping what is translated; return how many still are not."""
    catalogue = catalogue_at(path)
    known = {(entry.msgid, entry.msgctxt or ""): entry for entry in catalogue if not entry.obsolete}
    catalogue[:] = [entry_for(message, known.get(message.key)) for message in messages]
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return len(catalogue.untranslated_entries())


def placeholders(text: str) -> set[str]:
    """Return the named or numbered gaps of a text."""
    return set(PLACEHOLDER.findall(text))


def faults_of_entry(entry: polib.POEntry) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    translations = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
    if entry.fuzzy:
        yield f"fuzzy: {entry.msgid}"
    if not all(translations):
        yield f"not translated: {entry.msgid}"
    elif any(placeholders(text) - placeholders(entry.msgid + entry.msgid_plural) for text in translations):
        yield f"unknown placeholder in the translation of: {entry.msgid}"
    elif not entry.msgid_plural and placeholders(entry.msgid) != placeholders(entry.msgstr):
        yield f"placeholder lost in the translation of: {entry.msgid}"


def faults(path: Path, messages: list[Message] | None) -> Iterator[str]:
    """Yield what is wrong with a catalogue; without ``messages`` only its own entries are looked at."""
    catalogue = catalogue_at(path)
    entries = {(entry.msgid, entry.msgctxt or ""): entry for entry in catalogue if not entry.obsolete}
    if messages is not None:
        wanted = {message.key for message in messages}
        yield from (f"missing: {text}" for text, context in sorted(wanted - entries.keys()))
        yield from (f"unused: {text}" for text, context in sorted(entries.keys() - wanted))
    for entry in entries.values():
        yield from faults_of_entry(entry)
    yield from (f"obsolete: {entry.msgid}" for entry in catalogue.obsolete_entries())


def compile_all(root: Path) -> int:
    """Compile every catalogue under ``locale``; return how many."""
    paths = sorted((root / "locale").rglob("*.po"))
    for path in paths:
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=LANGUAGE))
    return len(paths)


def own_catalogues(root: Path) -> list[tuple[Path, list[Message]]]:
    """Return our catalogues with the messages they must hold; the browser's only where it has texts."""
    folder = root / "locale" / LANGUAGE / "LC_MESSAGES"
    pairs = [(folder / "django.po", collect(root))]
    if in_browser := collect_javascript(root):
        pairs.append((folder / "djangojs.po", in_browser))
    return pairs


def decided_twice(root: Path, overlay: Path) -> list[str]:
    """Return the texts of an overlay that stand in our catalogue of the same name, which wins over it."""
    ours = {
        (entry.msgid, entry.msgctxt)
        for entry in catalogue_at(root / "locale" / LANGUAGE / "LC_MESSAGES" / overlay.name)
    }
    return sorted(entry.msgid for entry in catalogue_at(overlay) if (entry.msgid, entry.msgctxt) in ours)


def all_faults(root: Path) -> Iterator[str]:
    """Yield what is wrong with any catalogue, each with its file."""
    for path, messages in own_catalogues(root):
        yield from (f"{path.relative_to(root)}: {fault}" for fault in faults(path, messages))
    for path in sorted((root / "locale" / "overlay").rglob("*.po")):
        yield from (f"{path.relative_to(root)}: {fault}" for fault in faults(path, None))
        yield from (f"{path.relative_to(root)}: ours too: {text}" for text in decided_twice(root, path))


def main(arguments: list[str] | None = None, *, root: Path = ROOT) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="exit 1 when a catalogue is not complete")
    parser.add_argument("--compile", action="store_true", help="write the .mo files")
    chosen = parser.parse_args(arguments)
    if chosen.compile:
        print(f"{compile_all(root)} catalogues compiled")
        return 0
    if chosen.check:
        found = list(all_faults(root))
        print("\n".join(found) or "The catalogues are complete.")
        return 1 if found else 0
    for path, messages in own_catalogues(root):
        untranslated = update(path, messages)
        print(f"{path.relative_to(root)}: {len(messages)} texts, {untranslated} not translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
