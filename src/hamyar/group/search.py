"""What the search finds of the group: companies and brands that are shown."""

from collections.abc import Collection, Iterator
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from hamyar.core.search import Entry, Source
from hamyar.group.models import Brand, Company, GroupMember

Member = TypeVar("Member", bound=GroupMember)


def _companies(keys: Collection[str] | None) -> Iterator[Entry]:
    for company in _shown(Company.objects.all(), keys):
        yield _entry(company, keywords="شرکت company")


def _brands(keys: Collection[str] | None) -> Iterator[Entry]:
    for brand in _shown(Brand.objects.all(), keys):
        yield _entry(
            brand, keywords=f"برند brand #{brand.tag}", note_fa=brand.sector_fa, note_en=brand.sector_en
        )


def _shown(members: QuerySet[Member], keys: Collection[str] | None) -> QuerySet[Member]:
    shown = members.filter(is_shown=True)
    return shown if keys is None else shown.filter(code__in=keys)


def _entry(member: GroupMember, *, keywords: str, note_fa: str = "", note_en: str = "") -> Entry:
    """Show only what is confirmed; what a name suggests is found, and said as such on the page itself."""
    return Entry(
        key=member.code,
        address=member.get_absolute_url(),
        name_fa=member.name_fa,
        name_en=member.name_en,
        note_fa=note_fa,
        note_en=note_en,
        keywords=f"{keywords} {member.inferred_fa} {member.inferred_en}",
        text_fa=member.confirmed_fa,
        text_en=member.confirmed_en,
    )


COMPANIES = Source(
    "company", gettext_lazy("Companies"), "building-factory-2", _companies, is_proper=True, weight=1.15
)
BRANDS = Source("brand", gettext_lazy("Brands"), "tag", _brands, is_proper=True, weight=1.15)
