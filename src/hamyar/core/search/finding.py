"""Finding: candidates from the database's index, the order by :mod:`~hamyar.core.search.ranking`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from hamyar.core.models import SearchDocument
from hamyar.core.search.correcting import Fitted, fit
from hamyar.core.search.documents import OF_KIND, Source
from hamyar.core.search.excerpts import Piece, excerpt, marked
from hamyar.core.search.expressions import Lexeme
from hamyar.core.search.facets import Facet, Facets, Narrowing, facets_of
from hamyar.core.search.matching import Index
from hamyar.core.search.numbers import Numbers, union
from hamyar.core.search.query import Query
from hamyar.core.search.ranking import UNMET, Candidate, Met, Weights, is_whole_name, probes, ranked

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
        """Tell whether there are more than were ranked."""
        return self.total > len(self.documents)


@dataclass(frozen=True)
class _Wanted:
    """Matching documents of which the newest so many are ranked."""

    matches: Numbers
    limit: int

    @property
    def newest(self) -> Numbers:
        return self.matches.newest(self.limit)


def find(query: Query, *, sources: Sequence[Source], kind: str = "", year: str = "") -> Found:
    """Answer a question; at most six queries, two when every word stands somewhere and enough is found."""
    if not query.words:
        return Found(query, [], 0, "", [], [], [])
    index, narrowing = Index(), Narrowing(kind, year)
    fitted = fit(query, index=index)
    wanted = _full(fitted, sources, index)
    everything = _ranked(fitted, sources, wanted, index)
    matches = union(each.matches for each in wanted) & _of_kinds(sources, index)
    if len(everything) < FEW and len(fitted.query.words) > 1 and not _is_named(everything):
        everything = _ranked(fitted, sources, [*wanted, *_partly(fitted.query, index)], index)
        matches = Numbers.of(each.pk for each in everything)
    facets = facets_of(matches, index=index, sources=sources, narrowing=narrowing)
    kept = narrowing.keep(matches, index=index)
    if (kind or year) and len(everything) >= ANYWHERE:
        narrowed = [_Wanted(narrowing.keep(each.matches, index=index), each.limit) for each in wanted]
        everything = _ranked(fitted, sources, narrowed, index)
    else:
        held = frozenset(kept)
        everything = [each for each in everything if each.pk in held]
    return _found(fitted, everything, len(kept), facets)


def _is_named(best: Sequence[Candidate]) -> bool:
    """Tell whether the first answer bears exactly the name that was typed."""
    return bool(best) and is_whole_name(best[0])


def _found(fitted: Fitted, best: list[Candidate], total: int, facets: Facets) -> Found:
    numbers = [candidate.pk for candidate in best]
    return Found(fitted.query, numbers, total, fitted.correction, fitted.unmet, facets.kinds, facets.years)


def suggest(query: Query, *, sources: Sequence[Source], most: int = 8) -> tuple[Query, list[int]]:
    """Return documents whose name is meant by what is typed so far; the last word may be unfinished."""
    if not query.words:
        return query, []
    index = Index()
    fitted = fit(query, index=index, is_typing=True)
    expression = fitted.query.expression("n_")
    wanted = [] if expression is None else _with_few(index.holding(expression), IN_NAMES, sources, index)
    return fitted.query, [candidate.pk for candidate in _ranked(fitted, sources, wanted, index)[:most]]


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


def _full(fitted: Fitted, sources: Sequence[Source], index: Index) -> list[_Wanted]:
    """Return what holds every word: in the name, in the lead, anywhere; but for leads also among the few of their kind."""
    wanted: list[_Wanted] = []
    for mark, limit in (("n_", IN_NAMES), ("l_", IN_LEADS), ("", ANYWHERE)):
        expression = fitted.query.expression(mark)
        if expression is None:
            continue
        matches = index.holding(expression)
        wanted += [_Wanted(matches, limit)] if mark == "l_" else _with_few(matches, limit, sources, index)
    return wanted


def _with_few(matches: Numbers, limit: int, sources: Sequence[Source], index: Index) -> list[_Wanted]:
    """Keep a town from drowning in the many news that bear its name: look at small kinds by themselves."""
    held = {source.kind: index.holding(Lexeme(OF_KIND + source.kind)) for source in sources}
    small = [
        held[source.kind] for source in sources if source.is_proper or len(held[source.kind]) <= SMALL_KIND
    ]
    return [_Wanted(matches, limit), _Wanted(matches & union(small), IN_NAMES)]


def _partly(query: Query, index: Index) -> list[_Wanted]:
    """Return what holds all words but one, and what bears one of them in its name."""
    wanted: list[_Wanted] = []
    for place in range(len(query.words)):
        rest = tuple(word for other, word in enumerate(query.words) if other != place and word.ways)
        expression = Query("", rest).expression() if rest else None
        if expression is not None:
            wanted.append(_Wanted(index.holding(expression), PARTLY))
    names = [word.expression("n_") for word in query.words]
    return [*wanted, *(_Wanted(index.holding(name), PARTLY) for name in names if name is not None)]


def _of_kinds(sources: Sequence[Source], index: Index) -> Numbers:
    return union(index.holding(Lexeme(OF_KIND + source.kind)) for source in sources)


def _ranked(
    fitted: Fitted, sources: Sequence[Source], wanted: Sequence[_Wanted], index: Index
) -> list[Candidate]:
    looked_at = union(each.newest for each in wanted) & _of_kinds(sources, index)
    if not looked_at:
        return []
    met = {number: held for group, held in _meetings(fitted.query, looked_at, index) for number in group}
    rows = SearchDocument.objects.order_by().filter(pk__in=list(met))
    candidates = [
        Candidate(*row, met=met[row[0]])
        for row in rows.values_list("pk", "kind", "key", "dated", "name_size")
    ]
    kinds = {source.kind: source.weight for source in sources}
    return ranked(candidates, weights=Weights(fitted.rarity, kinds))


def _meetings(query: Query, among: Numbers, index: Index) -> list[tuple[Numbers, tuple[Met, ...]]]:
    """Sort the documents by the best fields in which they meet each word, and how well they do."""
    groups: list[tuple[Numbers, tuple[Met, ...]]] = [(among, ())]
    for word in query.words:
        split: list[tuple[Numbers, tuple[Met, ...]]] = []
        for probe in probes(word):
            held = index.holding(probe.expression)
            split += [(group & held, (*met, (probe.field, probe.quality))) for group, met in groups]
            groups = [(group - held, met) for group, met in groups]
        split += [(group, (*met, UNMET)) for group, met in groups]
        groups = [(group, met) for group, met in split if group]
    return groups
