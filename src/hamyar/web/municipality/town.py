"""The town file: what each section shows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hamyar.core.pagecache import kept_part
from hamyar.core.pagecache.parts import parts_are_kept
from hamyar.indicators.enums import Theme
from hamyar.indicators.models import Indicator
from hamyar.indicators.selectors import Figure, town_histories
from hamyar.places.models import Municipality, MunicipalityGrade, Official, Shareholding
from hamyar.places.selectors import (
    at_day,
    council_in_office,
    council_size,
    council_view,
    detour_factor,
    nearest_towns,
    road_distance,
)
from hamyar.places.selectors.councils import CouncilSize
from hamyar.places.selectors.desk import CouncilView
from hamyar.places.selectors.distances import Neighbour, RoadDistance
from hamyar.web.municipality.listing import POPULATION

PROVINCE_SEAT = "1392"
"""Mashhad; distances to the seat of the province start here."""


@dataclass(frozen=True)
class Road:
    """How far a place of importance is."""

    label: str
    municipality: Municipality
    distance: RoadDistance


@dataclass(frozen=True)
class History:
    """An indicator with all its figures, newest last, and its chart where there are several years."""

    indicator: Indicator
    figures: tuple[Figure, ...]
    chart: Mapping[str, Any] | None

    @property
    def latest(self) -> Figure:
        """Return the newest figure."""
        return self.figures[-1]

    @property
    def growth(self) -> float | None:
        """Return by which share a population grew or shrank; nothing where a village stands among the figures."""
        first, last = self.figures[0], self.figures[-1]
        is_comparable = self.indicator.code == POPULATION and first.caveat == last.caveat and first.amount > 0
        return last.amount / first.amount - 1 if is_comparable else None

    @property
    def shrinkage(self) -> float | None:
        """Return the share by which a population shrank, or nothing when it grew."""
        return -self.growth if self.growth is not None and self.growth < 0 else None

    @property
    def source(self) -> str:
        """Return the source of the newest figure, or of the indicator where the figure names none."""
        return self.latest.source or self.indicator.source


@dataclass(frozen=True)
class ThemeGroup:
    """The indicators of one theme."""

    label: str
    histories: tuple[History, ...]


@dataclass(frozen=True)
class TownFile:
    """All the stages before the ranking know about a town."""

    grade: MunicipalityGrade | None
    official: Official | None
    share: Shareholding | None
    council: CouncilView | None
    lawful_size: CouncilSize | None
    population: Figure | None
    histories: tuple[History, ...]
    roads: tuple[Road, ...]
    neighbours: tuple[Neighbour, ...]

    @property
    def themes(self) -> list[ThemeGroup]:
        """Return the indicators by theme, in the order of the themes."""
        groups = [
            ThemeGroup(str(theme.label), tuple(h for h in self.histories if h.indicator.theme == theme))
            for theme in Theme
        ]
        return [group for group in groups if group.histories]

    @property
    def detour_factor(self) -> float:
        """Return the factor by which estimated roads are longer than the straight line."""
        return detour_factor()

    @property
    def charts(self) -> list[History]:
        """Return the histories that have a chart."""
        return [history for history in self.histories if history.chart]


def town_file_of_day(*, municipality: Municipality, on: dt.date) -> TownFile:
    """Return the file for the public page; kept as long as neither places nor figures change."""
    if parts_are_kept():
        return _kept_file(municipality.pk, on)
    return town_file(municipality=municipality, on=on)


@kept_part
def _kept_file(pk: int, on: dt.date) -> TownFile:
    towns = Municipality.objects.select_related("county__province", "census_county", "district")
    return town_file(municipality=towns.get(pk=pk), on=on)


def town_file(*, municipality: Municipality, on: dt.date) -> TownFile:
    """Join what places and indicators know about a town."""
    histories = tuple(_history(*told) for told in town_histories(town=municipality))
    population = next((h.latest for h in histories if h.indicator.code == POPULATION), None)
    council = council_in_office(municipality=municipality, on=on)
    return TownFile(
        grade=at_day(municipality.grades.all(), on=on),
        official=at_day(municipality.officials.all(), on=on),
        share=at_day(municipality.shareholdings.all(), on=on),
        council=council_view(council, on=on) if council else None,
        lawful_size=council_size(
            population=int(population.amount) if population else None, on=on, city_code=municipality.code
        ),
        population=population,
        histories=histories,
        roads=tuple(_roads(municipality)),
        neighbours=nearest_towns(municipality=municipality),
    )


def _history(indicator: Indicator, figures: Sequence[Figure]) -> History:
    return History(indicator, tuple(figures), _chart(indicator, figures) if len(figures) > 1 else None)


def _chart(indicator: Indicator, figures: Sequence[Figure]) -> dict[str, Any]:
    points = [[figure.year, figure.amount, figure.caveat_label] for figure in figures]
    return {
        "series": [{"name": indicator.name, "points": points}],
        "unit": indicator.unit,
        "decimals": indicator.decimals,
    }


def _roads(municipality: Municipality) -> list[Road]:
    ends = []
    seat = municipality.county.municipalities.filter(is_county_seat=True).first()
    if seat and seat.pk != municipality.pk:
        ends.append((_("Seat of the county"), seat))
    capital = Municipality.objects.filter(code=PROVINCE_SEAT).first()
    if capital and capital.pk not in {municipality.pk, seat.pk if seat else None}:
        ends.append((_("Centre of the province"), capital))
    roads = [(label, end, road_distance(origin=end, destination=municipality)) for label, end in ends]
    return [Road(label, end, distance) for label, end, distance in roads if distance]
