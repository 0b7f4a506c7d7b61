"""How many promises were kept on the date they were first given.

Judged are the promises whose first due date has passed, dropped ones left out. On time is what was done on or before that
first date. What was done by a later, agreed date counts as kept on a new date, not as on time: a new date does not
make a promise punctual. A promise belongs to the Jalali month of its first due date.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace

from hamyar.accounts.models import User
from hamyar.commitments.enums import CommitmentState, Outcome
from hamyar.commitments.models import Commitment
from hamyar.commitments.selectors.register import commitments_visible_to
from hamyar.core.jalali import gregorian, jalali_parts

MONTHS = 12


@dataclass(frozen=True)
class Tally:
    """What became of the judged promises of one side, town, company or month."""

    key: Hashable
    label: str
    counts: dict[Outcome, int]
    month: tuple[int, int] = (0, 0)

    @property
    def judged(self) -> int:
        """How many were judged."""
        return sum(self.counts.values())

    @property
    def share(self) -> float:
        """Share done on or before the first date, 0 to 1."""
        return self.counts.get(Outcome.ON_TIME, 0) / self.judged

    @property
    def cells(self) -> list[int]:
        """Counts in the order of the outcomes."""
        return [self.counts.get(outcome, 0) for outcome in Outcome]


@dataclass(frozen=True)
class OnTime:
    """The shares of a span: over all, by side, town, company, and by month, oldest first."""

    since: dt.date
    all: Tally | None
    by_side: list[Tally]
    by_town: list[Tally]
    by_company: list[Tally]
    by_month: list[Tally]


def outcome_of(commitment: Commitment, *, on: dt.date) -> Outcome | None:
    """Return what became of a promise by a day; ``None`` while it is not to be judged."""
    if commitment.state == CommitmentState.CANCELLED or commitment.first_due_on >= on:
        return None
    if commitment.done_on is None:
        return Outcome.POSTPONED if commitment.due_on >= on else Outcome.OVERDUE
    if commitment.done_on <= commitment.first_due_on:
        return Outcome.ON_TIME
    return Outcome.ON_NEW_DATE if commitment.done_on <= commitment.due_on else Outcome.LATE


def first_day(*, on: dt.date) -> dt.date:
    """Return the first day of the twelve Jalali months that end with that of the day."""
    year, month, _day = jalali_parts(on)
    place = year * 12 + month - MONTHS
    return gregorian(place // 12, place % 12 + 1, 1)


def on_time(*, user: User, on: dt.date) -> OnTime:
    """Return the shares of the last twelve Jalali months among what the user may read, in one query."""
    since = first_day(on=on)
    rows = commitments_visible_to(user=user).filter(first_due_on__gte=since, first_due_on__lt=on)
    found = rows.select_related("company", "municipality", "town").order_by("first_due_on", "pk")
    judged = [(row, outcome) for row in found if (outcome := outcome_of(row, on=on))]
    everything = _tallies(judged, lambda _row: ("all", ""))
    return OnTime(
        since=since,
        all=everything[0] if everything else None,
        by_side=_largest(_tallies(judged, lambda row: (row.side, row.get_side_display()))),
        by_town=_largest(_tallies(judged, _town_of)),
        by_company=_largest(_tallies(judged, _company_of)),
        by_month=[
            replace(tally, month=month)
            for month, tally in zip(_months(judged), _tallies(judged, _month_of), strict=True)
        ],
    )


def _month_of(row: Commitment) -> tuple[Hashable, str]:
    return jalali_parts(row.first_due_on)[:2], ""


def _months(judged: Iterable[tuple[Commitment, Outcome]]) -> list[tuple[int, int]]:
    """Return the Jalali months, in the order in which they first occur."""
    return list(dict.fromkeys(jalali_parts(row.first_due_on)[:2] for row, _outcome in judged))


def _town_of(row: Commitment) -> tuple[Hashable, str] | None:
    return (row.town.pk, row.town.name) if row.town else None


def _company_of(row: Commitment) -> tuple[Hashable, str] | None:
    return (row.company.pk, row.company.name) if row.company else None


def _tallies(
    judged: Iterable[tuple[Commitment, Outcome]],
    key_of: Callable[[Commitment], tuple[Hashable, str] | None],
) -> list[Tally]:
    counts: dict[Hashable, Counter[Outcome]] = {}
    labels: dict[Hashable, str] = {}
    for row, outcome in judged:
        named = key_of(row)
        if named:
            labels[named[0]] = named[1]
            counts.setdefault(named[0], Counter())[outcome] += 1
    return [Tally(key, labels[key], dict(counted)) for key, counted in counts.items()]


def _largest(tallies: list[Tally]) -> list[Tally]:
    return sorted(tallies, key=lambda tally: (-tally.judged, tally.label))
