"""Showing a project to everyone as an investment opportunity, and taking it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.contact import contact_details
from hamyar.core.persian import normalise
from hamyar.projects.enums import Stage
from hamyar.projects.errors import UnableToPublishProjectError
from hamyar.projects.models import Project
from hamyar.projects.permissions import require_can_publish


def require_publishable(project: Project) -> None:
    """Refuse a project whose public page would lack what readers need.

    Raises
    ------
    UnableToPublishProjectError
        Without a summary, without anybody to call, or when it is cancelled.
    """
    if project.stage == Stage.CANCELLED:
        raise UnableToPublishProjectError(_("A cancelled project is not shown."), "project_cancelled")
    if not project.summary:
        raise UnableToPublishProjectError(
            _("Write the summary first; it is what everyone reads in the list."), "summary_missing"
        )
    ours = contact_details()
    if not (project.contact_phone or project.contact_email or ours.phone or ours.email):
        raise UnableToPublishProjectError(
            _("Give a telephone or an e-mail address for those who are interested."), "contact_missing"
        )


@transaction.atomic
def publish_project(*, project: Project, by: User, at: datetime) -> Project:
    """Show a project to everyone.

    Raises
    ------
    PermissionDenied
        When ``by`` does not publish opportunities.
    UnableToPublishProjectError
        When it is public already, or its page would lack what readers need.
    """
    require_can_publish(user=by)
    locked = Project.objects.select_for_update().get(pk=project.pk)
    if locked.is_published:
        raise UnableToPublishProjectError(_("Everyone can read this project already."), "published_already")
    require_publishable(locked)
    locked.published_at, locked.published_by = at, by
    locked.revision += 1
    locked.save()
    record(by=by, at=at, action="publish_project", target=locked)
    return locked


@transaction.atomic
def unpublish_project(*, project: Project, reason: str, by: User, at: datetime) -> Project:
    """Take a project back from the public; it stays on record.

    Raises
    ------
    PermissionDenied
        When ``by`` does not publish opportunities.
    UnableToPublishProjectError
        When it is not public, or the reason is missing.
    """
    require_can_publish(user=by)
    locked = Project.objects.select_for_update().get(pk=project.pk)
    reason = normalise(reason).strip()
    if not locked.is_published:
        raise UnableToPublishProjectError(_("This project is not public."), "not_published")
    if not reason:
        raise UnableToPublishProjectError(_("Give the reason."), "reason_missing")
    take_back(project=locked, reason=reason, by=by, at=at)
    locked.revision += 1
    locked.save()
    return locked


def take_back(*, project: Project, reason: str, by: User, at: datetime) -> None:
    """Make a locked project internal again and keep why; the caller stores it."""
    changes = {"published_at": [_stamp(project), None], "reason": [None, reason]}
    project.published_at = project.published_by = None
    record(by=by, at=at, action="unpublish_project", target=project, changes=changes)


def _stamp(project: Project) -> str | None:
    return project.published_at.isoformat() if project.published_at else None
