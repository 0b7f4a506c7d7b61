"""Three ways to search the same documents; each returns the keys it finds, the best first."""

from collections.abc import Callable, Sequence
from functools import reduce

from django.db.models import Q
from wagtail.search.backends import get_search_backend

from benchmarks.search.peer.models import PeerDocument
from hamyar.core.models import SearchDocument
from hamyar.core.search import Source, find, hits, read_query, suggest

SHOWN, SUGGESTED = 20, 7
Engine = Callable[[str], list[str]]


def ours(sources: Sequence[Source]) -> Engine:
    """Find, count the facets, and prepare the first page with names and excerpts marked."""

    def search(text: str) -> list[str]:
        found = find(read_query(text), sources=sources)
        hits(found.documents[:SHOWN], query=found.query, sources=sources, language="fa")
        return [str(pk) for pk in found.documents[:50]]

    return search


def suggestions(sources: Sequence[Source]) -> Engine:
    """Suggest pages whose name is meant by what is typed so far."""

    def suggested(text: str) -> list[str]:
        query, found = suggest(read_query(text, is_typing=True), sources=sources, most=SUGGESTED)
        hits(found, query=query, sources=sources, language="fa")
        return [str(pk) for pk in found]

    return suggested


def keys_of(found: Sequence[str]) -> list[str]:
    """Return kind and key of our documents."""
    rows = {str(row.pk): f"{row.kind}:{row.key}" for row in SearchDocument.objects.filter(pk__in=found)}
    return [rows[pk] for pk in found]


def wagtail(text: str) -> list[str]:
    """Search with Wagtail's database backend as it comes; count, and read the first page."""
    results = get_search_backend().search(text, PeerDocument, operator="and")
    results.count()
    return [row.key for row in results[:50]]


def contains(text: str) -> list[str]:
    """Search with ``icontains`` of every word, names first, then the newest; count, and read the first page."""
    conditions = [Q(name__icontains=word) | Q(text__icontains=word) for word in text.split()]
    matching = PeerDocument.objects.filter(reduce(lambda one, other: one & other, conditions, Q()))
    matching.count()
    in_name = reduce(lambda one, word: one & Q(name__icontains=word), text.split(), Q())
    return [row.key for row in matching.alias(in_name=in_name).order_by("-in_name", "-dated", "pk")[:50]]
