"""Writing the index: of each lexeme the documents that hold it, a bitmap for each segment of numbers."""

from collections.abc import Iterable

from django.db import connection

from hamyar.core.models import SearchPosting
from hamyar.core.search.numbers import SEGMENT, packed, packed_places, unpacked

_BATCH = 500
_LOCK = 1_399_070
"""Writers of the index wait for each other; SQLite sees to it by itself."""


def wait_for_other_writers() -> None:
    """Be the only writer of the index until the transaction ends; readers do not wait."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


class SegmentWriter:
    """Stores many new documents, whose numbers rise, one segment after the other."""

    def __init__(self) -> None:
        self._segment = -1
        self._places: dict[str, list[int]] = {}

    def add(self, number: int, lexemes: Iterable[str]) -> None:
        """Note the lexemes of a document; a full segment is stored."""
        segment, place = divmod(number, SEGMENT)
        if segment != self._segment:
            self.store()
            self._segment = segment
        for lexeme in lexemes:
            self._places.setdefault(lexeme, []).append(place)

    def store(self) -> None:
        """Store the segment at hand."""
        rows = (
            SearchPosting(term=term, segment=self._segment, documents=packed_places(self._places[term]))
            for term in sorted(self._places)
        )
        SearchPosting.objects.bulk_create(rows, batch_size=_BATCH)
        self._places = {}


class Changes:
    """What comes to the index and what goes, of some documents."""

    def __init__(self) -> None:
        self._come: dict[tuple[str, int], int] = {}
        self._gone: dict[tuple[str, int], int] = {}

    def change(self, number: int, *, before: set[str], after: set[str]) -> None:
        """Note what lexemes a document held and holds; what stays is not written."""
        segment, place = divmod(number, SEGMENT)
        for marks, lexemes in ((self._come, after - before), (self._gone, before - after)):
            for lexeme in lexemes:
                marks[lexeme, segment] = marks.get((lexeme, segment), 0) | 1 << place

    def store(self) -> None:
        """Write the changed segments; those that hold nothing any more go."""
        keys = sorted({*self._come, *self._gone})
        for start in range(0, len(keys), _BATCH):
            self._store(keys[start : start + _BATCH])

    def _store(self, keys: list[tuple[str, int]]) -> None:
        stored = SearchPosting.objects.order_by().filter(
            term__in={term for term, _segment in keys}, segment__in={segment for _term, segment in keys}
        )
        held = {(row.term, row.segment): unpacked(bytes(row.documents)) for row in stored}
        now = {key: held.get(key, 0) & ~self._gone.get(key, 0) | self._come.get(key, 0) for key in keys}
        SearchPosting.objects.bulk_create(
            [
                SearchPosting(term=term, segment=segment, documents=packed(bitmap))
                for (term, segment), bitmap in now.items()
                if bitmap
            ],
            update_conflicts=True,
            unique_fields=["term", "segment"],
            update_fields=["documents"],
        )
        empty = [row.pk for row in stored if not now.get((row.term, row.segment), 1)]
        SearchPosting.objects.filter(pk__in=empty).delete()
