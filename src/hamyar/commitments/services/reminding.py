"""Reminders by e-mail: one message for each person and day.

What is due is written down first, each reminder once by its uniqueness; then the message is sent; then it is
marked as sent. A worker that dies between the last two steps leaves an unmarked message, which the next attempt sends
again: rather a message twice than a promise forgotten.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from django.utils.translation import override

from hamyar.accounts.models import User
from hamyar.commitments.definitions import ReminderRule, reminder_rule
from hamyar.commitments.enums import PENDING, ReminderKind
from hamyar.commitments.errors import UnableToSendRemindersError
from hamyar.commitments.models import Commitment, Digest, Reminder
from hamyar.commitments.reminder_days import chief_reminder, owner_reminder
from hamyar.commitments.selectors.people import People, people_on
from hamyar.core.audit import record
from hamyar.core.jalali import format_jalali, local_date

logger = logging.getLogger(__name__)

HOLD = timedelta(minutes=30)
"""How long a message that was taken up and not marked as sent waits for its worker."""
ORDER = (ReminderKind.ESCALATION, ReminderKind.WEEKLY, ReminderKind.DUE_DAY, ReminderKind.WEEK_BEFORE)


@dataclass(frozen=True)
class Line:
    """A promise as the message names it."""

    commitment: Commitment
    kind: ReminderKind
    due: str
    days_overdue: int
    link: str


def send_reminders(*, at: datetime) -> int:
    """Remind everybody who has something due or overdue; return how many messages were sent.

    Raises
    ------
    UnableToSendRemindersError
        When a message did not leave, after all others were sent; calling again sends only what is missing.
    """
    _write_down(today=local_date(at))
    people = list(User.objects.filter(pk__in=_unsent(at).values("user")).order_by("pk"))
    outcomes = [_deliver(user, at=at) for user in people]
    failed = outcomes.count(None)
    if failed:
        raise UnableToSendRemindersError(_("{number} messages could not be sent."), number=failed)
    return sum(outcome or 0 for outcome in outcomes)


def _write_down(*, today: date) -> None:
    """Keep which reminders have come up; whoever had the message of the day is told tomorrow."""
    for user, standing in _come_up(today).items():
        with transaction.atomic():
            digest, _made = Digest.objects.get_or_create(user=user, on=today)
            if digest.sent_at is None:
                rows = [
                    Reminder(digest=digest, user=user, commitment=promise, kind=kind, on=day)
                    for promise, kind, day in standing
                ]
                Reminder.objects.bulk_create(rows, ignore_conflicts=True)


def _come_up(today: date) -> dict[User, list[tuple[Commitment, ReminderKind, date]]]:
    rule, people = reminder_rule(today), people_on(today)
    last = today + timedelta(days=rule.days_before)
    rows = Commitment.objects.filter(state__in=PENDING, due_on__lte=last)
    rows = rows.select_related("owner", "chief", "recorded_by")
    known = set(Reminder.objects.filter(commitment__in=rows).values_list("commitment", "kind", "on", "user"))
    found: dict[User, list[tuple[Commitment, ReminderKind, date]]] = defaultdict(list)
    for promise in rows:
        for user, kind, day in _standing(promise, people, today=today, rule=rule):
            if (promise.pk, kind, day, user.pk) not in known:
                found[user].append((promise, kind, day))
    return found


def _standing(
    promise: Commitment, people: People, *, today: date, rule: ReminderRule
) -> Iterator[tuple[User, ReminderKind, date]]:
    own = owner_reminder(promise.due_on, today=today, rule=rule)
    if own:
        yield from ((user, *own) for user in people.reminded(promise))
    raised = chief_reminder(promise.due_on, today=today, rule=rule)
    if raised:
        yield from ((user, *raised) for user in people.chiefs(promise))


def _unsent(at: datetime) -> QuerySet[Digest]:
    """Return messages nobody is sending."""
    return Digest.objects.filter(Q(claimed_at=None) | Q(claimed_at__lte=at - HOLD), sent_at=None)


def _deliver(user: User, *, at: datetime) -> int | None:
    """Send one message with all that is unsent for a person; ``None`` says that it did not leave."""
    taken = _unsent(at).filter(user=user).update(claimed_at=at)
    mine = Digest.objects.filter(user=user, sent_at=None, claimed_at=at)
    lines = _lines(user, at=at) if taken else []
    if not lines:
        mine.update(sent_at=at)
        return 0
    try:
        _message(user, lines).send()
    except (OSError, SMTPException) as failure:
        logger.warning("Reminders could not be sent: %s", type(failure).__name__)
        mine.update(claimed_at=None, failure=type(failure).__name__)
        return None
    mine.update(sent_at=at, failure="")
    record(by=None, at=at, action="send_reminders", target=user, changes={"promises": len(lines)})
    return 1


def _lines(user: User, *, at: datetime) -> list[Line]:
    """Return each promise that is still owed once, under its gravest reason."""
    rows = Reminder.objects.filter(digest__user=user, digest__sent_at=None, digest__claimed_at=at)
    rows = rows.filter(commitment__state__in=PENDING).select_related(
        "commitment__company", "commitment__municipality", "commitment__town"
    )
    graver: dict[int, Reminder] = {}
    for row in rows.order_by("on", "pk"):
        held = graver.get(row.commitment_id)
        if held is None or ORDER.index(ReminderKind(row.kind)) <= ORDER.index(ReminderKind(held.kind)):
            graver[row.commitment_id] = row
    lines = [_line(row, today=local_date(at)) for row in graver.values()]
    return sorted(
        lines, key=lambda line: (ORDER.index(line.kind), line.commitment.due_on, line.commitment.pk)
    )


def _line(row: Reminder, *, today: date) -> Line:
    kind = ReminderKind(row.kind)
    page = "commitments:promise" if kind is ReminderKind.ESCALATION else "commitments:done"
    with override("fa"):
        path = reverse(page, args=[row.commitment_id])
    promise = row.commitment
    return Line(
        commitment=promise,
        kind=kind,
        due=format_jalali(promise.due_on, language="fa"),
        days_overdue=promise.days_overdue(today),
        link=f"{settings.SITE_ADDRESS}{path}",
    )


def _message(user: User, lines: list[Line]) -> EmailMessage:
    with override("fa"):
        context = {
            "user": user,
            "groups": [(kind, [line for line in lines if line.kind == kind]) for kind in ORDER],
            "overdue": sum(1 for line in lines if line.days_overdue),
            "count": len(lines),
            "organisation": settings.ORGANISATION["fa"],
        }
        subject = " ".join(render_to_string("commitments/mail/digest_subject.txt", context).split())
        body = render_to_string("commitments/mail/digest_message.txt", context).strip() + "\n"
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [user.email])
