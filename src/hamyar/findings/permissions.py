"""Who may write, decide, merge and import findings; codes are in ``accounts/definitions``."""

from django.core.exceptions import PermissionDenied

from hamyar.accounts.permissions import has_permission
from hamyar.findings.enums import FindingState, ReportedBy
from hamyar.findings.models import Evidence, Finding
from hamyar.findings.selectors.visibility import Person, findings_visible_to
from hamyar.places.models import Municipality
from hamyar.places.selectors import represents
from hamyar.visits.models import CountySession, Visit
from hamyar.visits.permissions import is_of_own_team

RECORD = "findings.record_findings"
CHANGE = "findings.change_findings"
DECIDE = "findings.decide_findings"
IMPORT = "findings.import_findings"
REPORT_OWN = "findings.report_own"

Meeting = Visit | CountySession


def can_view_finding(*, user: Person, finding: Finding) -> bool:
    """Tell whether the user may know of this finding."""
    return findings_visible_to(viewer=user, with_duplicates=True).filter(pk=finding.pk).exists()


def can_record_at(*, user: Person, meeting: Meeting | None) -> bool:
    """Tell whether the user writes findings: at any meeting and without one, or at those of the own team."""
    if has_permission(user, CHANGE):
        return True
    is_own = meeting is not None and is_of_own_team(user=user, meeting=meeting)
    return is_own and has_permission(user, RECORD)


def can_report(*, user: Person, municipality: Municipality | None) -> bool:
    """Tell whether the user reports for this town."""
    if municipality is None or not has_permission(user, REPORT_OWN):
        return False
    return represents(user=user, municipality=municipality)


def can_change_finding(*, user: Person, finding: Finding) -> bool:
    """Tell whether the user may change what was written: the desk always, its writers while it is only reported."""
    if has_permission(user, CHANGE):
        return True
    if finding.state != FindingState.REPORTED or finding.merged_into_id is not None:
        return False
    if finding.reported_by == ReportedBy.MUNICIPALITY:
        return can_report(user=user, municipality=finding.municipality)
    return can_record_at(user=user, meeting=finding.visit or finding.session)


def can_decide(*, user: Person) -> bool:
    """Tell whether the user takes findings a step further, merges and separates them."""
    return has_permission(user, DECIDE)


def can_import(*, user: Person) -> bool:
    """Tell whether the user takes in files of findings and undoes imports."""
    return has_permission(user, IMPORT)


def can_remove_evidence(*, user: Person, evidence: Evidence) -> bool:
    """Tell whether the user may remove this file: who may change the finding."""
    return can_change_finding(user=user, finding=evidence.finding)


def require_can_record_at(*, user: Person, meeting: Meeting | None) -> None:
    """Refuse who does not write findings here."""
    _require(can_record_at(user=user, meeting=meeting), RECORD)


def require_can_report(*, user: Person, municipality: Municipality | None) -> None:
    """Refuse who does not report for this town."""
    _require(can_report(user=user, municipality=municipality), REPORT_OWN)


def require_can_change_finding(*, user: Person, finding: Finding) -> None:
    """Refuse who may not change this finding."""
    _require(can_change_finding(user=user, finding=finding), CHANGE)


def require_can_decide(*, user: Person) -> None:
    """Refuse who does not decide about findings."""
    _require(can_decide(user=user), DECIDE)


def require_can_import(*, user: Person) -> None:
    """Refuse who does not take in files of findings."""
    _require(can_import(user=user), IMPORT)


def _require(is_allowed: bool, code: str) -> None:  # noqa: FBT001 (private, named by its only use)
    if not is_allowed:
        raise PermissionDenied(code)
