"""What the page of one finding and the section of a town show."""

from dataclasses import dataclass

from django.db.models import Q

from hamyar.accounts.permissions import has_permission
from hamyar.core.audit.naming import Change, changes_of
from hamyar.findings.enums import Visibility
from hamyar.findings.models import Evidence, Finding, FindingEvent, FindingMerge
from hamyar.findings.selectors.counts import Matrix, matrix_of_pairs
from hamyar.findings.selectors.towns import BY_URGENCY
from hamyar.findings.selectors.visibility import (
    FOR_EVERYONE,
    VIEW_DESK,
    VIEW_OWN,
    Person,
    evidence_visible_to,
    findings_visible_to,
    public_findings,
    sees_confidential,
)
from hamyar.places.models import Municipality
from hamyar.places.selectors import represents

MOST_LEVELS = 20


@dataclass(frozen=True)
class Step:
    """One entry of the history, and whether it belongs to a duplicate that was merged."""

    event: FindingEvent
    of_duplicate: bool
    other: Finding | None = None
    """The finding it was merged with, where the reader may know of it."""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class FindingPage:
    """A finding with the duplicates that were merged into it; each part only as far as the reader may see it."""

    finding: Finding
    duplicates: tuple[Finding, ...]
    merges: tuple[FindingMerge, ...]
    history: tuple[Step, ...]
    evidence: tuple[Evidence, ...]
    merged_into: Finding | None


def finding_page(*, finding: Finding, viewer: Person) -> FindingPage:
    """Return a finding with both histories and all evidence, duplicates of duplicates included."""
    duplicates = _duplicates(finding, viewer)
    ids = [finding.pk, *(row.pk for row in duplicates)]
    events = FindingEvent.objects.filter(finding__in=ids).select_related("by", "finding")
    if not sees_confidential(viewer=viewer):
        events = events.filter(visibility=Visibility.PUBLIC)
    merges = FindingMerge.objects.filter(
        kept=finding, undone_at=None, duplicate__in=[row.pk for row in duplicates]
    ).select_related("duplicate", "merged_by")
    known = {finding.merged_into_id, *events.values_list("other", flat=True)} - {None}
    others = findings_visible_to(viewer=viewer, with_duplicates=True).in_bulk(known)
    return FindingPage(
        finding=finding,
        duplicates=duplicates,
        merges=tuple(merges),
        history=tuple(_step(event, finding, others) for event in events.order_by("at", "pk")),
        evidence=tuple(evidence_visible_to(viewer=viewer).filter(finding__in=ids).order_by("added_at", "pk")),
        merged_into=others.get(finding.merged_into_id or 0),
    )


def _step(event: FindingEvent, finding: Finding, others: dict[int, Finding]) -> Step:
    changes = changes_of(target_type="findings.Finding", changes=event.changes)
    other = others.get(event.other_id or 0)
    return Step(event, event.finding_id != finding.pk, other, tuple(changes))


def _duplicates(finding: Finding, viewer: Person) -> tuple[Finding, ...]:
    visible = findings_visible_to(viewer=viewer, with_duplicates=True).select_related(
        "municipality", "county"
    )
    found: list[Finding] = []
    level = [finding.pk]
    for _number in range(MOST_LEVELS):
        rows = list(visible.filter(merged_into__in=level).order_by("pk"))
        if not rows:
            break
        found += rows
        level = [row.pk for row in rows]
    return tuple(found)


@dataclass(frozen=True)
class TownFindings:
    """The findings of a town as one reader may see them."""

    rows: tuple[Finding, ...]
    matrix: Matrix
    is_inside: bool
    """Whether more than the public part is shown."""


def findings_of_town(*, municipality: Municipality, viewer: Person) -> TownFindings:
    """Return what the reader may know of a town's findings: everyone the public part, others what they may see."""
    inside = findings_visible_to(viewer=viewer).filter(municipality=municipality)
    everyone = public_findings().filter(FOR_EVERYONE, municipality=municipality)
    rows = tuple(
        Finding.objects.filter(Q(pk__in=inside.values("pk")) | Q(pk__in=everyone.values("pk")))
        .select_related("municipality", "county")
        .order_by(BY_URGENCY, "-recorded_at", "-pk")
    )
    matrix = matrix_of_pairs(pairs=[(row.sector, row.kind) for row in rows])
    return TownFindings(rows, matrix, is_inside=_sees_more(viewer, municipality))


def _sees_more(viewer: Person, municipality: Municipality) -> bool:
    if has_permission(viewer, VIEW_DESK):
        return True
    return has_permission(viewer, VIEW_OWN) and represents(user=viewer, municipality=municipality)
