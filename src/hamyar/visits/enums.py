"""The fixed choices of the stage, and the one table of moves of each."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProgrammeState(TextChoices):
    """Where a programme stands; once approved it is frozen."""

    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")


PROGRAMME_MOVES: dict[ProgrammeState, tuple[ProgrammeState, ...]] = {
    ProgrammeState.DRAFT: (ProgrammeState.APPROVED,),
    ProgrammeState.APPROVED: (ProgrammeState.PUBLISHED,),
    ProgrammeState.PUBLISHED: (),
}


class Span(TextChoices):
    """Which part of a Jalali year a programme covers."""

    YEAR = "year", _("the whole year")
    SPRING = "spring", _("spring")
    SUMMER = "summer", _("summer")
    AUTUMN = "autumn", _("autumn")
    WINTER = "winter", _("winter")


SPAN_MONTHS: dict[Span, tuple[int, int]] = {
    Span.YEAR: (1, 12),
    Span.SPRING: (1, 3),
    Span.SUMMER: (4, 6),
    Span.AUTUMN: (7, 9),
    Span.WINTER: (10, 12),
}
"""First and last Jalali month of each part."""


class RunStatus(TextChoices):
    """How the search for a plan ended; the values are those of the engine."""

    OPTIMAL = "optimal", _("no plan can be better")
    FEASIBLE = "feasible", _("every guarantee is kept")
    STOPPED = "stopped", _("stopped; the best so far")
    IMPOSSIBLE = "impossible", _("some guarantees cannot be kept")


class WishKind(TextChoices):
    """What the planner asks of the next plan."""

    PIN = "pin", _("pinned to a day")
    NOT_THIS_WEEK = "not_this_week", _("not in this week")


class VisitState(TextChoices):
    """Where a visit, or a county session, stands."""

    PLANNED = "planned", _("planned")
    CONFIRMED = "confirmed", _("confirmed with the town")
    HELD = "held", _("held")
    MINUTED = "minuted", _("minutes written")
    CONFIRMED_BY_BOTH = "confirmed_by_both", _("minutes confirmed by both sides")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")
    MOVED = "moved", _("moved to another day")


VISIT_MOVES: dict[VisitState, tuple[VisitState, ...]] = {
    VisitState.PLANNED: (
        VisitState.CONFIRMED,
        VisitState.HELD,
        VisitState.CANCELLED,
        VisitState.MOVED,
    ),
    VisitState.CONFIRMED: (VisitState.HELD, VisitState.CANCELLED, VisitState.MOVED),
    VisitState.HELD: (VisitState.MINUTED,),
    VisitState.MINUTED: (VisitState.CONFIRMED_BY_BOTH,),
    VisitState.CONFIRMED_BY_BOTH: (VisitState.MINUTED, VisitState.CLOSED),
    VisitState.CLOSED: (),
    VisitState.CANCELLED: (),
    VisitState.MOVED: (),
}
"""A change of confirmed minutes leads back to ``minuted``: both sides are asked again."""

COMING = (VisitState.PLANNED, VisitState.CONFIRMED)
"""States of a visit that is still to be made."""

MADE = (VisitState.HELD, VisitState.MINUTED, VisitState.CONFIRMED_BY_BOTH, VisitState.CLOSED)
"""States of a visit that was made; they count for coverage and spacing."""

WITH_REASON = (VisitState.CANCELLED, VisitState.MOVED)
"""States that need a reason."""


OPEN_FOR_COMMENTS = (
    VisitState.PLANNED,
    VisitState.CONFIRMED,
    VisitState.HELD,
    VisitState.MINUTED,
)
"""States in which a town comments on its visit; afterwards the text stands."""


class AttendanceState(TextChoices):
    """Who came."""

    PRESENT = "present", _("present")
    ABSENT = "absent", _("absent")
    EXCUSED = "excused", _("excused")
    SUBSTITUTE = "substitute", _("substitute")


class Side(TextChoices):
    """On whose side somebody sits, signs or answers."""

    ORGANISATION = "organisation", _("the organisation")
    MUNICIPALITY = "municipality", _("the municipality")
    OTHER = "other", _("third bodies")


class DecisionState(TextChoices):
    """Where a decision of a meeting stands; overdue is computed, not typed."""

    OPEN = "open", _("in hand")
    DONE = "done", _("done")
    BLOCKED = "blocked", _("blocked")
    CANCELLED = "cancelled", _("dropped")


DECISION_MOVES: dict[DecisionState, tuple[DecisionState, ...]] = {
    DecisionState.OPEN: (DecisionState.DONE, DecisionState.BLOCKED, DecisionState.CANCELLED),
    DecisionState.BLOCKED: (DecisionState.OPEN, DecisionState.DONE, DecisionState.CANCELLED),
    DecisionState.DONE: (),
    DecisionState.CANCELLED: (),
}


class OperationResult(TextChoices):
    """What became of a change made on a device."""

    APPLIED = "applied", _("recorded")
    CONFLICT = "conflict", _("met a newer change")
    REFUSED = "refused", _("refused")


class Resolution(TextChoices):
    """How a person ended a conflict of two changes."""

    MINE = "mine", _("the device's words were taken")
    THEIRS = "theirs", _("the words of the system stayed")
    BOTH = "both", _("both were kept")
