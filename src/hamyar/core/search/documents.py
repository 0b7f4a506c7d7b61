"""What a stage offers to the search, and how it becomes a row."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import override

from hamyar.core.jalali import jalali_year
from hamyar.core.models import SearchDocument
from hamyar.core.search.terms import joined_term, terms_of, terms_of_word, written_words

SALIENT = 3
"""A word that occurs so often in a text counts like one of its lead."""
LONGEST_TEXT = 30_000
IN_NAME, IN_LEAD, ANYWHERE = "n_", "l_", ""
"""What a word of the name, of the lead, and any word begins with among the lexemes."""
OF_KIND, OF_YEAR, PROPER = "k_", "y_", "p_"
"""Kind and Jalali year, and that the document bears a proper name."""


@dataclass(frozen=True)
class Told:
    """A text in both languages."""

    fa: str
    en: str


def in_both(text: Callable[[], str]) -> Told:
    """Make a text once in Persian and once in English."""
    with override("fa"):
        persian = text()
    with override("en"):
        return Told(persian, text())


@dataclass(frozen=True)
class Entry:
    """One public page: its names, the line under them, what is said of it and where it is.

    ``also`` are other names and spellings; ``keywords`` are found like a lead but not shown.
    """

    key: str
    address: str
    name_fa: str
    name_en: str = ""
    also: tuple[str, ...] = ()
    note_fa: str = ""
    note_en: str = ""
    keywords: str = ""
    text_fa: str = ""
    text_en: str = ""
    dated: date | None = None


@dataclass(frozen=True)
class Source:
    """A kind of page: ``entries`` gives all public ones, or those of the given keys.

    ``is_proper`` allows for misspelt names; ``weight`` is how much more often the kind is what people want.
    """

    kind: str
    label: str | Promise
    icon: str
    entries: Callable[[Collection[str] | None], Iterable[Entry]]
    is_proper: bool = False
    weight: float = 1.0


def document_of(entry: Entry, *, source: Source) -> SearchDocument:
    """Return the row of an entry, not yet stored."""
    names = [name for name in (entry.name_fa, entry.name_en, *entry.also) if name]
    return SearchDocument(
        kind=source.kind,
        key=entry.key,
        name_fa=entry.name_fa[:300],
        name_en=entry.name_en[:300],
        note_fa=entry.note_fa[:300],
        note_en=entry.note_en[:300],
        text_fa=entry.text_fa[:LONGEST_TEXT],
        text_en=entry.text_en[:LONGEST_TEXT],
        address=entry.address,
        dated=entry.dated,
        is_proper=source.is_proper,
        name_size=min((len(written_words(name)) for name in names), default=1) or 1,
        lexemes=_lexemes(entry, names, source),
    )


def _lexemes(entry: Entry, names: list[str], source: Source) -> str:
    """Join ``n_`` words of the name, ``l_`` words of the lead, facets and all words, with spaces between."""
    in_name = _name_terms(names, is_proper=source.is_proper)
    counted = Counter(
        term
        for text in (entry.text_fa[:LONGEST_TEXT], entry.text_en[:LONGEST_TEXT])
        for word in written_words(text)
        for term in terms_of_word(word)
    )
    often = [term for term, count in counted.items() if count >= SALIENT]
    in_lead = terms_of(" ".join((entry.note_fa, entry.note_en, entry.keywords)))
    leading = dict.fromkeys([*in_name, *in_lead, *often])
    everything = dict.fromkeys([*leading, *counted])
    marked = [*(IN_NAME + term for term in in_name), *(IN_LEAD + term for term in leading)]
    return " ".join([*marked, *_facets(entry, source), *everything])


def _facets(entry: Entry, source: Source) -> list[str]:
    dated = [f"{OF_YEAR}{jalali_year(entry.dated)}"] if entry.dated else []
    return [OF_KIND + source.kind, *dated, *([PROPER] if source.is_proper else [])]


def _name_terms(names: list[str], *, is_proper: bool) -> list[str]:
    """Return the terms of the names; of a proper name also two neighbours written as one («تربتحیدریه»)."""
    found = [term for name in names for term in terms_of(name)]
    if is_proper:
        found += [
            joined_term(one + other)
            for name in names
            for one, other in pairwise(written_words(name))
            if not (one + other).isascii()
        ]
    return list(dict.fromkeys(found))
