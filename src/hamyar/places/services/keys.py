"""The key columns by which places are sorted and found."""

from hamyar.core.persian import search_key, sort_key
from hamyar.places.models.base import NamedPlace

LONGEST_KEY = 400


def fill_keys(place: NamedPlace) -> None:
    """Fill in the sort and search keys from the names and the code; the caller saves."""
    place.sort_key = sort_key(place.name_fa)[:LONGEST_KEY]
    names = (place.name_fa, place.also_written_fa, place.name_en, str(getattr(place, "code", "")))
    place.search_key = " ".join(dict.fromkeys(filter(None, map(search_key, names))))[:LONGEST_KEY]
