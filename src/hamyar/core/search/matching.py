"""Reading the full-text index of the database at hand: FTS5 or ``tsvector`` with GIN."""

from collections.abc import Sequence

from django.db import connection
from django.db.models.expressions import RawSQL

from hamyar.core.search.expressions import Expression, for_fts5, for_tsquery

_FTS5 = "SELECT rowid AS id FROM core_search_fts WHERE core_search_fts MATCH %s"
_TSVECTOR = "SELECT id FROM core_searchdocument WHERE tokens @@ %s::tsquery"


def newest_matches(wanted: Sequence[tuple[Expression, int]], *, is_common: bool = False) -> RawSQL:
    """Return a subquery of the numbers of documents: of each expression the given number, the newest first.

    ``is_common`` tells PostgreSQL that going down the primary key finds enough soon; else it must use the index.
    """
    order = "id" if is_common or not _is_postgresql() else "id + 0"
    parts = [
        f"SELECT id FROM ({_matches()} ORDER BY {order} DESC LIMIT {int(limit)}) AS newest"  # noqa: S608 - our own texts and numbers
        for _expression, limit in wanted
    ]
    return RawSQL(" UNION ".join(parts), [_written(expression) for expression, _limit in wanted])  # noqa: S611 - our own texts and numbers


def counts(expressions: Sequence[Expression], *, at_most: int) -> list[int]:
    """Return of each expression how many documents match, counting up to ``at_most``; one query."""
    if not expressions:
        return []
    one = f"SELECT %s AS place, count(*) FROM ({_matches()} LIMIT {int(at_most)}) AS few"  # noqa: S608 - our own texts and numbers
    parameters = [value for place, each in enumerate(expressions) for value in (place, _written(each))]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(expressions)), parameters)
        found = {int(place): int(count) for place, count in cursor.fetchall()}
    return [found[place] for place in range(len(expressions))]


def _matches() -> str:
    return _TSVECTOR if _is_postgresql() else _FTS5


def _written(expression: Expression) -> str:
    return for_tsquery(expression) if _is_postgresql() else for_fts5(expression)


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"
