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
from hamyar.core.search.facets import (
    MOST_COUNTED,
    YEARS,
    Facet,
    Facets,
    Match,
    Narrowing,
    facet_lexemes,
    facets_of,
    facets_of_many,
    newest_of_many,
)
from hamyar.core.search.matching import counts, newest_matches
from hamyar.core.search.query import Query
from hamyar.core.search.ranking import Candidate, Weights, is_whole_name, ranked

IN_NAMES, IN_LEADS, ANYWHERE = 200, 200, 300
"""How many of the newest matches of each field are ranked."""
PARTLY = 100
FEW = 10
"""With fewer full matches, documents that lack a word are looked at too."""
SMALL_KIND = 200
"""Kinds of so few documents, and proper names, are looked at by themselves."""


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
    """Answer a question; at most seven queries."""
    if not query.words:
        return Found(query, [], 0, "", [], [], [])
    narrowing = Narrowing(kind, year)
    fitted = fit(query, facets=facet_lexemes(sources))
    wanted = _full(fitted, sources)
    everything = _ranked(fitted, sources, wanted)
    is_named = bool(everything) and is_whole_name(everything[0], query=fitted.query)
    if len(everything) < FEW and len(fitted.query.words) > 1 and not is_named:
        everything = _ranked(fitted, sources, [*wanted, *_partly(fitted.query)])
    elif len(everything) >= ANYWHERE:
        return _of_many(fitted, sources, wanted, everything, narrowing)
    kept = [each for each in everything if narrowing.keeps(each)]
    return _found(
        fitted,
        kept,
        len(kept),
        facets_of(
            [Match(each.kind, each.dated) for each in everything], sources=sources, narrowing=narrowing
        ),
    )


def _of_many(
    fitted: Fitted,
    sources: Sequence[Source],
    wanted: Sequence[tuple[Expression, int]],
    best: list[Candidate],
    narrowing: Narrowing,
) -> Found:
    """Answer when not every match was looked at: narrow and count in the database."""
    expressions = [fitted.query.expression("n_"), fitted.query.expression()]
    anything = AnyOf(tuple(each for each in expressions if each is not None))
    matches = newest_of_many(anything, is_common=fitted.is_common)
    matches.update({each.pk: Match(each.kind, each.dated) for each in best})
    total = len(matches)
    if narrowing.lexemes:
        narrowed = [(AllOf((*narrowing.lexemes, expression)), limit) for expression, limit in wanted]
        best = _ranked(fitted, sources, narrowed)
        total = counts([AllOf((*narrowing.lexemes, anything))], at_most=MOST_COUNTED + 1)[0]
    years = [str(year) for year in reversed(YEARS) if fitted.documents.get(f"y_{year}")]
    facets = facets_of_many(list(matches.values()), sources=sources, narrowing=narrowing, years=years)
    return _found(fitted, best, max(total, len(best)), facets)


def _found(fitted: Fitted, best: list[Candidate], total: int, facets: Facets) -> Found:
    numbers = [candidate.pk for candidate in best]
    return Found(fitted.query, numbers, total, fitted.correction, fitted.unmet, facets.kinds, facets.years)


def suggest(query: Query, *, sources: Sequence[Source], most: int = 8) -> tuple[Query, list[int]]:
    """Return documents whose name is meant by what is typed so far; the last word may be unfinished."""
    if not query.words:
        return query, []
    fitted = fit(query, facets=facet_lexemes(sources), is_typing=True)
    expression = fitted.query.expression("n_")
    wanted = [] if expression is None else [(expression, IN_NAMES), *_of_few(fitted, sources, expression)]
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


def _full(fitted: Fitted, sources: Sequence[Source]) -> list[tuple[Expression, int]]:
    """Return what holds every word: in the name, in the lead, anywhere; each also among the few of their kind."""
    wanted: list[tuple[Expression, int]] = []
    for mark, limit in (("n_", IN_NAMES), ("l_", IN_LEADS), ("", ANYWHERE)):
        expression = fitted.query.expression(mark)
        if expression is not None:
            wanted += [(expression, limit), *(_of_few(fitted, sources, expression) if mark != "l_" else [])]
    return wanted


def _of_few(
    fitted: Fitted, sources: Sequence[Source], expression: Expression
) -> list[tuple[Expression, int]]:
    """Keep a town from drowning in the many news that bear its name: look at small kinds by themselves."""
    small = [
        Lexeme(f"k_{source.kind}")
        for source in sources
        if source.is_proper or 0 < fitted.documents.get(f"k_{source.kind}", 0) <= SMALL_KIND
    ]
    return [(AllOf((AnyOf(tuple(small)), expression)), IN_NAMES)] if small else []


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
