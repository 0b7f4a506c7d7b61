"""What is overdue, as a meeting and a printed list need it: by side, then by owner."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Now, TruncDate

from hamyar.accounts.models import User
from hamyar.commitments.enums import PENDING, PromisingSide
from hamyar.commitments.models import Commitment, FollowUp
from hamyar.commitments.selectors.register import commitments_visible_to, is_late


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
