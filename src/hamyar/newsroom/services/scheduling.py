"""What was scheduled in the editor, carried out: publishing at its hour, taking back at its end."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Page, Revision


@dataclass(frozen=True)
class Carried:
    """How many items went out and how many were taken back."""

    published: int
    taken_back: int


def publish_scheduled(*, at: datetime) -> Carried:
    """Publish what is due and take back what has run out; called twice it does nothing more.

    What has run out goes first, so that an item scheduled for a moment after its own end is not shown.
    """
    return Carried(taken_back=_take_back(at), published=_publish(at))


def _take_back(at: datetime) -> int:
    over = [page.specific for page in Page.objects.filter(live=True, expire_at__lt=at).order_by("pk")]
    for page in over:
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return len(over)


def _publish(at: datetime) -> int:
    due = list(
        Revision.page_revisions.filter(approved_go_live_at__lt=at).order_by("approved_go_live_at", "pk")
    )
    for revision in due:
        revision.publish(log_action="wagtail.publish.scheduled")
    return len(due)
