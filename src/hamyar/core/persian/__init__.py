"""Persian text at the edge: normalising, searching, sorting, digits and numbers."""

from hamyar.core.persian.digits import to_ascii_digits, to_persian_digits
from hamyar.core.persian.numbers import (
    UnableToReadNumberError,
    format_number,
    parse_integer,
    parse_number,
)
from hamyar.core.persian.search import matches, search_key, search_terms, search_words
from hamyar.core.persian.sorting import sort_key
from hamyar.core.persian.stems import index_stems, stem
from hamyar.core.persian.text import normalise, normalise_line

__all__ = [
    "UnableToReadNumberError",
    "format_number",
    "index_stems",
    "matches",
    "normalise",
    "normalise_line",
    "parse_integer",
    "parse_number",
    "search_key",
    "search_terms",
    "search_words",
    "sort_key",
    "stem",
    "to_ascii_digits",
    "to_persian_digits",
]
