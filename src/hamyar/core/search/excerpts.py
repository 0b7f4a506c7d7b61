"""The part of a text that answers, with the met words marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hamyar.core.search.query import Query
from hamyar.core.search.terms import WRITTEN_WORD, terms_of_word

WORDS_SHOWN = 36
WORDS_BEFORE = 8
WORDS_READ = 1_500
_SENTENCE_END = re.compile(r"[.!?؟\n]\s*$")


@dataclass(frozen=True)
class Piece:
    """A stretch of text, marked or not."""

    text: str
    is_marked: bool = False


def marked(text: str, *, query: Query) -> list[Piece]:
    """Return the whole text with the met words marked."""
    words = list(WRITTEN_WORD.finditer(text))
    return _pieces(text, words, _met(words, query), 0, len(text))


def excerpt(text: str, *, query: Query) -> list[Piece]:
    """Return the stretch that meets most of the words, with an ellipsis where text is left out."""
    words = list(WRITTEN_WORD.finditer(text))[:WORDS_READ]
    if not words:
        return []
    met = _met(words, query)
    first = _best_start(words, met, text)
    last = min(first + WORDS_SHOWN, len(words)) - 1
    start = words[first].start() if first else 0
    end = len(text) if last == len(words) - 1 and len(words) < WORDS_READ else words[last].end()
    pieces = _pieces(text, words, met, start, end)
    if start:
        pieces.insert(0, Piece("… "))
    return [*pieces, Piece(" …")] if end < len(text) else pieces


def _met(words: Sequence[re.Match[str]], query: Query) -> list[int]:
    """Return for each word of a text which typed word it meets, -1 for none."""
    exact = {term: place for place, word in enumerate(query.words) for way in word.ways for term in way.terms}
    prefixes = tuple(way.terms[0] for word in query.words for way in word.ways if way.is_prefix)
    written = [word[0] for word in words]
    known = {word: _meets(word, exact, prefixes) for word in set(written)}
    return [known[word] for word in written]


def _meets(word: str, exact: dict[str, int], prefixes: tuple[str, ...]) -> int:
    for term in terms_of_word(word):
        if term in exact:
            return exact[term]
        if prefixes and term.startswith(prefixes):
            return next(exact[prefix] for prefix in prefixes if term.startswith(prefix))
    return -1


def _best_start(words: Sequence[re.Match[str]], met: Sequence[int], text: str) -> int:
    """Return the word from which the most different words are met, a little before the first of them."""
    hits = [place for place, which in enumerate(met) if which >= 0]
    if not hits or (hits[0] < WORDS_SHOWN // 2 and len(words) <= WORDS_SHOWN):
        return 0
    best = max(
        hits,
        key=lambda place: (
            len({met[i] for i in hits if 0 <= i - place < WORDS_SHOWN - WORDS_BEFORE}),
            -place,
        ),
    )
    return _at_sentence(words, max(0, best - WORDS_BEFORE), best, text)


def _at_sentence(words: Sequence[re.Match[str]], earliest: int, latest: int, text: str) -> int:
    """Prefer to begin where a sentence begins."""
    for place in range(earliest, latest + 1):
        if place == 0 or _SENTENCE_END.search(text[words[place - 1].end() : words[place].start()]):
            return place
    return earliest


def _pieces(
    text: str, words: Sequence[re.Match[str]], met: Sequence[int], start: int, end: int
) -> list[Piece]:
    pieces: list[Piece] = []
    position = start
    for word, which in zip(words, met, strict=False):
        if which < 0 or word.start() < start or word.end() > end:
            continue
        if word.start() > position:
            pieces.append(Piece(text[position : word.start()]))
        pieces.append(Piece(word[0], is_marked=True))
        position = word.end()
    return [*pieces, Piece(text[position:end])] if position < end else pieces
