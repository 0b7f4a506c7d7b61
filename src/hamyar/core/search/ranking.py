"""How well a document answers, by where its words are met.

A word met in the name counts up to three times one in the text, and the more of the name it fills the more;
rare words count more than common ones; what is met by a prefix or a forgiven slip counts less.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from hamyar.core.search.expressions import Expression
from hamyar.core.search.query import JOINED, Word

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
UNMET: Met = (0.0, 0.0)


@dataclass(frozen=True)
class Candidate:
    """What is needed of a document to rank it: among others how each typed word is met."""

    pk: int
    kind: str
    key: str
    dated: date | None
    name_size: int
    met: tuple[Met, ...]


@dataclass(frozen=True)
class Weights:
    """Rarity of each typed word, and how much each kind is wanted."""

    rarity: tuple[float, ...]
    kinds: Mapping[str, float]


@dataclass(frozen=True)
class Probe:
    """What would meet a word: in which field, how well, and what must stand in the document."""

    field: float
    quality: float
    expression: Expression


def rarity(*, documents: int, of: int) -> float:
    """Return how much a word that stands in some of all documents says."""
    return math.log(1 + (of + 1) / (documents + 1))


def ranked(candidates: Iterable[Candidate], *, weights: Weights) -> list[Candidate]:
    """Return the candidates that meet a word, the best first; ties by date, kind and key."""
    found = list(candidates)
    newest = max((each.dated for each in found if each.dated), default=None)
    worths: dict[tuple[str, int, tuple[Met, ...]], float] = {}  # of many documents met in the same way
    scored: list[tuple[float, int, str, str, Candidate]] = []
    for each in found:
        alike = (each.kind, each.name_size, each.met)
        if alike not in worths:
            worths[alike] = _worth(each, weights)
        score = round(worths[alike] * (1 + _recency(each, newest)), 9)
        if score > 0:
            scored.append((-score, -_day(each), each.kind, each.key, each))
    scored.sort(key=itemgetter(0, 1, 2, 3))
    return [each for *_order, each in scored]


def is_whole_name(candidate: Candidate) -> bool:
    """Tell whether the words, all rightly spelt, are the name of the document."""
    return len(candidate.met) >= candidate.name_size and all(
        field == IN_NAME and quality >= JOINED for field, quality in candidate.met
    )


def probes(word: Word) -> list[Probe]:
    """Return what would meet a word, the worthiest first."""
    fields = (("n_", IN_NAME), ("l_", IN_LEAD), ("", IN_TEXT))
    found = [
        Probe(field, way.quality, way.expression(mark))
        for way in word.ways
        for mark, field in fields
        if mark == "n_" or not way.only_in_names
    ]
    return sorted(found, key=lambda probe: -probe.field * probe.quality)


def _day(candidate: Candidate) -> int:
    return candidate.dated.toordinal() if candidate.dated else 0


def _worth(each: Candidate, weights: Weights) -> float:
    """Return what a document is worth by where its words are met, whatever its date."""
    met = each.met
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
    if is_whole_name(each):
        score += WHOLE_NAME * weights.kinds.get(each.kind, 1.0)
    return score


def _recency(each: Candidate, newest: date | None) -> float:
    if each.dated is None or newest is None:
        return 0.0
    return NEWEST * math.exp2(-(newest - each.dated).days / DAYS_OF_A_YEAR)
