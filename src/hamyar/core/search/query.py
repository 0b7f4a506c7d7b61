"""What a reader typed, word by word, with the ways in which each word may be met."""

from dataclasses import dataclass
from itertools import pairwise

from hamyar.core.persian import normalise_line
from hamyar.core.search.expressions import AllOf, AnyOf, Expression, Lexeme
from hamyar.core.search.terms import joined_term, terms_of_word, written_words

LONGEST_QUERY = 200
MOST_WORDS = 10
SHORTEST_PREFIX = 3

EXACT, JOINED, PREFIX, MISSPELT, LESS_LIKELY = 1.0, 0.95, 0.6, 0.7, 0.6


@dataclass(frozen=True)
class Way:
    """Terms that together meet a word; ``quality`` says how well. A prefix is one term."""

    terms: tuple[str, ...]
    quality: float = EXACT
    is_prefix: bool = False
    only_in_names: bool = False

    def expression(self, mark: str) -> Expression:
        """Return what must stand in the field of the mark (``n_``, ``l_``, or anywhere)."""
        return _all_of([Lexeme(mark + term, is_prefix=self.is_prefix) for term in self.terms])


@dataclass(frozen=True)
class Word:
    """A typed word and the ways to meet it."""

    typed: str
    ways: tuple[Way, ...]

    def expression(self, mark: str) -> Expression | None:
        """Return what meets the word in a field, if anything can; what a prefix meets anyway is not asked twice."""
        ways = [way for way in self.ways if mark == "n_" or not way.only_in_names]
        prefixes = tuple(way.terms[0] for way in ways if way.is_prefix)
        ways = [way for way in ways if way.is_prefix or not way.terms[0].startswith(prefixes)]
        return _any_of([way.expression(mark) for way in ways]) if ways else None


@dataclass(frozen=True)
class Query:
    """The words of a question; words that say nothing («ها», a lone letter) are left out."""

    text: str
    words: tuple[Word, ...]

    @property
    def terms(self) -> set[str]:
        """All terms that could be looked up."""
        return {term for word in self.words for way in word.ways for term in way.terms}

    def expression(self, mark: str = "") -> Expression | None:
        """Return what meets every word in a field; a word that nothing can meet is left out."""
        parts = [word.expression(mark) for word in self.words]
        known = [part for part in parts if part is not None]
        return _all_of(known) if known else None


def read_query(text: str, *, is_typing: bool = False) -> Query:
    """Read what was typed: at most 200 characters and ten words.

    Two neighbours are also tried as one word, so «رشت خوار» meets «رشتخوار». While typing, the last word
    counts even if it says nothing yet («تر» of «تربت»).
    """
    text = normalise_line(text[:LONGEST_QUERY].replace("\x00", " "))
    written = written_words(text)
    kept = [word for word in written if terms_of_word(word)][:MOST_WORDS]
    if is_typing and written and not terms_of_word(written[-1]) and joined_term(written[-1]):
        kept.append(written[-1])
    joins: dict[int, list[str]] = {}
    for place, (one, other) in enumerate(pairwise(kept)):
        term = joined_term(one + other)
        if not term.isascii():
            joins.setdefault(place, []).append(term)
            joins.setdefault(place + 1, []).append(term)
    words = tuple(Word(word, _ways(word, joins.get(place, []))) for place, word in enumerate(kept))
    return Query(text, words)


def _ways(word: str, joined: list[str]) -> tuple[Way, ...]:
    first, *parts = terms_of_word(word) or (joined_term(word),)
    ways = [Way((first,))]
    if parts:
        ways.append(Way(tuple(parts), JOINED))
    ways += [Way((term,), JOINED) for term in joined]
    return tuple(ways)


def _all_of(parts: list[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _any_of(parts: list[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))
