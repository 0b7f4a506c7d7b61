"""The fixed choices of the stage, and the one table of moves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PromisingSide(TextChoices):
    """Who promised."""

    ORGANISATION = "organisation", _("the organisation")
    COMPANY = "company", _("a company of the group")
    MUNICIPALITY = "municipality", _("a municipality")
    OTHER = "other", _("a third body")


class CommitmentState(TextChoices):
    """Where a promise stands; overdue is computed, never typed."""

    OPEN = "open", _("in hand")
    DONE = "done", _("done")
    BLOCKED = "blocked", _("blocked")
    CANCELLED = "cancelled", _("dropped")


COMMITMENT_MOVES: dict[CommitmentState, tuple[CommitmentState, ...]] = {
    CommitmentState.OPEN: (CommitmentState.DONE, CommitmentState.BLOCKED, CommitmentState.CANCELLED),
    CommitmentState.BLOCKED: (CommitmentState.OPEN, CommitmentState.DONE, CommitmentState.CANCELLED),
    CommitmentState.DONE: (CommitmentState.OPEN,),
    CommitmentState.CANCELLED: (),
}
"""A promise reported done comes back to ``open`` when the organisation finds the evidence wanting."""

PENDING = (CommitmentState.OPEN, CommitmentState.BLOCKED)
"""States in which something is still owed; blocking a promise does not stop its clock."""


class Visibility(TextChoices):
    """Who may read a promise."""

    PUBLIC = "public", _("public")
    INTERNAL = "internal", _("only the organisation and who promised")


class FollowUpKind(TextChoices):
    """What a line of the history tells."""

    NOTE = "note", _("follow-up")
    DONE = "done", _("reported done")
    BLOCKED = "blocked", _("blocked")
    RESUMED = "resumed", _("taken up again")
    CANCELLED = "cancelled", _("dropped")
    REOPENED = "reopened", _("opened again")
    POSTPONED = "postponed", _("new date")


class ReminderKind(TextChoices):
    """Why a person was reminded."""

    WEEK_BEFORE = "week_before", _("due soon")
    DUE_DAY = "due_day", _("due")
    WEEKLY = "weekly", _("overdue")
    ESCALATION = "escalation", _("overdue; told to the chief")


class PublicState(TextChoices):
    """What everyone may ask the public promises for."""

    KEPT = "kept", _("kept")
    OWED = "owed", _("still owed")
    LATE = "late", _("past their date")


class Outcome(TextChoices):
    """What became of a promise whose first due date has passed."""

    ON_TIME = "on_time", _("done by the first date")
    ON_NEW_DATE = "on_new_date", _("done by a new date")
    LATE = "late", _("done late")
    POSTPONED = "postponed", _("open, with a new date")
    OVERDUE = "overdue", _("overdue")
