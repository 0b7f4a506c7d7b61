"""The register: what the filters of the address leave of the findings a reader may know of."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OrderBy, Q, QuerySet

from hamyar.core.persian import search_words
from hamyar.findings.enums import OPEN
from hamyar.findings.models import Finding
from hamyar.findings.selectors.towns import BY_URGENCY
from hamyar.findings.selectors.visibility import Person, findings_visible_to

NEWEST = "-recorded"
SORTS: dict[str, Any] = {
    "recorded": F("recorded_at"),
    "urgency": BY_URGENCY,
    "title": F("title_key"),
    "town": F("municipality__sort_key"),
    "people": F("people_affected"),
}
OPEN_STATES = "open"
"""Asks for every state of a finding that still waits for something."""


@dataclass(frozen=True)
class Filters:
    """What the reader asked for; empty means all."""

    words: str = ""
    kind: str = ""
    sector: str = ""
    state: str = ""
    urgency: str = ""
    town: str = ""
    county: str = ""
    visibility: str = ""
    sort: str = NEWEST


def register(*, viewer: Person, filters: Filters) -> QuerySet[Finding]:
    """Return the findings of the register in the order asked for."""
    return (
        findings_visible_to(viewer=viewer)
        .filter(_asked(filters))
        .select_related("municipality", "county")
        .order_by(*_order(filters.sort))
    )


def _asked(filters: Filters) -> Q:
    asked = Q()
    for field in ("kind", "sector", "urgency", "visibility"):
        if value := getattr(filters, field):
            asked &= Q(**{field: value})
    if filters.state:
        asked &= Q(state__in=OPEN) if filters.state == OPEN_STATES else Q(state=filters.state)
    if filters.town:
        asked &= Q(municipality__code=filters.town)
    if filters.county:
        asked &= Q(county__code=filters.county)
    for word in search_words(filters.words):
        asked &= Q(search_key__contains=word)
    return asked


def _order(sort: str) -> tuple[OrderBy | str, ...]:
    name = sort.removeprefix("-")
    expression = SORTS.get(name, SORTS["recorded"])
    is_descending = sort.startswith("-") or name not in SORTS
    column = expression.desc(nulls_last=True) if is_descending else expression.asc(nulls_last=True)
    return (column, "-recorded_at", "-pk")
