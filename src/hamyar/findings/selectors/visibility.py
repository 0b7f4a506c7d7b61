"""Which findings a reader may know of; every other selector starts here."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.findings.enums import ESTABLISHED, ReportedBy, Visibility
from hamyar.findings.models import Evidence, Finding, FindingEvent
from hamyar.places.selectors import municipalities_represented_by

Person = User | AnonymousUser

VIEW_DESK = "findings.view_desk"
VIEW_CONFIDENTIAL = "findings.view_confidential"
VIEW_OWN = "findings.view_own"

NOT_UNDONE = Q(withdrawn_at__isnull=True) & (Q(batch__isnull=True) | Q(batch__undone_at__isnull=True))
"""Findings that their writer took back, or of an import that was undone, count nowhere."""
FOR_EVERYONE = Q(visibility=Visibility.PUBLIC, state__in=ESTABLISHED)
"""What the organisation stands by and may be told to everyone."""


def sees_confidential(*, viewer: Person) -> bool:
    """Tell whether the viewer may know what stays inside the organisation."""
    return has_permission(viewer, VIEW_DESK) and has_permission(viewer, VIEW_CONFIDENTIAL)


def _visible(viewer: Person) -> Q:
    if sees_confidential(viewer=viewer):
        return Q()
    if has_permission(viewer, VIEW_DESK):
        return Q(visibility=Visibility.PUBLIC)
    if not has_permission(viewer, VIEW_OWN):
        return Q(pk__in=())
    of_own_towns = Q(municipality__in=municipalities_represented_by(user=viewer))
    own_words = Q(reported_by=ReportedBy.MUNICIPALITY, visibility=Visibility.PUBLIC)
    return of_own_towns & (own_words | FOR_EVERYONE)


def findings_visible_to(*, viewer: Person, with_duplicates: bool = False) -> QuerySet[Finding]:
    """Return the findings the viewer may know of on the desk.

    The staff sees all, confidential ones only with their own permission; a town's side its own reports and
    what was confirmed about its town; nobody an import that was undone. Duplicates that were merged into
    another are left out unless asked for.
    """
    found = Finding.objects.filter(NOT_UNDONE, _visible(viewer))
    return found if with_duplicates else found.filter(merged_into__isnull=True)


def public_findings() -> QuerySet[Finding]:
    """Return what everyone may read: public, confirmed, not merged, not undone."""
    return Finding.objects.filter(NOT_UNDONE, FOR_EVERYONE, merged_into__isnull=True)


def events_visible_to(*, viewer: Person, finding: Finding) -> QuerySet[FindingEvent]:
    """Return the history of a finding; what happened while it was confidential stays inside."""
    events = finding.events.select_related("by", "other")
    if sees_confidential(viewer=viewer):
        return events
    return events.filter(visibility=Visibility.PUBLIC)


def evidence_visible_to(*, viewer: Person) -> QuerySet[Evidence]:
    """Return the evidence the viewer may open: of findings they see, and not kept while confidential."""
    found = Evidence.objects.filter(
        finding__in=findings_visible_to(viewer=viewer, with_duplicates=True)
    ).select_related("finding", "added_by")
    return found if sees_confidential(viewer=viewer) else found.filter(visibility=Visibility.PUBLIC)
