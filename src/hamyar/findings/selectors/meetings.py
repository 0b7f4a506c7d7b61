"""What other stages show of the findings of a visit or a county session."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from hamyar.findings.enums import FindingKind, Visibility
from hamyar.findings.models import Finding
from hamyar.findings.sectors import sector_name
from hamyar.findings.selectors.visibility import NOT_UNDONE, Person, findings_visible_to
from hamyar.visits.models import CountySession, Visit


@dataclass(frozen=True)
class MeetingFinding:
    """One finding as the minutes tell it."""

    device_id: str
    kind: str
    kind_name: str
    sector: str
    sector_name: str
    title: str
    text: str
    size: Decimal | None
    unit: str
    people_affected: int | None
    urgency_name: str
    town: str
    """Empty for a finding of the whole county."""
    is_confidential: bool


def _of_meeting(meeting: Visit | CountySession) -> Q:
    if isinstance(meeting, CountySession):
        return Q(session=meeting) | Q(visit__session=meeting)
    return Q(visit=meeting)


def findings_of_visit(*, visit: Visit, viewer: Person) -> QuerySet[Finding]:
    """Return the findings of a visit that the viewer may know of, those of its county session for the town too."""
    of_session = (
        Q(session=visit.session_id) & (Q(municipality=visit.municipality_id) | Q(municipality__isnull=True))
        if visit.session_id
        else Q(pk__in=())
    )
    return (
        findings_visible_to(viewer=viewer)
        .filter(Q(visit=visit) | of_session)
        .select_related("municipality", "county")
        .order_by("recorded_at", "pk")
    )


def findings_section(
    *, meeting: Visit | CountySession, is_inside: bool = False
) -> tuple[MeetingFinding, ...]:
    """Return the findings for the text of the minutes, by kind and then in the order of recording.

    The text that both sides confirm carries no confidential finding; ``is_inside`` gives the organisation's
    own sheet, with all of them.
    """
    rows = (
        Finding.objects.filter(_of_meeting(meeting), NOT_UNDONE, merged_into__isnull=True)
        .select_related("municipality")
        .order_by("recorded_at", "pk")
    )
    if not is_inside:
        rows = rows.filter(visibility=Visibility.PUBLIC)
    order = FindingKind.values
    return tuple(_row(row) for row in sorted(rows, key=lambda row: order.index(row.kind)))


def _row(row: Finding) -> MeetingFinding:
    return MeetingFinding(
        device_id=str(row.device_id),
        kind=row.kind,
        kind_name=row.get_kind_display(),
        sector=row.sector,
        sector_name=sector_name(row.sector),
        title=row.title,
        text=row.text,
        size=row.size,
        unit=row.unit,
        people_affected=row.people_affected,
        urgency_name=row.get_urgency_display(),
        town=row.municipality.name if row.municipality else "",
        is_confidential=row.visibility == Visibility.CONFIDENTIAL,
    )
