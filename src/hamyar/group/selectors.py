"""Reading the directory of companies and brands, and who speaks for a company."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Now, TruncDate

from hamyar.accounts.models import User
from hamyar.core.pagecache import kept_part
from hamyar.group.models import Brand, Company, CompanyRepresentation

SHOWN_OF_LINK = ("code", "name_fa", "name_en")


@dataclass(frozen=True)
class GroupLink:
    """A company or brand as the footer names it."""

    address: str
    label: str


def companies() -> QuerySet[Company]:
    """Return the companies that are shown, with their brands."""
    shown = Brand.objects.filter(is_shown=True)
    return Company.objects.filter(is_shown=True).prefetch_related(Prefetch("brands", queryset=shown))


def brands() -> QuerySet[Brand]:
    """Return the brands that are shown, with the companies of a matching name."""
    shown = Company.objects.filter(is_shown=True)
    return Brand.objects.filter(is_shown=True).prefetch_related(Prefetch("companies", queryset=shown))


@kept_part
def group_links() -> list[GroupLink]:
    """Return companies, then brands, for the footer."""
    members: list[Company | Brand] = [
        *Company.objects.filter(is_shown=True).only(*SHOWN_OF_LINK),
        *Brand.objects.filter(is_shown=True).only(*SHOWN_OF_LINK),
    ]
    return [GroupLink(member.get_absolute_url(), member.name) for member in members]


def companies_represented_by(*, user: User | AnonymousUser, on: dt.date | None = None) -> QuerySet[Company]:
    """Return the companies the user speaks for on a day; none for a stranger.

    Without a day it is today, by the clock of the database and in the time zone of the house.
    """
    if not isinstance(user, User) or not user.is_active:
        return Company.objects.none()
    day = on or TruncDate(Now())
    held = user.company_representations.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    return Company.objects.filter(pk__in=held.values("company"))


def company_representations() -> QuerySet[CompanyRepresentation]:
    """Return who speaks or spoke for which company: those of today first."""
    rows = CompanyRepresentation.objects.select_related("user", "company")
    return rows.order_by("company__position", "company__code", "-since", "pk")
