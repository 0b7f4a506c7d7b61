"""Fitting a question to the words there are: beginnings of words, names spelt wrong, rarity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hamyar.core.models import SearchSlip, SearchWord
from hamyar.core.search.expressions import Lexeme
from hamyar.core.search.matching import counts
from hamyar.core.search.query import MISSPELT, PREFIX, SHORTEST_PREFIX, Query, Way, Word
from hamyar.core.search.ranking import rarity
from hamyar.core.search.typos import forgiven, nearest, shortened
from hamyar.core.search.words import ALL_DOCUMENTS

MOST_CORRECTIONS = 3


@dataclass(frozen=True)
class Fitted:
    """A question whose words can be met, how rare they are, and what was taken for misspelt."""

    query: Query
    rarity: tuple[float, ...]
    documents: Mapping[str, int]
    corrections: Mapping[str, str]

    @property
    def correction(self) -> str:
        """The question with misspelt words put right; empty when none was."""
        if not self.corrections:
            return ""
        return " ".join(self.corrections.get(word.typed, word.typed) for word in self.query.words)

    @property
    def unmet(self) -> list[str]:
        """The words as typed that nothing meets."""
        return [word.typed for word in self.query.words if not word.ways]

    @property
    def is_common(self) -> bool:
        """Tell whether each word stands in a fifth of all documents or more."""
        least = self.documents.get(ALL_DOCUMENTS, 0) / 5
        return all(_stands_in(word, self.documents) > least for word in self.query.words)


def fit(query: Query, *, facets: Sequence[str] = (), is_typing: bool = False) -> Fitted:
    """Look the words up; while typing, the last one may be the beginning of a longer one."""
    rows = SearchWord.objects.filter(word__in={*query.terms, *facets, ALL_DOCUMENTS})
    documents = dict(rows.values_list("word", "documents"))
    unknown = [word for word in query.words if not _stands_in(word, documents)]
    begun = _beginnings(unknown)
    corrected = _corrections([word for word in unknown if word.typed not in begun])
    words = []
    for place, word in enumerate(query.words):
        is_begun = is_typing and place == len(query.words) - 1
        words.append(_widened(word, documents, begun, corrected.get(word.typed, []), is_begun=is_begun))
    total = documents.get(ALL_DOCUMENTS, 0)
    rare = tuple(_rarity(word, documents, total) for word in words)
    first = {typed: found[0] for typed, found in corrected.items() if found}
    return Fitted(replace(query, words=tuple(words)), rare, documents, first)


def _stands_in(word: Word, documents: Mapping[str, int]) -> int:
    """Return in how many documents a word stands at most, by any of its exact ways."""
    return max(
        (min(documents.get(term, 0) for term in way.terms) for way in word.ways if not way.is_prefix),
        default=0,
    )


def _rarity(word: Word, documents: Mapping[str, int], total: int) -> float:
    """Return the rarity of a word; a word that nothing meets weighs nothing."""
    return rarity(documents=_stands_in(word, documents), of=total) if word.ways else 0.0


def _widened(
    word: Word, documents: Mapping[str, int], begun: set[str], corrections: list[str], *, is_begun: bool
) -> Word:
    known = tuple(way for way in word.ways if all(documents.get(term) for term in way.terms))
    term = word.ways[0].terms[0]
    ways = [*known, *(Way((name,), MISSPELT) for name in corrections)]
    if word.typed in begun:
        ways.append(Way((term,), PREFIX, is_prefix=True))
    elif is_begun or (known and len(term) >= SHORTEST_PREFIX):
        ways.append(Way((term,), PREFIX, is_prefix=True, only_in_names=True))
    return replace(word, ways=tuple(ways))


def _beginnings(unknown: Sequence[Word]) -> set[str]:
    """Return which unknown words begin a longer one that exists."""
    long_enough = [word for word in unknown if len(word.ways[0].terms[0]) >= SHORTEST_PREFIX]
    found = counts([Lexeme(word.ways[0].terms[0], is_prefix=True) for word in long_enough], at_most=1)
    return {word.typed for word, count in zip(long_enough, found, strict=True) if count}


def _corrections(unknown: Sequence[Word]) -> dict[str, list[str]]:
    """Return for each unknown word the words of proper names it may be misspelt for."""
    terms = {word.typed: word.ways[0].terms[0] for word in unknown}
    slips = {slip for term in terms.values() if forgiven(term) for slip in shortened(term)}
    if not slips:
        return {}
    rows = SearchSlip.objects.filter(slip__in=slips).order_by("slip", "word").values_list("slip", "word")
    by_slip: dict[str, list[str]] = {}
    for slip, word in rows:
        by_slip.setdefault(slip, []).append(word)
    return {
        typed: nearest(term, [name for slip in shortened(term) for name in by_slip.get(slip, [])])[
            :MOST_CORRECTIONS
        ]
        for typed, term in terms.items()
    }
