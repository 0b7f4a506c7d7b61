"""Reading the directory of companies and brands."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from hamyar.group.models import Brand, Company


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


def group_links() -> list[GroupLink]:
    """Return companies, then brands, for the footer."""
    members: list[Company | Brand] = [
        *Company.objects.filter(is_shown=True),
        *Brand.objects.filter(is_shown=True),
    ]
    return [GroupLink(member.get_absolute_url(), member.name) for member in members]
