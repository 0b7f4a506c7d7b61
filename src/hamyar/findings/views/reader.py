"""What the views of findings share."""

from django.http import Http404, HttpRequest

from hamyar.accounts.edge import signed_in
from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission, require_permission
from hamyar.findings.models import Finding
from hamyar.findings.selectors import findings_visible_to
from hamyar.findings.selectors.visibility import VIEW_DESK, VIEW_OWN


def reader_of(request: HttpRequest) -> User:
    """Return who is reading: the staff, or a town's side; everybody else is refused."""
    user = signed_in(request)
    if not has_permission(user, VIEW_DESK):
        require_permission(user, VIEW_OWN)
    return user


def is_staff(user: User) -> bool:
    """Tell whether the register of the whole province is shown."""
    return has_permission(user, VIEW_DESK)


def finding_for(user: User, pk: int) -> Finding:
    """Return a finding the reader may know of; any other is not there."""
    rows = findings_visible_to(viewer=user, with_duplicates=True).select_related(
        "municipality__county",
        "county",
        "visit__municipality",
        "session__county",
        "recorded_by",
        "merged_into",
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404(str(pk))
    return found
