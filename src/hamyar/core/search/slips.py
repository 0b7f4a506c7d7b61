"""Keeping the misspellings of the words that stand in proper names."""

from collections.abc import Iterable

from hamyar.core.models import SearchSlip
from hamyar.core.search.documents import IN_NAME, PROPER
from hamyar.core.search.expressions import Lexeme
from hamyar.core.search.matching import Index
from hamyar.core.search.typos import forgiven, shortened

_BATCH = 500


def name_words(lexemes: Iterable[str]) -> set[str]:
    """Return the words of the name, when it is a proper one."""
    held = set(lexemes)
    if PROPER not in held:
        return set()
    return {lexeme.removeprefix(IN_NAME) for lexeme in held if lexeme.startswith(IN_NAME)}


def add_slips(words: Iterable[str]) -> None:
    """Keep the misspellings of words of proper names."""
    slips = [
        SearchSlip(slip=slip, word=word)
        for word in sorted(words)
        if forgiven(word)
        for slip in sorted(shortened(word))
    ]
    SearchSlip.objects.bulk_create(slips, batch_size=_BATCH, ignore_conflicts=True)


def drop_slips(words: Iterable[str]) -> None:
    """Drop the misspellings of those words that stand in no proper name any more."""
    proper = Lexeme(PROPER)
    in_names = {word: Lexeme(IN_NAME + word) for word in words}
    if not in_names:
        return
    index = Index()
    index.read([proper, *in_names.values()])
    gone = [word for word, lexeme in in_names.items() if not index.holding(lexeme) & index.holding(proper)]
    SearchSlip.objects.filter(word__in=gone).delete()
