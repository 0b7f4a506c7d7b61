"""What is overdue, as a meeting and a printed list need it: by side, then by owner."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Now, TruncDate

from hamyar.accounts.models import User
from hamyar.commitments.enums import PENDING, PromisingSide
from hamyar.commitments.models import Commitment, FollowUp
from hamyar.commitments.selectors.register import commitments_visible_to, is_late
from hamyar.visits.selectors.overdue import overdue_decisions


@dataclass(frozen=True)
class Late:
    """An overdue promise and by how many days."""

    commitment: Commitment
    days: int


@dataclass(frozen=True)
class OwnerPart:
    """The overdue promises of one owner, the oldest first."""

    name: str
    rows: tuple[Late, ...]


@dataclass(frozen=True)
class SidePart:
    """The overdue promises of one side."""

    label: str
    owners: tuple[OwnerPart, ...]

    @property
    def count(self) -> int:
        """How many promises of this side are overdue."""
        return sum(len(owner.rows) for owner in self.owners)


def overdue(*, user: User, on: dt.date) -> QuerySet[Commitment]:
    """Return what is overdue among what the user may read: by side in fixed order, by owner, oldest first."""
    places = [When(side=side, then=Value(place)) for place, side in enumerate(PromisingSide.values)]
    rows = commitments_visible_to(user=user).filter(is_late(on))
    return rows.select_related("company", "municipality", "town").order_by(
        Case(*places, output_field=IntegerField()), "owner_name", "due_on", "pk"
    )


def overdue_by_side(*, user: User, on: dt.date) -> list[SidePart]:
    """Group what is overdue by side and owner, in one query."""
    return [
        SidePart(
            label=str(PromisingSide(side).label),
            owners=tuple(
                OwnerPart(name, tuple(Late(row, row.days_overdue(on)) for row in rows))
                for name, rows in groupby(of_side, key=lambda row: row.owner_name)
            ),
        )
        for side, of_side in groupby(overdue(user=user, on=on), key=lambda row: row.side)
    ]


def own_overdue(*, user: User | AnonymousUser) -> int:
    """Count the overdue promises the user owns, by the clock of the database."""
    if not isinstance(user, User):
        return 0
    late = Q(state__in=PENDING, due_on__lt=TruncDate(Now()))
    return Commitment.objects.filter(late, owner=user).count()


def done_in_meeting(*, ids: Sequence[int], since: dt.datetime) -> QuerySet[FollowUp]:
    """Return what was recorded about these promises since a meeting began, in the order it was said."""
    lines = FollowUp.objects.filter(commitment__in=ids, at__gte=since)
    return lines.select_related("commitment", "by").order_by("at", "pk")


def overdue_by_town(*, on: dt.date) -> Counter[int]:
    """Count what is overdue to a town or by it: promises, and decisions of its visits that are no promise yet."""
    late = Commitment.objects.filter(is_late(on)).annotate(place=Coalesce("town", "municipality"))
    rows = late.filter(place__isnull=False).values("place").annotate(number=Count("pk")).order_by("place")
    promises = Counter({row["place"]: row["number"] for row in rows})
    return promises + overdue_decisions(on=on, but=Q(commitment__isnull=False))
