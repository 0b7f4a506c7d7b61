"""What the search finds of promises: the public ones that stand on the page of a town."""

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy

from hamyar.commitments.models import Commitment
from hamyar.commitments.selectors import public_commitments
from hamyar.core.search import Entry, Source, in_both
from hamyar.places.models import Municipality

LONGEST_NAME = 160


def _promises(keys: Collection[str] | None) -> Iterator[Entry]:
    found = public_commitments().select_related("company", "municipality", "town")
    if keys is not None:
        found = found.filter(pk__in=[key for key in keys if key.isdecimal()])
    for promise in found.order_by("recorded_at", "pk"):
        town = promise.town or promise.municipality
        if town is not None:
            yield _promise(promise, town)


def _promise(promise: Commitment, town: Municipality) -> Entry:
    note = in_both(lambda: f"{promise.get_state_display()} · {promise.promised_by} · {town.name}")
    is_long = len(promise.text) > LONGEST_NAME
    return Entry(
        key=str(promise.pk),
        address=f"{reverse('municipalities:detail', args=[town.code])}#promises",
        name_fa=f"{promise.text[:LONGEST_NAME].rsplit(' ', 1)[0]} …" if is_long else promise.text,
        note_fa=note.fa,
        note_en=note.en,
        keywords="تعهد قول promise",
        text_fa=promise.text if is_long else "",
        dated=promise.due_on,
    )


PROMISES = Source("promise", gettext_lazy("Promises"), "checklist", _promises, weight=0.9)
