"""What the search finds of places: municipalities that exist, and counties."""

from collections.abc import Collection, Iterator

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamyar.core.search import Entry, Source, in_both
from hamyar.places.models import County, Municipality


def _towns(keys: Collection[str] | None) -> Iterator[Entry]:
    towns = Municipality.objects.filter(closed_on=None).select_related("county__province", "district")
    for town in towns if keys is None else towns.filter(code__in=keys):
        yield _town(town)


def _town(town: Municipality) -> Entry:
    note = in_both(
        lambda: _("County of {county}, {province}").format(county=town.county, province=town.county.province)
    )
    district = town.district.name_fa if town.district else ""
    return Entry(
        key=town.code,
        address=town.get_absolute_url(),
        name_fa=town.name_fa,
        name_en=town.name_en,
        also=_spellings(town.also_written_fa),
        note_fa=note.fa,
        note_en=note.en,
        keywords=f"شهرداری {town.name_fa} شهر بخش {district} municipality town {town.code}",
    )


def _counties(keys: Collection[str] | None) -> Iterator[Entry]:
    towns = Municipality.objects.filter(closed_on=None)
    counties = County.objects.select_related("province").prefetch_related(
        Prefetch("municipalities", queryset=towns)
    )
    for county in counties if keys is None else counties.filter(code__in=keys):
        yield _county(county)


def _county(county: County) -> Entry:
    towns = list(county.municipalities.all())
    name = in_both(lambda: _("County of {county}").format(county=county))
    note = in_both(
        lambda: (
            _("Municipalities: {names}").format(names=_(", ").join(str(town) for town in towns))
            if towns
            else ""
        )
    )
    return Entry(
        key=county.code,
        address=f"{reverse('municipalities:list')}?county={county.code}",
        name_fa=name.fa,
        name_en=name.en,
        also=(county.name_fa, county.name_en, *_spellings(county.also_written_fa)),
        note_fa=note.fa,
        note_en=note.en,
    )


def _spellings(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("،", ",").split(",") if part.strip())


TOWNS = Source(
    "town", gettext_lazy("Municipalities"), "building-community", _towns, is_proper=True, weight=1.3
)
COUNTIES = Source("county", gettext_lazy("Counties"), "map", _counties, is_proper=True, weight=1.1)
