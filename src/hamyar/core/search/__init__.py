"""One search over all public pages: the same matches in the same order on SQLite and PostgreSQL.

``terms``, ``typos``, ``query``, ``expressions``, ``ranking`` and ``excerpts`` are pure; ``indexing`` writes the
tables, ``finding`` reads them. What there is to find is offered by the stages (:class:`~.documents.Source`).
"""

from hamyar.core.search.documents import Entry, Source, in_both
from hamyar.core.search.facets import Facet
from hamyar.core.search.finding import Found, Hit, find, hits, suggest
from hamyar.core.search.indexing import rebuild, refresh
from hamyar.core.search.query import Query, read_query

__all__ = [
    "Entry",
    "Facet",
    "Found",
    "Hit",
    "Query",
    "Source",
    "find",
    "hits",
    "in_both",
    "read_query",
    "rebuild",
    "refresh",
    "suggest",
]
