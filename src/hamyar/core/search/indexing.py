"""Keeping the documents of the search as the stages' public pages are."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import override

from hamyar.core.models import SearchDocument, SearchSlip, SearchWord
from hamyar.core.search.documents import Entry, Source, document_of
from hamyar.core.search.words import ALL_DOCUMENTS, Tally, add_words, store_words, take_words_away

_BATCH = 500
_FIELDS = (
    *("name_fa", "name_en", "note_fa", "note_en", "text_fa", "text_en"),
    *("address", "dated", "is_proper", "name_size", "lexemes"),
)


@transaction.atomic
def refresh(*, source: Source, keys: Collection[str]) -> None:
    """Bring the documents of some pages up to date; pages that are public no more leave the search."""
    wanted = list(dict.fromkeys(keys))
    stored = {
        document.key: document
        for document in SearchDocument.objects.filter(kind=source.kind, key__in=wanted)
        .order_by("pk")
        .select_for_update()
    }
    added, removed = Tally(), Tally()
    with override(settings.LANGUAGE_CODE):
        found = [document_of(entry, source=source) for entry in source.entries(wanted)]
    for document in found:
        _store(document, stored.pop(document.key, None), added, removed)
    for document in stored.values():
        removed.add(document)
        document.delete()
    add_words(added)
    take_words_away(removed)


def _store(document: SearchDocument, old: SearchDocument | None, added: Tally, removed: Tally) -> None:
    added.add(document)
    if old is not None:
        removed.add(old)
        document.pk = old.pk
        document.save(force_update=True, update_fields=_FIELDS)
    else:
        document.save(force_insert=True)


@transaction.atomic
def rebuild(*, sources: Iterable[Source]) -> int:
    """Make all documents anew and return their number; readers see the old ones until it is done.

    Sources give their oldest entries first: of very many matches the newest are looked at.
    """
    for model in (SearchDocument, SearchWord, SearchSlip):
        model.objects.all().delete()
    tally = Tally()
    with override(settings.LANGUAGE_CODE):
        for source in sources:
            for batch in _batches(source.entries(None)):
                _store_new([document_of(entry, source=source) for entry in batch], tally)
    store_words(tally)
    _tidy()
    return tally.documents[ALL_DOCUMENTS]


def _store_new(documents: list[SearchDocument], tally: Tally) -> None:
    SearchDocument.objects.bulk_create(documents)
    for document in documents:
        tally.add(document)


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    remaining = iter(entries)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _tidy() -> None:
    """Let the database put its index in order and count what is in it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE core_searchdocument")
        else:
            cursor.execute("INSERT INTO core_search_fts (core_search_fts) VALUES ('optimize')")
