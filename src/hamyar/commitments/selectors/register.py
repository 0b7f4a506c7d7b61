"""Promises as rows, scoped to the reader."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.commitments.enums import PENDING, CommitmentState, PublicState, Visibility
from hamyar.commitments.models import Commitment, FollowUp
from hamyar.findings.enums import Visibility as FindingVisibility
from hamyar.group.models import Company
from hamyar.group.selectors import companies_represented_by
from hamyar.places.models import Municipality
from hamyar.places.selectors import municipalities_represented_by

VIEW_DESK = "commitments.view_desk"
VIEW_OWN = "commitments.view_own"
OVERDUE = "overdue"
TOLD = Q(visibility=Visibility.PUBLIC) & (
    Q(finding__isnull=True) | Q(finding__visibility=FindingVisibility.PUBLIC)
)
"""Public promises, but for those made because of a finding that is confidential: their words would tell of it."""


def is_late(on: dt.date) -> Q:
    """Filter promises to those that are overdue on a day; a blocked one is late too."""
    return Q(state__in=PENDING, due_on__lt=on)


def commitments_visible_to(*, user: User | AnonymousUser) -> QuerySet[Commitment]:
    """Return what the user may read, the only gate for web, exports and messages.

    The staff read all. Others read what they own, what the company or the town they speak for promised, and what
    was promised to their town and is public or was decided in a meeting with it, whose minutes they confirm.
    """
    if has_permission(user, VIEW_DESK):
        return Commitment.objects.all()
    if not isinstance(user, User) or not has_permission(user, VIEW_OWN):
        return Commitment.objects.none()
    towns = municipalities_represented_by(user=user).values("pk")
    return Commitment.objects.filter(
        Q(owner=user)
        | Q(company__in=companies_represented_by(user=user).values("pk"))
        | Q(municipality__in=towns)
        | Q(town__in=towns) & TOLD
        | Q(town__in=towns, decision__isnull=False)
    )


@dataclass(frozen=True)
class Filters:
    """What the register's address asks for; ``state`` may be ``overdue``."""

    side: str = ""
    state: str = ""
    town: Municipality | None = None
    company: Company | None = None
    owner: str = ""
    due_from: dt.date | None = None
    due_until: dt.date | None = None
    mine: User | None = None


def filtered(rows: QuerySet[Commitment], filters: Filters, *, on: dt.date) -> QuerySet[Commitment]:
    """Narrow promises to what was asked for."""
    wanted = Q(side=filters.side) if filters.side else Q()
    if filters.state == OVERDUE:
        wanted &= is_late(on)
    elif filters.state:
        wanted &= Q(state=filters.state)
    return rows.filter(wanted & _of_whom(filters) & _due_within(filters))


def _of_whom(filters: Filters) -> Q:
    wanted = Q()
    if filters.town:
        wanted &= Q(town=filters.town) | Q(municipality=filters.town)
    if filters.company:
        wanted &= Q(company=filters.company)
    if filters.owner:
        wanted &= Q(owner_name__icontains=filters.owner)
    if filters.mine:
        wanted &= Q(owner=filters.mine)
    return wanted


def _due_within(filters: Filters) -> Q:
    wanted = Q()
    if filters.due_from:
        wanted &= Q(due_on__gte=filters.due_from)
    if filters.due_until:
        wanted &= Q(due_on__lte=filters.due_until)
    return wanted


def register(*, user: User, filters: Filters, on: dt.date) -> QuerySet[Commitment]:
    """Return the promises the user asked for: what the user owes, then what others owe, then what is settled."""
    order = Case(
        When(owner=user, state__in=PENDING, then=Value(0)),
        When(state__in=PENDING, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = filtered(commitments_visible_to(user=user), filters, on=on)
    return rows.select_related("company", "municipality", "town", "owner").order_by(order, "due_on", "pk")


def find_commitment(*, user: User, pk: int) -> Commitment | None:
    """Return a promise with all it points to, or nothing when the user may not read it."""
    rows = commitments_visible_to(user=user).select_related(
        "company",
        "municipality",
        "town",
        "owner",
        "chief",
        "recorded_by",
        "visit__municipality",
        "visit__trip",
        "session__county",
        "session__trip",
        "decision",
        "finding",
    )
    return rows.filter(pk=pk).first()


def history_of(*, commitment: Commitment) -> QuerySet[FollowUp]:
    """Return what was said and done, newest first, with the files."""
    return commitment.follow_ups.select_related("by").prefetch_related("files")


def public_commitments() -> QuerySet[Commitment]:
    """Return what everyone may read of promises; dropped ones are not told."""
    return Commitment.objects.filter(TOLD).exclude(state=CommitmentState.CANCELLED)


def public_promises(*, on: dt.date, state: PublicState | None) -> QuerySet[Commitment]:
    """Return the public promises as :func:`promises_kept` counts them: kept ones the latest first, others by date."""
    chosen = {
        PublicState.KEPT: Q(state=CommitmentState.DONE),
        PublicState.OWED: Q(state__in=PENDING),
        PublicState.LATE: is_late(on),
    }
    rows = public_commitments().select_related("company", "municipality", "town")
    if state == PublicState.KEPT:
        return rows.filter(chosen[state]).order_by("-done_on", "-pk")
    settled = Case(When(state__in=PENDING, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.filter(chosen[state] if state else Q()).order_by(settled, "due_on", "pk")


def commitments_of_town(*, municipality: Municipality) -> QuerySet[Commitment]:
    """Return the public promises to a town and by it: what is owed first."""
    settled = Case(When(state__in=PENDING, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = public_commitments().filter(Q(town=municipality) | Q(municipality=municipality))
    return rows.select_related("company", "municipality", "town").order_by(settled, "due_on", "pk")


@dataclass(frozen=True)
class Kept:
    """How many public promises were kept, are owed, and of those are late."""

    done: int
    pending: int
    overdue: int


def promises_kept(*, on: dt.date) -> Kept:
    """Count the public promises for the home page, in one query."""
    counted = Commitment.objects.filter(TOLD).aggregate(
        done=Count("pk", filter=Q(state=CommitmentState.DONE)),
        pending=Count("pk", filter=Q(state__in=PENDING)),
        overdue=Count("pk", filter=is_late(on)),
    )
    return Kept(**counted)
