"""What the desk views of projects share."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from hamyar.accounts.edge import signed_in
from hamyar.accounts.models import User
from hamyar.projects.models import Contribution, Project
from hamyar.projects.permissions import can_enter
from hamyar.projects.selectors import projects_visible_to
from hamyar.projects.selectors.visibility import VIEW_OWN


def reader_of(request: HttpRequest) -> User:
    """Return who is reading: the staff, a town's or a company's side; everybody else is refused."""
    user = signed_in(request)
    if not can_enter(user=user):
        raise PermissionDenied(VIEW_OWN)
    return user


def project_for(user: User, code: str) -> Project:
    """Return a project the reader may know of; any other is not there."""
    rows = projects_visible_to(viewer=user).select_related(
        "municipality__county", "recorded_by", "published_by"
    )
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404(code)
    return found


def contribution_for(user: User, pk: int) -> Contribution:
    """Return a contribution to a project the reader may know of; any other is not there."""
    rows = Contribution.objects.filter(party__project__in=projects_visible_to(viewer=user))
    found = (
        rows.select_related("party__project", "party__municipality", "party__company").filter(pk=pk).first()
    )
    if found is None:
        raise Http404(str(pk))
    return found
