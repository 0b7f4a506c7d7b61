"""Writing the history of a finding; every service of this stage ends here."""

from datetime import datetime
from typing import Any

from hamyar.accounts.models import User
from hamyar.findings.enums import Event, Visibility
from hamyar.findings.models import Finding, FindingEvent


def add_event(
    *,
    finding: Finding,
    event: Event,
    by: User,
    at: datetime,
    before: str = "",
    reason: str = "",
    other: Finding | None = None,
    changes: dict[str, Any] | None = None,
    digest: str = "",
    visibility_before: str = "",
) -> FindingEvent:
    """Keep what happened to a finding, with the state it has now.

    An entry stays inside the organisation when the finding, before or after it, does, or when the other
    finding it names does.
    """
    seen = {finding.visibility, visibility_before, other.visibility if other else ""}
    is_inside = Visibility.CONFIDENTIAL in seen
    return FindingEvent.objects.create(
        finding=finding,
        event=event,
        before=before,
        after=finding.state,
        other=other,
        reason=reason,
        changes=changes or {},
        revision=finding.revision,
        digest=digest,
        visibility=Visibility.CONFIDENTIAL if is_inside else Visibility.PUBLIC,
        at=at,
        by=by,
    )
