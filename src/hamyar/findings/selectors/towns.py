"""Findings of one town, for its file, the agenda of a visit, and the public."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from hamyar.findings.enums import OPEN, URGENCY_ORDER, FindingKind
from hamyar.findings.models import Finding
from hamyar.findings.selectors.visibility import FOR_EVERYONE, Person, findings_visible_to, public_findings
from hamyar.places.models import County, Municipality

BY_URGENCY = Case(
    *(When(urgency=urgency, then=Value(place)) for place, urgency in enumerate(URGENCY_ORDER)),
    output_field=IntegerField(),
)
"""Sorts the most urgent first."""

ASKS = (FindingKind.NEED, FindingKind.PROBLEM)
"""Kinds that ask for something."""


def open_needs_of(*, municipality: Municipality, viewer: Person) -> QuerySet[Finding]:
    """Return the open needs and problems of a town the viewer may know of, most urgent first.

    A reader who may not open the register gets what is public and confirmed.
    """
    visible = findings_visible_to(viewer=viewer).filter(municipality=municipality)
    public = public_findings().filter(FOR_EVERYONE, municipality=municipality)
    return (
        Finding.objects.filter(Q(pk__in=visible.values("pk")) | Q(pk__in=public.values("pk")))
        .filter(state__in=OPEN, kind__in=ASKS)
        .select_related("municipality__county")
        .order_by(BY_URGENCY, "-recorded_at", "-pk")
    )


def public_findings_of(*, place: Municipality | County) -> QuerySet[Finding]:
    """Return what everyone may read of a town, or of a county as a whole and its towns; newest first."""
    of_place = Q(municipality=place) if isinstance(place, Municipality) else Q(county=place)
    return (
        public_findings()
        .filter(of_place)
        .select_related("municipality", "county")
        .order_by(BY_URGENCY, "-recorded_at", "-pk")
    )
