"""Long work that shows how far it is and can be stopped, in a worker or in the command line.

In the web: ``enqueue`` keeps a record and calls a worker, the task runs inside ``running(progress_id)`` and calls
the reporter; the page of the record updates itself. Report from outside a transaction: what a transaction has not committed
nobody sees, and on SQLite it would make the page wait. In the command line pass any :class:`Report`.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from hamyar.core.enums import FINISHED, ProgressState
from hamyar.core.errors import UnableToError
from hamyar.core.models import Progress
from hamyar.core.translation import gettext_noop as _
from hamyar.core.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

    from django.db.models import Model, QuerySet
    from django_tasks.base import Task


_SECONDS_BETWEEN_WRITES = 0.4
_SILENT_AFTER = timedelta(minutes=10)
_MESSAGE_LENGTH = 300


class StoppedByUserError(UnableToError):
    """The person who asked for the work stopped it."""

    default_code = "stopped"


class Report(Protocol):
    """What long work calls now and then; it may raise ``StoppedByUserError``."""

    def __call__(self, done: int, total: int, message: str = "") -> None:
        """Say that ``done`` of ``total`` is done."""


def silent(done: int, total: int, message: str = "") -> None:
    """Report to nobody."""


def begin(*, title: str, by: Model | None, at: datetime, total: int = 0) -> Progress:
    """Keep that long work was asked for; it waits until a worker starts it."""
    return Progress.objects.create(
        title=title,
        actor_id="" if by is None else str(by.pk),
        actor_label="" if by is None else str(getattr(by, "full_name", "") or by)[:200],
        asked_at=at,
        total=total,
    )


def enqueue(
    *, task: Task[..., None], title: str, by: Model | None, at: datetime, **arguments: object
) -> Progress:
    """Ask a worker for long work, once the transaction is committed; lead the person to its page.

    ``task`` takes ``progress_id`` and ``arguments`` (plain values only) and does its work inside
    :func:`running`.
    """
    progress = begin(title=title, by=by, at=at)
    transaction.on_commit(lambda: task.enqueue(progress_id=str(progress.pk), **arguments) and None)
    return progress


def progress_of(*, user: Model) -> QuerySet[Progress]:
    """Return the long work that a person asked for, newest first."""
    return Progress.objects.filter(actor_id=str(user.pk))


def is_silent(*, progress: Progress, at: datetime) -> bool:
    """Tell whether running work has given no sign of life for ten minutes; its worker may be gone."""
    return progress.state == ProgressState.RUNNING and progress.updated_at < at - _SILENT_AFTER


def request_stop(*, progress: Progress, at: datetime) -> bool:
    """Ask the work to stop; what has not started or is silent stops at once.

    Return whether there was something to stop.
    """
    silent_state = Q(state=ProgressState.RUNNING, updated_at__lt=at - _SILENT_AFTER)
    idle = Progress.objects.filter(Q(state=ProgressState.WAITING) | silent_state, pk=progress.pk)
    if idle.update(state=ProgressState.STOPPED, is_stop_requested=True, updated_at=Now()):
        return True
    running = Progress.objects.filter(pk=progress.pk, state=ProgressState.RUNNING)
    return bool(running.update(is_stop_requested=True))


class Reporter:
    """Writes the progress of one piece of work, at most every 0.4 seconds, and notices a request to stop."""

    def __init__(self, progress_id: UUID | str) -> None:
        self._rows = Progress.objects.filter(pk=progress_id)
        self._written_at = 0.0
        self.result_url = ""

    def __call__(self, done: int, total: int, message: str = "") -> None:
        """Say that ``done`` of ``total`` is done.

        Raises
        ------
        StoppedByUserError
            When a stop was asked for.
        """
        moment = time.monotonic()
        if done < total and moment - self._written_at < _SECONDS_BETWEEN_WRITES:
            return
        self._written_at = moment
        facts = {"done": done, "total": total, "updated_at": Now()}
        self._rows.update(**facts, **({"message": message[:_MESSAGE_LENGTH]} if message else {}))
        if self._rows.filter(is_stop_requested=True).exists():
            raise StoppedByUserError(_("The work was stopped."))

    def finish(self, state: ProgressState, message: str = "") -> None:
        """Keep how the work ended; a finished one is not touched again."""
        facts = {"state": state, "message": message[:_MESSAGE_LENGTH], "result_url": self.result_url}
        self._rows.filter(~Q(state__in=FINISHED)).update(**facts, updated_at=Now())


@contextmanager
def running(progress_id: UUID | str) -> Iterator[Reporter]:
    """Run long work: started on entry, done on exit, stopped or failed when it raises.

    A refusal (``UnableToError``) is shown to the person and goes no further; anything else is shown as a
    failure and rises. Set ``reporter.result_url`` to lead from the page to the result.

    Raises
    ------
    StoppedByUserError
        When the work was stopped before it began.
    """
    reporter = Reporter(progress_id)
    waiting = Progress.objects.filter(pk=progress_id, state=ProgressState.WAITING)
    if not waiting.update(state=ProgressState.RUNNING, updated_at=Now()):
        raise StoppedByUserError(_("The work was stopped."))
    try:
        yield reporter
    except StoppedByUserError:
        reporter.finish(ProgressState.STOPPED)
    except UnableToError as refusal:
        reporter.finish(ProgressState.FAILED, refusal.message)
    except Exception:
        reporter.finish(
            ProgressState.FAILED, translate(_("Something went wrong; the operators can see it in the log."))
        )
        raise
    else:
        reporter.finish(ProgressState.DONE)
