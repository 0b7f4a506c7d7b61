"""Making one finding of two, and two of one again; each keeps its own facts, history and evidence."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.persian import normalise_line
from hamyar.findings.enums import Event
from hamyar.findings.errors import UnableToMergeFindingsError
from hamyar.findings.models import Finding, FindingMerge
from hamyar.findings.permissions import require_can_decide
from hamyar.findings.services.history import add_event


@transaction.atomic
def merge_findings(
    *, kept: Finding, duplicate: Finding, by: User, at: datetime, reason: str = ""
) -> FindingMerge:
    """Let a duplicate point to the finding that is kept; it counts no more, but loses nothing.

    Raises
    ------
    PermissionDenied
        When ``by`` does not decide about findings.
    UnableToMergeFindingsError
        When they are one already, or of different towns, or a public one would vanish in a confidential one.
    """
    require_can_decide(user=by)
    ids = {kept.pk, duplicate.pk}
    locked = {row.pk: row for row in Finding.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    first, second = locked[kept.pk], locked[duplicate.pk]
    _require_same(first, second)
    merge = FindingMerge.objects.create(
        kept=first, duplicate=second, reason=normalise_line(reason)[:300], merged_at=at, merged_by=by
    )
    second.merged_into = first
    _keep(first, second, Event.ABSORBED, merge.reason, by=by, at=at)
    _keep(second, first, Event.MERGED, merge.reason, by=by, at=at)
    changes = {"merged_into": [None, str(first)]}
    record(by=by, at=at, action="merge_findings", target=second, changes=changes)
    return merge


@transaction.atomic
def separate_findings(*, merge: FindingMerge, by: User, at: datetime) -> FindingMerge:
    """Undo a merge: both findings stand on their own again, as they were.

    Raises
    ------
    PermissionDenied
        When ``by`` does not decide about findings.
    UnableToMergeFindingsError
        When the merge was undone before.
    """
    require_can_decide(user=by)
    locked = FindingMerge.objects.select_for_update().get(pk=merge.pk)
    if locked.undone_at is not None:
        raise UnableToMergeFindingsError(_("These findings were separated before."), "separated_before")
    ids = [locked.kept_id, locked.duplicate_id]
    rows = {row.pk: row for row in Finding.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    locked.undone_at, locked.undone_by = at, by
    locked.save()
    first, second = rows[locked.kept_id], rows[locked.duplicate_id]
    second.merged_into = None
    _keep(first, second, Event.SEPARATED, "", by=by, at=at)
    _keep(second, first, Event.SEPARATED, "", by=by, at=at)
    changes = {"merged_into": [str(first), None]}
    record(by=by, at=at, action="separate_findings", target=second, changes=changes)
    return locked


def _keep(finding: Finding, other: Finding, event: Event, reason: str, *, by: User, at: datetime) -> None:
    """Store a finding and write the event into its history."""
    finding.revision += 1
    finding.changed_at = at
    finding.save()
    add_event(finding=finding, event=event, other=other, reason=reason, by=by, at=at)


def _require_same(kept: Finding, duplicate: Finding) -> None:
    if kept.pk == duplicate.pk:
        raise UnableToMergeFindingsError(_("Choose another finding."), "same_finding")
    if kept.merged_into_id is not None or duplicate.merged_into_id is not None:
        raise UnableToMergeFindingsError(
            _("One of the findings was merged before; use the one that was kept."), "merged_before"
        )
    towns = {kept.municipality_id, duplicate.municipality_id} - {None}
    if kept.county_id != duplicate.county_id or len(towns) > 1:
        raise UnableToMergeFindingsError(
            _("Only findings of one town, or of a town and its county, can be one."), "places_differ"
        )
    if kept.visibility != duplicate.visibility:
        raise UnableToMergeFindingsError(
            _(
                "One of the findings stays inside the organisation and the other does not; make both alike first."
            ),
            "visibilities_differ",
        )
