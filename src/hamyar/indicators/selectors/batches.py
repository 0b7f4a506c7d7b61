"""Batches without their bulk, and the changes of one with the names of what they touch."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hamyar.accounts.models import User
from hamyar.indicators.changes import Change
from hamyar.indicators.enums import Status
from hamyar.indicators.models import ImportBatch, Indicator, Value
from hamyar.places.models import County, Municipality


@dataclass(frozen=True)
class NamedChange:
    """A change with its indicator and its place."""

    change: Change
    indicator: Indicator
    place: Municipality | County


def import_batches(*, uploaded_by: User | None = None) -> QuerySet[ImportBatch]:
    """Return the batches, the newest first, of everybody or of one person; file and changes stay unread."""
    batches = ImportBatch.objects.defer("content", "changes").select_related("uploaded_by", "confirmed_by")
    return batches if uploaded_by is None else batches.filter(Q(uploaded_by=uploaded_by))


def embargoed_in(*, batch: ImportBatch) -> int:
    """Return how many values of a batch are embargoed still."""
    return Value.objects.filter(batch=batch, status=Status.EMBARGOED).count()


def named_changes(*, changes: Sequence[Change]) -> list[NamedChange]:
    """Return the changes with what they touch; three queries for any number."""
    indicators = Indicator.objects.in_bulk({each.indicator_id for each in changes})
    towns = Municipality.objects.in_bulk({each.municipality_id for each in changes if each.municipality_id})
    counties = County.objects.in_bulk({each.county_id for each in changes if each.county_id})
    return [
        NamedChange(
            each,
            indicators[each.indicator_id],
            towns[each.municipality_id] if each.municipality_id else counties[each.county_id or 0],
        )
        for each in changes
    ]
