"""Taking a project from stage to stage; the usual order stands in ``enums``."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.jalali import local_date
from hamyar.core.persian import normalise, normalise_line
from hamyar.projects.enums import Stage, is_next
from hamyar.projects.errors import UnableToMoveProjectError
from hamyar.projects.models import Project, StageChange
from hamyar.projects.permissions import require_can_move
from hamyar.projects.services.publishing import take_back


@transaction.atomic
def move_project(
    *,
    project: Project,
    to: Stage,
    held_on: date,
    by: User,
    at: datetime,
    document: str = "",
    note: str = "",
) -> StageChange:
    """Take a project to another stage; going back, skipping, suspending and cancelling need their reason.

    Side effects: one ``StageChange`` and one audit entry; a published project that is cancelled is taken back
    from the public, for the same reason.

    Raises
    ------
    PermissionDenied
        When ``by`` does not move projects.
    UnableToMoveProjectError
        When it is there already, the day lies ahead or before the last step, or the reason is missing.
    """
    require_can_move(user=by)
    locked = Project.objects.select_for_update().get(pk=project.pk)
    note = normalise(note).strip()
    _require_open(locked, to, held_on, note, local_date(at))
    before, locked.stage = locked.stage, to
    locked.revision += 1
    locked.changed_at = at
    if to == Stage.CANCELLED and locked.is_published:
        take_back(project=locked, reason=note, by=by, at=at)
    locked.save()
    step = StageChange.objects.create(
        project=locked,
        before=before,
        after=to,
        held_on=held_on,
        document=normalise_line(document)[:120],
        note=note,
        at=at,
        by=by,
    )
    changes = {"stage": [before, to.value], **({"reason": [None, note]} if note else {})}
    record(by=by, at=at, action="move_project", target=locked, changes=changes)
    return step


def _require_open(project: Project, to: Stage, held_on: date, note: str, today: date) -> None:
    if project.stage == to:
        raise UnableToMoveProjectError(_("The project is at this stage already."), "stage_same")
    if held_on > today:
        raise UnableToMoveProjectError(_("This day lies ahead."), "day_ahead")
    last = project.stage_changes.order_by("at", "pk").last()
    if last is not None and held_on < last.held_on:
        raise UnableToMoveProjectError(_("This day lies before the last step."), "day_before_last_step")
    if not is_next(project.stage, to) and not note:
        raise UnableToMoveProjectError(
            _("Give the reason: this is not the next stage of the usual order."), "reason_missing"
        )
