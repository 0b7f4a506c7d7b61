"""A light suffix stripper for the search index: plurals, possessives after a plural, comparatives.

It works on folded words (``search_words``) and never touches a bare final «ی»: «شهرداری» (municipality)
and «شهردار» (mayor) are different words of this field.
"""

from hamyar.core.persian.search import search_terms

_PLURALS = ("هایشان", "هایتان", "هایمان", "هایش", "هایت", "هایم", "هایی", "های", "ها")
_COMPARATIVES = ("ترین", "تر")
_SUFFIXES = _PLURALS + _COMPARATIVES
_STANDALONE = frozenset((*_SUFFIXES, "ای", "ام", "ات", "اش", "می", "نمی"))
_SHORTEST_STEM = 3


def stem(word: str) -> str:
    """Return ``word`` without its plural or comparative suffix, if at least three letters remain."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return word.removesuffix(suffix)
    return word


def index_stems(text: str) -> list[str]:
    """Return the distinct stems under which ``text`` is indexed and sought, no suffix standing alone."""
    stems = (stem(term) for term in search_terms(text) if term not in _STANDALONE)
    return list(dict.fromkeys(stems))
