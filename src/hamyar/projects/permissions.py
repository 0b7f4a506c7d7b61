"""Who may propose, change, move and publish projects; codes are in ``accounts/definitions``."""

from django.core.exceptions import PermissionDenied

from hamyar.accounts.permissions import has_permission, require_permission
from hamyar.places.models import Municipality
from hamyar.places.selectors import represents
from hamyar.projects.enums import Origin, Stage
from hamyar.projects.models import Project
from hamyar.projects.selectors import projects_visible_to
from hamyar.projects.selectors.visibility import VIEW_DESK, VIEW_OWN, Person

CHANGE = "projects.change_projects"
MOVE = "projects.move_projects"
PUBLISH = "projects.publish_opportunities"
PROPOSE_OWN = "projects.propose_own"


def can_enter(*, user: Person) -> bool:
    """Tell whether the user may open the register at all."""
    return has_permission(user, VIEW_DESK) or has_permission(user, VIEW_OWN)


def can_view_project(*, user: Person, project: Project) -> bool:
    """Tell whether the user may know of this project."""
    return projects_visible_to(viewer=user).filter(pk=project.pk).exists()


def can_record(*, user: Person) -> bool:
    """Tell whether the user records and changes projects of every town, with what each side brings."""
    return has_permission(user, CHANGE)


def can_propose(*, user: Person, municipality: Municipality | None) -> bool:
    """Tell whether the user may propose a project for this town."""
    if municipality is None or not has_permission(user, PROPOSE_OWN):
        return False
    return represents(user=user, municipality=municipality)


def can_change_project(*, user: Person, project: Project) -> bool:
    """Tell whether the user may change what is written: the planner always, a town its own proposal while an idea."""
    if can_record(user=user):
        return True
    is_fresh = project.stage == Stage.IDEA and not project.is_published
    is_proposal = project.origin == Origin.MUNICIPALITY
    return is_fresh and is_proposal and can_propose(user=user, municipality=project.municipality)


def can_move(*, user: Person) -> bool:
    """Tell whether the user takes projects from stage to stage."""
    return has_permission(user, MOVE)


def can_publish(*, user: Person) -> bool:
    """Tell whether the user shows projects to everyone and takes them back."""
    return has_permission(user, PUBLISH)


def require_can_record(*, user: Person) -> None:
    """Refuse who does not record projects."""
    require_permission(user, CHANGE)


def require_can_propose(*, user: Person, municipality: Municipality | None) -> None:
    """Refuse who may propose nothing for this town."""
    if not can_propose(user=user, municipality=municipality):
        raise PermissionDenied(PROPOSE_OWN)


def require_can_change_project(*, user: Person, project: Project) -> None:
    """Refuse who may not change this project."""
    if not can_change_project(user=user, project=project):
        raise PermissionDenied(CHANGE)


def require_can_move(*, user: Person) -> None:
    """Refuse who does not move projects."""
    require_permission(user, MOVE)


def require_can_publish(*, user: Person) -> None:
    """Refuse who does not publish projects."""
    require_permission(user, PUBLISH)
