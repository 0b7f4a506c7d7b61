"""What waits for a person at the desk: a count, its words and where to go, by what the person may do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.commitments.selectors import own_overdue
from hamyar.indicators.enums import BatchState
from hamyar.indicators.models import ImportBatch
from hamyar.indicators.permissions import IMPORT
from hamyar.priorities.enums import ReplyState, VersionState
from hamyar.priorities.models import MethodVersion, Reply, Run
from hamyar.web.field.versus import count_open_conflicts
from hamyar.web.meeting.asked import minutes_to_confirm, visits_to_answer


@dataclass(frozen=True)
class Waiting:
    """One kind of thing that waits."""

    count: int
    label: str | Promise
    address: str
    icon: str


@dataclass(frozen=True)
class Kind:
    """How one kind is counted, and who may deal with it."""

    permission: str
    count: Callable[[User], int]
    label: str | Promise
    address: str
    icon: str


def _batches_to_confirm(user: User) -> int:
    """Count the uploads in preview: all of them for who may confirm any, else the own ones."""
    waiting = ImportBatch.objects.filter(state=BatchState.PREVIEWED)
    return (waiting if has_permission(user, IMPORT) else waiting.filter(uploaded_by=user)).count()


KINDS = (
    Kind(
        "priorities.answer_reply",
        lambda _user: Reply.objects.filter(state=ReplyState.SENT).count(),
        _("objections of municipalities to answer"),
        "priorities:replies",
        "message",
    ),
    Kind(
        "priorities.publish_ranking",
        lambda _user: Run.objects.filter(publication__isnull=True).count(),
        _("computed rankings not published"),
        "priorities:runs",
        "ladder",
    ),
    Kind(
        "priorities.adopt_method",
        lambda _user: MethodVersion.objects.filter(state=VersionState.DRAFT).count(),
        _("drafts of the method not adopted"),
        "priorities:methods",
        "adjustments",
    ),
    Kind(
        "commitments.answer_own",
        lambda user: own_overdue(user=user),
        _("overdue promises that you own"),
        "commitments:list",
        "checklist",
    ),
    Kind(
        "indicators.view_imports",
        _batches_to_confirm,
        _("uploaded files to confirm or discard"),
        "indicators:batches",
        "upload",
    ),
    Kind(
        "visits.record_meetings",
        lambda user: count_open_conflicts(user=user),
        _("records of visits with two versions"),
        "field:conflicts",
        "git-compare",
    ),
    Kind(
        "visits.view_own",
        lambda user: minutes_to_confirm(user=user),
        _("minutes to confirm"),
        "meetings:mine",
        "clipboard-check",
    ),
    Kind(
        "visits.record_meetings",
        lambda user: visits_to_answer(user=user).count(),
        _("visits whose town waits for an answer"),
        "meetings:mine",
        "messages",
    ),
)


def waiting_for(*, user: User) -> list[Waiting]:
    """Return what waits for this person; kinds with nothing in them are left out."""
    return list(_found(user))


def _found(user: User) -> Iterator[Waiting]:
    for kind in KINDS:
        count = kind.count(user) if has_permission(user, kind.permission) else 0
        if count:
            yield Waiting(count, kind.label, reverse(kind.address), kind.icon)
