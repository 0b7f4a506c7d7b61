"""The register: what the filters of the address leave of the projects a reader may know of."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, OrderBy, Q, QuerySet, Value, When

from hamyar.core.persian import search_words, to_ascii_digits
from hamyar.projects.enums import SEEKING, SIDE_STATES, USUAL_ORDER
from hamyar.projects.models import Project
from hamyar.projects.selectors.visibility import PUBLISHED, Person, projects_visible_to

BY_STAGE = Case(
    *(When(stage=stage, then=Value(place)) for place, stage in enumerate((*USUAL_ORDER, *SIDE_STATES))),
    output_field=IntegerField(),
)
"""Sorts by how far a project has come; suspended and cancelled ones last."""
CODE = re.compile(r"[0-9]{4}-[0-9]+")
NEWEST = "-recorded"
SORTS: dict[str, Any] = {
    "recorded": F("recorded_at"),
    "title": F("title_key"),
    "town": F("municipality__sort_key"),
    "stage": BY_STAGE,
    "cost": F("cost_rial"),
}
SEEKING_STAGES = "seeking"
"""Asks for every stage in which a partner can still be found."""


@dataclass(frozen=True)
class Filters:
    """What the reader asked for; empty means all."""

    words: str = ""
    kind: str = ""
    stage: str = ""
    contract: str = ""
    county: str = ""
    town: str = ""
    company: str = ""
    published: str = ""
    sort: str = NEWEST


def register(*, viewer: Person, filters: Filters) -> QuerySet[Project]:
    """Return the projects of the register in the order asked for."""
    return (
        projects_visible_to(viewer=viewer)
        .filter(asked(filters))
        .select_related("municipality__county")
        .order_by(*_order(filters.sort))
    )


def asked(filters: Filters) -> Q:
    """Return the condition the filters say; a town or county asks for participants too."""
    found = Q()
    for field in ("kind", "contract"):
        if value := getattr(filters, field):
            found &= Q(**{field: value})
    if filters.stage:
        found &= Q(stage__in=SEEKING) if filters.stage == SEEKING_STAGES else Q(stage=filters.stage)
    if filters.published:
        found &= PUBLISHED if filters.published == "yes" else ~PUBLISHED
    found &= _places(filters)
    return found & _words(filters.words)


def _words(typed: str) -> Q:
    """Return the condition for words; a code, in any digits, asks for its one project."""
    code = to_ascii_digits(typed).strip()
    if CODE.fullmatch(code):
        return Q(code=code)
    found = Q()
    for word in search_words(typed):
        found &= Q(search_key__contains=word)
    return found


def _places(filters: Filters) -> Q:
    found = Q()
    joined = Project.participants.through.objects
    if filters.town:
        rows = joined.filter(municipality__code=filters.town)
        found &= Q(municipality__code=filters.town) | Q(pk__in=rows.values("project_id"))
    if filters.county:
        rows = joined.filter(municipality__county__code=filters.county)
        found &= Q(municipality__county__code=filters.county) | Q(pk__in=rows.values("project_id"))
    if filters.company:
        of_company = Project.companies.through.objects.filter(company__code=filters.company)
        found &= Q(pk__in=of_company.values("project_id"))
    return found


def _order(sort: str) -> tuple[OrderBy | str, ...]:
    name = sort.removeprefix("-")
    expression = SORTS.get(name, SORTS["recorded"])
    is_descending = sort.startswith("-") or name not in SORTS
    column = expression.desc(nulls_last=True) if is_descending else expression.asc(nulls_last=True)
    return (column, "-recorded_at", "-pk")
