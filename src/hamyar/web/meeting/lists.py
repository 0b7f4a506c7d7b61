"""The visits of one's own team or town, and when each town was last visited."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.core.jalali import local_date
from hamyar.places.models import Municipality
from hamyar.priorities.models import RunResult
from hamyar.visits.enums import COMING, MADE, ProgrammeState
from hamyar.visits.models import Visit, VisitProgramme
from hamyar.visits.permissions import (
    CHANGE_VISITS,
    RECORD,
    can_view_inside,
    memberships_of,
    visits_visible_to,
)
from hamyar.visits.rules import read_rules
from hamyar.web.meeting.asked import visits_to_answer

YEAR = 365
"""Days within which every town is visited where no programme promises more."""


def my_visits(*, user: User) -> QuerySet[Visit]:
    """Return the visits of one's own teams or towns; who is in no team and stands for no town sees all of the desk."""
    rows = visits_visible_to(user=user)
    if can_view_inside(user=user):
        teams = [each.team_id for each in memberships_of(user=user)]
        rows = rows.filter(trip__team__in=teams) if teams else rows
    awaits = visits_to_answer(user=user).filter(pk=OuterRef("pk"))
    rows = rows.annotate(awaits_answer=Exists(awaits))
    return rows.select_related("municipality__county", "trip__team", "session")


def writes_all(*, user: User) -> bool:
    """Tell whether the user writes the records of every visit of :func:`my_visits`."""
    if not has_permission(user, RECORD):
        return False
    return has_permission(user, CHANGE_VISITS) or memberships_of(user=user).exists()


@dataclass(frozen=True)
class MyVisits:
    """What comes, nearest first, and what was, newest first."""

    coming: tuple[Visit, ...]
    past: tuple[Visit, ...]


def split(visits: QuerySet[Visit], *, most: int = 60) -> MyVisits:
    """Return the coming and the last visits."""
    coming = visits.filter(state__in=COMING).order_by("planned_start", "pk")
    past = visits.filter(state__in=MADE).order_by("-planned_start", "-pk")
    return MyVisits(tuple(coming[:most]), tuple(past[:most]))


@dataclass(frozen=True)
class Coverage:
    """When a town was last visited, when it will be, and within how many days it is owed a visit."""

    municipality: Municipality
    last_on: date | None
    next_on: date | None
    days_since: int | None
    owed_within: int

    @property
    def is_overdue(self) -> bool:
        """Tell whether the town was never visited, or longer ago than it is owed."""
        return self.days_since is None or self.days_since > self.owed_within


@dataclass(frozen=True)
class Owed:
    """Within how many days a visit is owed by the programme in force."""

    programme: VisitProgramme | None = None
    days: int = YEAR
    days_last_tier: int = YEAR
    last_tier: frozenset[int] = frozenset()

    def to(self, town: Municipality) -> int:
        """Return the days of one town."""
        return self.days_last_tier if town.pk in self.last_tier else self.days


def owed_visits() -> Owed:
    """Return what the newest approved programme guarantees: its days shared among the visits of a town."""
    approved = VisitProgramme.objects.exclude(state=ProgrammeState.DRAFT)
    programme = approved.order_by("-first_on", "-pk").first()
    if programme is None:
        return Owed()
    rules, days = read_rules(programme.rules), (programme.last_on - programme.first_on).days + 1
    results = RunResult.objects.filter(run=programme.ranking_run_id)
    last = results.aggregate(last=Max("tier"))["last"]
    return Owed(
        programme=programme,
        days=days // max(1, rules.visits_each),
        days_last_tier=days // max(1, rules.visits_last_tier),
        last_tier=frozenset(results.filter(tier=last).values_list("municipality", flat=True)),
    )


def coverage(*, owed: Owed, at: datetime) -> tuple[Coverage, ...]:
    """Return every town, the longest not visited first, those never visited before all."""
    made = Q(visits__state__in=MADE)
    coming = Q(visits__state__in=COMING, visits__planned_start__gte=at - timedelta(hours=12))
    towns = Municipality.objects.filter(closed_on=None).select_related("county")
    rows = towns.annotate(
        last_at=Max(Coalesce("visits__held_start", "visits__planned_start"), filter=made),
        next_at=Min("visits__planned_start", filter=coming),
    ).order_by("sort_key", "code")
    found = [_coverage(town, owed, local_date(at)) for town in rows]
    return tuple(sorted(found, key=lambda row: (row.last_on is not None, row.last_on or date.min)))


def _coverage(town: Municipality, owed: Owed, today: date) -> Coverage:
    last_at: datetime | None = getattr(town, "last_at", None)
    next_at: datetime | None = getattr(town, "next_at", None)
    last_on = local_date(last_at) if last_at else None
    return Coverage(
        municipality=town,
        last_on=last_on,
        next_on=local_date(next_at) if next_at else None,
        days_since=(today - last_on).days if last_on else None,
        owed_within=owed.to(town),
    )
