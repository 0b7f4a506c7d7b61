"""Finding: candidates from the database's index, the order by :mod:`~hamyar.core.search.ranking`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from hamyar.core.models import SearchDocument
from hamyar.core.search.correcting import Fitted, fit
from hamyar.core.search.documents import Source
from hamyar.core.search.excerpts import Piece, excerpt, marked
from hamyar.core.search.expressions import AllOf, AnyOf, Expression, Lexeme
from hamyar.core.search.matching import counts, newest_matches
from hamyar.core.search.query import Query
from hamyar.core.search.ranking import Candidate, Weights, is_whole_name, ranked

IN_NAMES, IN_LEADS, ANYWHERE = 200, 200, 300
"""How many of the newest matches of each field are ranked."""
PARTLY = 100
FEW = 10
"""With fewer full matches, documents that lack a word are looked at too."""
MOST_COUNTED = 1_000
YEARS = range(1370, 1430)


@dataclass(frozen=True)
class Facet:
    """A way to narrow the results: its value, how many results it has, whether it is chosen."""

    value: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Hit:
    """A result as a page shows it."""

    source: Source
    name: list[Piece]
    note: list[Piece]
    excerpt: list[Piece]
    address: str
    dated: date | None
    is_name_persian: bool
    is_text_persian: bool


@dataclass(frozen=True)
class Found:
    """The results of a question: the numbers of all ranked documents, and what narrows them."""

    query: Query
    documents: list[int]
    total: int
    correction: str
    unmet: list[str]
    kinds: list[Facet]
    years: list[Facet]

    @property
    def is_more(self) -> bool:
        """Tell whether there are more than were counted."""
        return self.total > MOST_COUNTED


def find(query: Query, *, sources: Sequence[Source], kind: str = "", year: str = "") -> Found:
    """Answer a question; at most six queries."""
    if not query.words:
        return Found(query, [], 0, "", [], [], [])
    facets = [*(f"k_{source.kind}" for source in sources), *(f"y_{each}" for each in YEARS)]
    fitted = fit(query, facets=facets)
    chosen = [Lexeme(f"{mark}{value}") for mark, value in (("k_", kind), ("y_", year)) if value]
    wanted = _full(fitted.query)
    best = _ranked(fitted, sources, _narrowed(wanted, chosen))
    is_named = bool(best) and is_whole_name(best[0], query=fitted.query)
    if len(best) < FEW and len(fitted.query.words) > 1 and not is_named:
        wanted = [*wanted, *_partly(fitted.query)]
        best = _ranked(fitted, sources, _narrowed(wanted, chosen))
    counted = [expression for expression, _limit in wanted if expression != fitted.query.expression("l_")]
    kinds, years, total = _facets(fitted, counted, facets, kind, year)
    numbers = [candidate.pk for candidate in best]
    return Found(
        fitted.query, numbers, max(total, len(numbers)), fitted.correction, fitted.unmet, kinds, years
    )


def suggest(query: Query, *, sources: Sequence[Source], most: int = 8) -> tuple[Query, list[int]]:
    """Return documents whose name is meant by what is typed so far; the last word may be unfinished."""
    if not query.words:
        return query, []
    fitted = fit(query, is_typing=True)
    expression = fitted.query.expression("n_")
    wanted = [] if expression is None else [(expression, IN_NAMES)]
    return fitted.query, [candidate.pk for candidate in _ranked(fitted, sources, wanted)[:most]]


def hits(found: Sequence[int], *, query: Query, sources: Sequence[Source], language: str) -> list[Hit]:
    """Return the results as a page in ``language`` shows them, in the given order; one query."""
    by_kind = {source.kind: source for source in sources}
    rows: Mapping[int, SearchDocument] = SearchDocument.objects.defer("lexemes").in_bulk(list(found))
    return [_hit(rows[pk], query, by_kind, language) for pk in found if pk in rows]


def _hit(row: SearchDocument, query: Query, by_kind: Mapping[str, Source], language: str) -> Hit:
    in_english = language == "en"
    name = row.name_en if in_english and row.name_en else row.name_fa
    text = row.text_en if in_english and row.text_en else row.text_fa
    note = row.note_en if in_english and row.note_en else row.note_fa
    return Hit(
        source=by_kind[row.kind],
        name=marked(name, query=query),
        note=marked(note, query=query),
        excerpt=excerpt(text, query=query),
        address=f"/{language}{row.address}" if language != settings.LANGUAGE_CODE else row.address,
        dated=row.dated,
        is_name_persian=name == row.name_fa,
        is_text_persian=text == row.text_fa,
    )


def _full(query: Query) -> list[tuple[Expression, int]]:
    """Return what holds every word: in the name, in the lead, anywhere."""
    fields = (("n_", IN_NAMES), ("l_", IN_LEADS), ("", ANYWHERE))
    found = [(query.expression(mark), limit) for mark, limit in fields]
    return [(expression, limit) for expression, limit in found if expression is not None]


def _partly(query: Query) -> list[tuple[Expression, int]]:
    """Return what holds all words but one, and what bears one of them in its name."""
    parts: list[tuple[Expression, int]] = []
    for place in range(len(query.words)):
        rest = tuple(word for other, word in enumerate(query.words) if other != place and word.ways)
        expression = Query("", rest).expression() if rest else None
        if expression is not None:
            parts.append((expression, PARTLY))
    names = [word.expression("n_") for word in query.words]
    return [*parts, *((name, PARTLY) for name in names if name is not None)]


def _narrowed(
    wanted: Sequence[tuple[Expression, int]], chosen: Sequence[Lexeme]
) -> list[tuple[Expression, int]]:
    if not chosen:
        return list(wanted)
    return [(AllOf((*chosen, expression)), limit) for expression, limit in wanted]


def _ranked(
    fitted: Fitted, sources: Sequence[Source], wanted: Sequence[tuple[Expression, int]]
) -> list[Candidate]:
    if not wanted:
        return []
    kinds = {source.kind: source.weight for source in sources}
    matches = newest_matches(wanted, is_common=fitted.is_common)
    rows = SearchDocument.objects.order_by().filter(pk__in=matches, kind__in=kinds)
    columns = ("pk", "kind", "key", "dated", "name_size", "lexemes")
    candidates = [Candidate(*row) for row in rows.values_list(*columns)]
    return ranked(candidates, query=fitted.query, weights=Weights(fitted.rarity, kinds))


def _facets(
    fitted: Fitted,
    wanted: Sequence[Expression],
    facets: Sequence[str],
    kind: str,
    year: str,
) -> tuple[list[Facet], list[Facet], int]:
    """Count each kind within the chosen year, each year within the chosen kind, and all."""
    if not wanted:
        return [], [], 0
    anything = AnyOf(tuple(wanted))
    there = [facet for facet in facets if fitted.documents.get(facet)]
    chosen = {"k_": kind, "y_": year}
    expressions: list[Expression] = [AllOf((*_others(chosen, but=""), anything))]
    expressions += [AllOf((Lexeme(facet), *_others(chosen, but=facet[:2]), anything)) for facet in there]
    total, *each = counts(expressions, at_most=MOST_COUNTED + 1)
    counted = [
        (facet, Facet(facet[2:], count, chosen[facet[:2]] == facet[2:]))
        for facet, count in zip(there, each, strict=True)
        if count or chosen[facet[:2]] == facet[2:]
    ]
    kinds = [facet for name, facet in counted if name.startswith("k_")]
    years = [facet for name, facet in counted if name.startswith("y_")]
    return kinds, years[::-1], total


def _others(chosen: Mapping[str, str], *, but: str) -> list[Lexeme]:
    return [Lexeme(mark + value) for mark, value in chosen.items() if value and mark != but]
