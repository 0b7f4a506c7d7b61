"""Fitting a question to the words there are: beginnings of words, names spelt wrong, rarity."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hamyar.core.models import SearchSlip
from hamyar.core.search.documents import ANYWHERE, IN_LEAD, IN_NAME, OF_KIND, OF_YEAR
from hamyar.core.search.expressions import Lexeme
from hamyar.core.search.matching import Index
from hamyar.core.search.query import LESS_LIKELY, MISSPELT, PREFIX, SHORTEST_PREFIX, Query, Way, Word
from hamyar.core.search.ranking import rarity
from hamyar.core.search.typos import may_be_misspelt, nearest, shortened

MOST_CORRECTIONS = 3
_FIELDS = (IN_NAME, IN_LEAD, ANYWHERE)
_FACETS = (Lexeme(OF_KIND, is_prefix=True), Lexeme(OF_YEAR, is_prefix=True))


@dataclass(frozen=True)
class Fitted:
    """A question whose words can be met, how rare they are, and what was taken for misspelt."""

    query: Query
    rarity: tuple[float, ...]
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


def fit(query: Query, *, index: Index, is_typing: bool = False) -> Fitted:
    """Look the words up; while typing, the last one may be the beginning of a longer one.

    Reads all that the question can ask of the index: at most four queries, one when every word stands somewhere.
    """
    index.read([*_FACETS, *_lexemes(query, is_typing=is_typing)])
    unknown = [word for word in query.words if not _stands_in(word, index)]
    begun = _beginnings(unknown, index)
    corrected = _corrections([word for word in unknown if word.typed not in begun], index)
    words = []
    for place, word in enumerate(query.words):
        is_begun = is_typing and place == len(query.words) - 1
        words.append(_widened(word, index, begun, corrected.get(word.typed, []), is_begun=is_begun))
    total = len(index.holding(_FACETS[0]))
    rare = tuple(_rarity(word, index, total) for word in words)
    first = {typed: found[0] for typed, found in corrected.items() if found}
    return Fitted(replace(query, words=tuple(words)), rare, first)


def _lexemes(query: Query, *, is_typing: bool) -> Iterator[Lexeme]:
    """Give the words in each field, and what names may begin with."""
    yield from (Lexeme(field + term) for term in sorted(query.terms) for field in _FIELDS)
    for place, word in enumerate(query.words):
        first = word.ways[0].terms[0]
        if len(first) >= SHORTEST_PREFIX or (is_typing and place == len(query.words) - 1):
            yield Lexeme(IN_NAME + first, is_prefix=True)


def _count(term: str, index: Index) -> int:
    return len(index.holding(Lexeme(term)))


def _stands_in(word: Word, index: Index) -> int:
    """Return in how many documents a word, or what it is taken for, stands at most."""
    return max(
        (min(_count(term, index) for term in way.terms) for way in word.ways if not way.is_prefix),
        default=0,
    )


def _rarity(word: Word, index: Index, total: int) -> float:
    """Return the rarity of a word; a word that nothing meets weighs nothing."""
    return rarity(documents=_stands_in(word, index), of=total) if word.ways else 0.0


def _widened(word: Word, index: Index, begun: set[str], corrections: list[str], *, is_begun: bool) -> Word:
    known = tuple(way for way in word.ways if all(_count(term, index) for term in way.terms))
    term = word.ways[0].terms[0]
    meant = (Way((name,), LESS_LIKELY if place else MISSPELT) for place, name in enumerate(corrections))
    ways = [*known, *meant]
    if word.typed in begun:
        ways.append(Way((term,), PREFIX, is_prefix=True))
    elif is_begun or (known and len(term) >= SHORTEST_PREFIX):
        ways.append(Way((term,), PREFIX, is_prefix=True, only_in_names=True))
    return replace(word, ways=tuple(ways))


def _beginnings(unknown: Sequence[Word], index: Index) -> set[str]:
    """Return which unknown words begin a longer one that exists."""
    terms = {word.typed: word.ways[0].terms[0] for word in unknown}
    long_enough = {typed: term for typed, term in terms.items() if len(term) >= SHORTEST_PREFIX}
    index.read(Lexeme(field + term, is_prefix=True) for term in long_enough.values() for field in _FIELDS)
    return {typed for typed, term in long_enough.items() if index.holding(Lexeme(term, is_prefix=True))}


def _corrections(unknown: Sequence[Word], index: Index) -> dict[str, list[str]]:
    """Return for each unknown word the words of proper names it may be misspelt for."""
    terms = {word.typed: word.ways[0].terms[0] for word in unknown}
    slips = {slip for term in terms.values() if may_be_misspelt(term) for slip in shortened(term)}
    if not slips:
        return {}
    rows = SearchSlip.objects.filter(slip__in=slips).order_by("slip", "word").values_list("slip", "word")
    by_slip: dict[str, list[str]] = {}
    for slip, word in rows:
        by_slip.setdefault(slip, []).append(word)
    found = {
        typed: nearest(term, [name for slip in shortened(term) for name in by_slip.get(slip, [])])[
            :MOST_CORRECTIONS
        ]
        for typed, term in terms.items()
    }
    names = {name for corrections in found.values() for name in corrections}
    index.read(Lexeme(field + name) for name in sorted(names) for field in _FIELDS)
    return found
