"""Reading the index: which documents hold a lexeme, and an expression."""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from hamyar.core.models import SearchPosting
from hamyar.core.search.expressions import AllOf, Expression, Lexeme
from hamyar.core.search.numbers import NONE, Numbers, union, unpacked


class Index:
    """What a question has read of the index so far; nothing is read twice."""

    def __init__(self) -> None:
        self._read: set[Lexeme] = set()
        self._begun: tuple[str, ...] = ()
        self._terms: dict[str, dict[int, int]] = {}
        self._found: dict[Lexeme, Numbers] = {}

    def read(self, lexemes: Iterable[Lexeme]) -> None:
        """Read where the lexemes stand; one query, none when all were read."""
        missing = {each for each in lexemes if not self._is_read(each)}
        if not missing:
            return
        self._read |= missing
        self._begun += tuple(lexeme.text for lexeme in missing if lexeme.is_prefix)
        exact = [lexeme.text for lexeme in missing if not lexeme.is_prefix]
        conditions = [_begins_with(lexeme.text) for lexeme in missing if lexeme.is_prefix]
        if exact:
            conditions.append(Q(term__in=exact))
        rows = SearchPosting.objects.order_by().filter(reduce(or_, conditions))
        for term, segment, documents in rows.values_list("term", "segment", "documents"):
            self._terms.setdefault(term, {})[segment] = unpacked(bytes(documents))

    def holding(self, expression: Expression) -> Numbers:
        """Return the documents in which an expression holds."""
        if isinstance(expression, Lexeme):
            return self._holding_lexeme(expression)
        parts = (self.holding(part) for part in expression.parts)
        return reduce(and_, parts) if isinstance(expression, AllOf) else union(parts)

    def beginning(self, prefix: str) -> dict[str, Numbers]:
        """Return the lexemes that begin so, with their documents."""
        self.read([Lexeme(prefix, is_prefix=True)])
        begun = {term: held for term, held in self._terms.items() if term.startswith(prefix)}
        return {term: Numbers(held) for term, held in sorted(begun.items())}

    def _is_read(self, lexeme: Lexeme) -> bool:
        return lexeme in self._read or lexeme.text.startswith(self._begun)

    def _holding_lexeme(self, lexeme: Lexeme) -> Numbers:
        known = self._found.get(lexeme)
        if known is None:
            if lexeme.is_prefix:
                known = union(self.beginning(lexeme.text).values())
            else:
                self.read([lexeme])
                held = self._terms.get(lexeme.text)
                known = Numbers(held) if held else NONE
            self._found[lexeme] = known
        return known


def _begins_with(prefix: str) -> Q:
    """Return the condition as a range, which both databases look up by the order of bytes."""
    return Q(term__gte=prefix, term__lt=prefix[:-1] + chr(ord(prefix[-1]) + 1))
