"""What narrows the results: kinds and Jalali years, with their numbers of results."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hamyar.core.search.documents import OF_KIND, OF_YEAR, Source
from hamyar.core.search.expressions import AllOf, Lexeme
from hamyar.core.search.matching import Index
from hamyar.core.search.numbers import Numbers


@dataclass(frozen=True)
class Facet:
    """A way to narrow the results: its value, how many results it has, whether it is chosen."""

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

    def keep(self, matches: Numbers, *, index: Index) -> Numbers:
        """Return the documents of the chosen kind and year."""
        chosen = (OF_KIND + self.kind if self.kind else "", OF_YEAR + self.year if self.year else "")
        lexemes = tuple(Lexeme(value) for value in chosen if value)
        return matches & index.holding(AllOf(lexemes)) if lexemes else matches


def facets_of(matches: Numbers, *, index: Index, sources: Sequence[Source], narrowing: Narrowing) -> Facets:
    """Count each kind within the chosen year and each year within the chosen kind."""
    of_year = Narrowing(year=narrowing.year).keep(matches, index=index)
    of_kind = Narrowing(kind=narrowing.kind).keep(matches, index=index)
    years = {term.removeprefix(OF_YEAR): held for term, held in index.beginning(OF_YEAR).items()}
    kinds = [(source.kind, len(of_year & index.holding(Lexeme(OF_KIND + source.kind)))) for source in sources]
    dated = [(year, len(of_kind & years[year])) for year in sorted(years, reverse=True)]
    return Facets(_shown(kinds, narrowing.kind), _shown(dated, narrowing.year))


def _shown(counted: Iterable[tuple[str, int]], chosen: str) -> list[Facet]:
    return [Facet(value, count, value == chosen) for value, count in counted if count or value == chosen]
