"""The fixed choices of the stage, and the one table of moves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _in


class FindingKind(TextChoices):
    """What was found."""

    NEED = "need", _("need")
    PROBLEM = "problem", _("problem")
    CAPACITY = "capacity", _("capacity")
    POTENTIAL = "potential", _("potential")


class Urgency(TextChoices):
    """How long it can wait."""

    LOW = "low", _in("urgency", "low")
    MEDIUM = "medium", _in("urgency", "medium")
    HIGH = "high", _in("urgency", "high")
    CRITICAL = "critical", _in("urgency", "at once")


URGENCY_ORDER = (Urgency.CRITICAL, Urgency.HIGH, Urgency.MEDIUM, Urgency.LOW)
"""Most urgent first."""


class Visibility(TextChoices):
    """Who may know of it: everyone once it is confirmed, or the organisation alone."""

    CONFIDENTIAL = "confidential", _("stays inside the organisation")
    PUBLIC = "public", _("public once confirmed")


class ReportedBy(TextChoices):
    """How a finding came in."""

    VISIT = "visit", _("at a visit")
    MUNICIPALITY = "municipality", _("by the municipality")
    IMPORT = "import", _("by import")
    ORGANISATION = "organisation", _("by the organisation")


class FindingState(TextChoices):
    """Where a finding stands."""

    REPORTED = "reported", _("reported")
    CONFIRMED = "confirmed", _("confirmed")
    PLANNED = "planned", _("planned")
    ANSWERED = "answered", _("answered")
    REFUSED = "refused", _("refused")


FINDING_MOVES: dict[FindingState, tuple[FindingState, ...]] = {
    FindingState.REPORTED: (FindingState.CONFIRMED, FindingState.REFUSED),
    FindingState.CONFIRMED: (FindingState.PLANNED, FindingState.ANSWERED, FindingState.REFUSED),
    FindingState.PLANNED: (FindingState.ANSWERED, FindingState.CONFIRMED, FindingState.REFUSED),
    FindingState.ANSWERED: (FindingState.CONFIRMED,),
    FindingState.REFUSED: (FindingState.REPORTED,),
}
"""Answered and refused findings can be taken up again."""

WITHOUT_REASON = (
    (FindingState.REPORTED, FindingState.CONFIRMED),
    (FindingState.CONFIRMED, FindingState.PLANNED),
)
"""The two steps that explain themselves; every other one needs a reason."""

OPEN = (FindingState.REPORTED, FindingState.CONFIRMED, FindingState.PLANNED)
"""States of a finding that still waits for something."""

ESTABLISHED = (FindingState.CONFIRMED, FindingState.PLANNED, FindingState.ANSWERED)
"""States of a finding that the organisation stands by; public ones of these may be told to everyone."""


class Event(TextChoices):
    """What happened to a finding."""

    REPORTED = "reported", _("reported")
    CHANGED = "changed", _("changed")
    MOVED = "moved", _("taken a step further")
    MERGED = "merged", _("merged into another")
    ABSORBED = "absorbed", _("took in a duplicate")
    SEPARATED = "separated", _("separated again")
    WITHDRAWN = "withdrawn", _("taken back by its writer")
