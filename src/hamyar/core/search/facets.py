"""What narrows the results: kinds and Jalali years, with their numbers of results."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from hamyar.core.jalali import jalali_year
from hamyar.core.models import SearchDocument
from hamyar.core.search.documents import Source
from hamyar.core.search.expressions import Expression, Lexeme
from hamyar.core.search.matching import newest_matches
from hamyar.core.search.ranking import Candidate

MOST_COUNTED = 1_000
"""Counting in the database stops after so many."""
YEARS = range(1370, 1430)


@dataclass(frozen=True)
class Match:
    """What is needed of a matching document to count it."""

    kind: str
    dated: date | None


@dataclass(frozen=True)
class Facet:
    """A way to narrow the results: its value, how many results it has (0 if not counted), whether it is chosen."""

    value: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facets:
    """Kinds in the order of the sources, years from the newest."""

    kinds: list[Facet]
    years: list[Facet]


@dataclass(frozen=True)
class Narrowing:
    """What is chosen; nothing where empty."""

    kind: str = ""
    year: str = ""

    @property
    def lexemes(self) -> list[Lexeme]:
        """What must stand in a document."""
        return [Lexeme(mark + value) for mark, value in (("k_", self.kind), ("y_", self.year)) if value]

    def keeps(self, candidate: Candidate) -> bool:
        """Tell whether a document is of the chosen kind and year."""
        return self.kind in {"", candidate.kind} and self.year in {"", _year(candidate.dated)}


def facet_lexemes(sources: Iterable[Source]) -> list[str]:
    """Return the lexemes of all kinds and years, the newest year first."""
    return [*(f"k_{source.kind}" for source in sources), *(f"y_{year}" for year in reversed(YEARS))]


def facets_of(matches: Iterable[Match], *, sources: Sequence[Source], narrowing: Narrowing) -> Facets:
    """Count each kind within the chosen year and each year within the chosen kind."""
    kinds: Counter[str] = Counter()
    years: Counter[str] = Counter()
    for match in matches:
        year = _year(match.dated)
        kinds[match.kind] += narrowing.year in {"", year}
        years[year] += narrowing.kind in {"", match.kind}
    found = [(source.kind, kinds[source.kind]) for source in sources]
    dated = [(year, years[year]) for year in sorted(years, reverse=True) if year]
    return Facets(_shown(found, narrowing.kind), _shown(dated, narrowing.year))


def facets_of_many(
    matches: Sequence[Match], *, sources: Sequence[Source], narrowing: Narrowing, years: Iterable[str]
) -> Facets:
    """Count among the newest matches; when those are not all, every year is offered, without a number."""
    counted = facets_of(matches, sources=sources, narrowing=narrowing)
    if len(matches) <= MOST_COUNTED:
        return counted
    return Facets(counted.kinds, [Facet(year, 0, year == narrowing.year) for year in years])


def newest_of_many(expression: Expression, *, is_common: bool) -> dict[int, Match]:
    """Return kind and date of the newest matches by number, one more than are counted; one query."""
    matches = newest_matches([(expression, MOST_COUNTED + 1)], is_common=is_common)
    rows = SearchDocument.objects.order_by().filter(pk__in=matches).values_list("pk", "kind", "dated")
    return {pk: Match(kind, dated) for pk, kind, dated in rows}


def _shown(counted: Iterable[tuple[str, int]], chosen: str) -> list[Facet]:
    return [Facet(value, count, value == chosen) for value, count in counted if count or value == chosen]


@lru_cache(maxsize=20_000)
def _year(dated: date | None) -> str:
    return str(jalali_year(dated)) if dated else ""
