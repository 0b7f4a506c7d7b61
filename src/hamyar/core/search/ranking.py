"""How well a document answers: the same arithmetic whatever the database.

A word met in the name counts up to three times one in the text, and the more of the name it fills the more;
rare words count more than common ones; what is met by a prefix or a forgiven slip counts less.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hamyar.core.search.query import JOINED, Query, Way, Word

IN_NAME, IN_LEAD, IN_TEXT = 3.0, 1.7, 1.0
WHOLE_NAME = 1.5
"""Added when the words are the whole name."""
NEWEST = 0.15
"""By how much the newest of the dated gains; it halves with each year."""
DAYS_OF_A_YEAR = 365.0
MISSED = 2.0
"""Power by which the share of met words lowers the score."""

Met = tuple[float, float]
"""The field in which a word is met and how well."""
Probe = tuple[float, float, tuple[str, ...]]
"""A field, how well it would be met there, and what must stand among the lexemes."""


@dataclass(frozen=True)
class Candidate:
    """What is needed of a document to rank it."""

    pk: int
    kind: str
    key: str
    dated: date | None
    name_size: int
    lexemes: str


@dataclass(frozen=True)
class Weights:
    """Rarity of each typed word, and how much each kind is wanted."""

    rarity: tuple[float, ...]
    kinds: Mapping[str, float]


def rarity(*, documents: int, of: int) -> float:
    """Return how much a word that stands in some of all documents says."""
    return math.log(1 + (of + 1) / (documents + 1))


def ranked(candidates: Iterable[Candidate], *, query: Query, weights: Weights) -> list[Candidate]:
    """Return the candidates that meet a word, the best first; ties by date, kind and key."""
    found = list(candidates)
    probes = [_probes(word) for word in query.words]
    newest = max((each.dated for each in found if each.dated), default=None)
    scored = [(round(_score(each, _met(each, probes), weights, newest), 9), each) for each in found]
    kept = [(score, each) for score, each in scored if score > 0]
    kept.sort(key=lambda pair: (-pair[0], -_day(pair[1]), pair[1].kind, pair[1].key))
    return [each for _score, each in kept]


def is_whole_name(candidate: Candidate, *, query: Query) -> bool:
    """Tell whether the words, all rightly spelt, are the name of the document."""
    return _is_whole(candidate, _met(candidate, [_probes(word) for word in query.words]))


def _is_whole(candidate: Candidate, met: Sequence[Met]) -> bool:
    return len(met) >= candidate.name_size and all(
        field == IN_NAME and quality >= JOINED for field, quality in met
    )


def _day(candidate: Candidate) -> int:
    return candidate.dated.toordinal() if candidate.dated else 0


def _score(each: Candidate, met: Sequence[Met], weights: Weights, newest: date | None) -> float:
    in_name = sum(1 for field, _quality in met if field == IN_NAME)
    filled = min(1.0, in_name / each.name_size)
    total = sum(weights.rarity) or 1.0
    share = sum(rare for rare, (field, _quality) in zip(weights.rarity, met, strict=True) if field) / total
    if not share:
        return 0.0
    worth = sum(
        rare * quality * (field * (0.5 + 0.5 * filled) if field == IN_NAME else field)
        for rare, (field, quality) in zip(weights.rarity, met, strict=True)
    )
    score: float = worth / total * share**MISSED * weights.kinds.get(each.kind, 1.0)
    if _is_whole(each, met):
        score += WHOLE_NAME * weights.kinds.get(each.kind, 1.0)
    return score * (1 + _recency(each, newest))


def _recency(each: Candidate, newest: date | None) -> float:
    if each.dated is None or newest is None:
        return 0.0
    return NEWEST * math.exp2(-(newest - each.dated).days / DAYS_OF_A_YEAR)


def _met(each: Candidate, probes: Sequence[Sequence[Probe]]) -> list[Met]:
    """Return of each typed word the best field in which it is met, and how well; zeros when it is not met."""
    return [_best(ways, each.lexemes) for ways in probes]


def _best(probes: Sequence[Probe], lexemes: str) -> Met:
    for field, quality, needles in probes:
        if needles[0] in lexemes and (len(needles) == 1 or all(needle in lexemes for needle in needles)):
            return field, quality
    return 0.0, 0.0


def _probes(word: Word) -> list[Probe]:
    """Return field, quality and what must stand among the lexemes, the worthiest first."""
    fields = (("n_", IN_NAME), ("l_", IN_LEAD), ("", IN_TEXT))
    found = [
        (field, way.quality, _needles(way, mark))
        for way in word.ways
        for mark, field in fields
        if mark == "n_" or not way.only_in_names
    ]
    return sorted(found, key=lambda probe: -probe[0] * probe[1])


def _needles(way: Way, mark: str) -> tuple[str, ...]:
    end = "" if way.is_prefix else " "
    return tuple(f" {mark}{term}{end}" for term in way.terms)
