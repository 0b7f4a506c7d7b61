"""Keeping the documents of the search as the stages' public pages are."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import override

from hamyar.core.models import SearchDocument, SearchPosting, SearchSlip
from hamyar.core.search.documents import Entry, Source, document_of
from hamyar.core.search.postings import Changes, SegmentWriter, wait_for_other_writers
from hamyar.core.search.slips import add_slips, drop_slips, name_words

_BATCH = 500
_FIELDS = (
    *("name_fa", "name_en", "note_fa", "note_en", "text_fa", "text_en"),
    *("address", "dated", "is_proper", "name_size", "lexemes"),
)


@transaction.atomic
def refresh(*, source: Source, keys: Collection[str]) -> None:
    """Bring the documents of some pages up to date; pages that are public no more leave the search."""
    wait_for_other_writers()
    wanted = list(dict.fromkeys(keys))
    stored = {
        document.key: document
        for document in SearchDocument.objects.filter(kind=source.kind, key__in=wanted)
        .order_by("pk")
        .select_for_update()
    }
    with override(settings.LANGUAGE_CODE):
        found = [document_of(entry, source=source) for entry in source.entries(wanted)]
    changes, come, gone = Changes(), set[str](), set[str]()
    for document in found:
        old = stored.pop(document.key, None)
        _store(document, old)
        before, after = _lexemes(old), _lexemes(document)
        changes.change(document.pk, before=before, after=after)
        come |= name_words(after)
        gone |= name_words(before)
    for document in stored.values():
        changes.change(document.pk, before=_lexemes(document), after=set())
        gone |= name_words(_lexemes(document))
        document.delete()
    changes.store()
    add_slips(come - gone)
    drop_slips(gone - come)


def _lexemes(document: SearchDocument | None) -> set[str]:
    return set(document.lexemes.split()) if document else set()


def _store(document: SearchDocument, old: SearchDocument | None) -> None:
    if old is not None:
        document.pk = old.pk
        document.save(force_update=True, update_fields=_FIELDS)
    else:
        document.save(force_insert=True)


@transaction.atomic
def rebuild(*, sources: Iterable[Source]) -> int:
    """Make all documents anew and return their number; readers see the old ones until it is done.

    Sources give their oldest entries first: of very many matches the newest are looked at.
    """
    wait_for_other_writers()
    for model in (SearchDocument, SearchPosting, SearchSlip):
        model.objects.all().delete()
    writer, names, count = SegmentWriter(), set[str](), 0
    with override(settings.LANGUAGE_CODE):
        for source in sources:
            for batch in _batches(source.entries(None)):
                documents = [document_of(entry, source=source) for entry in batch]
                _store_new(documents, writer, names)
                count += len(documents)
    writer.store()
    add_slips(names)
    _tidy()
    return count


def _store_new(documents: list[SearchDocument], writer: SegmentWriter, names: set[str]) -> None:
    SearchDocument.objects.bulk_create(documents)
    for document in documents:
        lexemes = document.lexemes.split()
        writer.add(document.pk, lexemes)
        names |= name_words(lexemes)


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    remaining = iter(entries)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _tidy() -> None:
    """Let PostgreSQL count what is in the tables, so that it looks things up by their indexes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE core_searchdocument, core_searchposting, core_searchslip")
