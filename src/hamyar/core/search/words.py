"""Counting the words of all documents, and keeping the misspellings of proper names."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import F, Q

from hamyar.core.models import SearchDocument, SearchSlip, SearchWord
from hamyar.core.search.typos import forgiven, shortened

ALL_DOCUMENTS = ""
"""The word under which the number of all documents is kept."""
_BATCH = 500
_ADD = """
INSERT INTO core_searchword (word, documents, names) VALUES (%s, %s, %s)
ON CONFLICT (word) DO UPDATE SET documents = core_searchword.documents + excluded.documents,
names = core_searchword.names + excluded.names
"""


@dataclass
class Tally:
    """How many documents, and how many proper names, hold each word."""

    documents: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)

    def add(self, document: SearchDocument) -> None:
        """Count the words of a document."""
        lexemes = document.lexemes.split()
        self.documents[ALL_DOCUMENTS] += 1
        self.documents.update(word for word in lexemes if not word.startswith(("n_", "l_")))
        if document.is_proper:
            self.names.update(word[2:] for word in lexemes if word.startswith("n_"))


def add_words(tally: Tally) -> None:
    """Add to the counts; the same order every time, so that two writers never wait for each other."""
    rows = [(word, tally.documents[word], tally.names[word]) for word in sorted(tally.documents)]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, rows)
    add_slips(tally.names)


def take_words_away(tally: Tally) -> None:
    """Take from the counts; words that stand nowhere any more go, with their misspellings."""
    _subtract("names", tally.names)
    _subtract("documents", tally.documents)
    for batch in _batches(sorted(tally.documents)):
        gone = SearchWord.objects.filter(word__in=batch).filter(Q(documents=0) | Q(names=0))
        nameless = list(gone.filter(word__in=list(tally.names)).values_list("word", flat=True))
        SearchSlip.objects.filter(word__in=nameless).delete()
        gone.filter(documents=0).exclude(word=ALL_DOCUMENTS).delete()


def store_words(tally: Tally) -> None:
    """Store all counts anew, after all were deleted."""
    SearchWord.objects.bulk_create(
        [SearchWord(word=word, documents=n, names=tally.names[word]) for word, n in tally.documents.items()],
        batch_size=_BATCH,
    )
    add_slips(tally.names)


def add_slips(names: Iterable[str]) -> None:
    """Keep the misspellings of words of proper names."""
    slips = [
        SearchSlip(slip=slip, word=word)
        for word in sorted(names)
        if forgiven(word)
        for slip in sorted(shortened(word))
    ]
    SearchSlip.objects.bulk_create(slips, batch_size=_BATCH, ignore_conflicts=True)


def _subtract(column: str, counts: Mapping[str, int]) -> None:
    by_amount: dict[int, list[str]] = {}
    for word, amount in sorted(counts.items()):
        by_amount.setdefault(amount, []).append(word)
    for amount, words in sorted(by_amount.items()):
        for batch in _batches(words):
            SearchWord.objects.filter(word__in=batch).update(**{column: F(column) - amount})


def _batches(words: list[str]) -> list[list[str]]:
    return [words[start : start + _BATCH] for start in range(0, len(words), _BATCH)]
