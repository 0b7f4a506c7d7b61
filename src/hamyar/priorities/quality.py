"""How good the data behind the ranking are: what is missing, old, inherited or doubtful, and what to ask for."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamyar.indicators.enums import Caveat, Status
from hamyar.indicators.models import Indicator
from hamyar.indicators.selectors import Coverage, Figure, FigureTable, figure_table, indicators_with_coverage
from hamyar.places.models import Municipality
from hamyar.priorities.models import Run

SPREAD = 5.0
LEAST_FOR_SPREAD = 8
MAD_TO_DEVIATION = 1.4826

PROVISIONAL = _("provisional")
VILLAGE = _("figure of the village that the city was then")
OUTLIER = _("far from the figures of the other places")
FILLED = _("missing; filled by the rule of the method")


@dataclass(frozen=True)
class IndicatorQuality:
    """One indicator: how many towns have a figure, how many of those are their own, and how old."""

    coverage: Coverage
    is_ranked: bool

    @property
    def indicator(self) -> Indicator:
        """Return the indicator."""
        return self.coverage.indicator

    @property
    def own(self) -> int:
        """Return how many towns have a figure of their own."""
        return self.coverage.towns - self.coverage.inherited

    @property
    def missing(self) -> int:
        """Return how many towns have none."""
        return self.coverage.towns_in_all - self.coverage.towns


@dataclass(frozen=True)
class TownQuality:
    """One town: its figures among those of the ranking, the oldest year, what is missing, what to ask it for."""

    town: Municipality
    known: int
    own: int
    asked: int
    oldest_year: int | None
    missing: tuple[Indicator, ...]
    to_ask: tuple[Indicator, ...]

    @property
    def own_share(self) -> float:
        """Return the share (0–1) of the figures that are the town's own."""
        return self.own / self.asked if self.asked else 0.0


@dataclass(frozen=True)
class Doubt:
    """One figure to look at again; ``figure`` is nothing for a filled cell."""

    town: Municipality
    indicator: Indicator
    figure: Figure | None
    reason: str | Promise


@dataclass(frozen=True)
class DataQuality:
    """All of it; ``ranked`` are the indicators of the ranking, the others wait for figures or are context."""

    indicators: tuple[IndicatorQuality, ...]
    towns: tuple[TownQuality, ...]
    doubts: tuple[Doubt, ...]

    @property
    def ranked(self) -> tuple[IndicatorQuality, ...]:
        """Return the indicators of the ranking."""
        return tuple(each for each in self.indicators if each.is_ranked)

    @property
    def others(self) -> tuple[IndicatorQuality, ...]:
        """Return the indicators that the ranking does not use."""
        return tuple(each for each in self.indicators if not each.is_ranked)

    @property
    def cells(self) -> int:
        """Return how many figures a complete table would hold."""
        return sum(each.asked for each in self.towns)

    @property
    def known_share(self) -> float:
        """Return the share (0–1) of the cells that have a figure."""
        return sum(each.known for each in self.towns) / self.cells if self.cells else 0.0

    @property
    def own_share(self) -> float:
        """Return the share (0–1) of the cells that have a figure of the town itself."""
        return sum(each.own for each in self.towns) / self.cells if self.cells else 0.0

    @property
    def oldest_year(self) -> int | None:
        """Return the year of the oldest figure the ranking rests on."""
        return min((each.oldest_year for each in self.towns if each.oldest_year), default=None)


def data_quality(*, run: Run, indicators: Mapping[str, Indicator]) -> DataQuality:
    """Return the quality of the data that a run with these indicators rests on, by today's figures."""
    results = run.results.select_related("municipality__county", "municipality__census_county")
    movers = {result.municipality_id: _movers(result.details, indicators) for result in results}
    towns = [result.municipality for result in results.order_by("municipality__sort_key")]
    table = figure_table(towns=towns, indicators=tuple(indicators.values()))
    return DataQuality(
        indicators=tuple(
            IndicatorQuality(coverage, coverage.indicator.code in indicators)
            for coverage in indicators_with_coverage()
        ),
        towns=tuple(_town(table, town, movers[town.pk]) for town in towns),
        doubts=(*_filled(run, towns, indicators), *_doubts(table)),
    )


def _movers(details: Mapping[str, object], indicators: Mapping[str, Indicator]) -> tuple[Indicator, ...]:
    found = details.get("movers") or []
    return tuple(indicators[code] for code, _ranks in found if code in indicators)  # type: ignore[attr-defined]  # JSON


def _town(table: FigureTable, town: Municipality, movers: Sequence[Indicator]) -> TownQuality:
    latest = {each: table.latest(town=town, indicator=each) for each in table.indicators}
    known = [figure for figure in latest.values() if figure is not None]
    missing = tuple(indicator for indicator, figure in latest.items() if figure is None)
    return TownQuality(
        town=town,
        known=len(known),
        own=sum(not figure.is_inherited for figure in known),
        asked=len(latest),
        oldest_year=min((figure.year for figure in known), default=None),
        missing=missing,
        to_ask=tuple(dict.fromkeys([*missing, *movers])),
    )


def _filled(run: Run, towns: Sequence[Municipality], indicators: Mapping[str, Indicator]) -> Iterator[Doubt]:
    by_code = {town.code: town for town in towns}
    for code, indicator, _value in run.summary["filled"]:
        if code in by_code and indicator in indicators:
            yield Doubt(by_code[code], indicators[indicator], None, FILLED)


def _doubts(table: FigureTable) -> Iterator[Doubt]:
    """Yield each doubtful value once; an inherited one under the first town of its county."""
    for indicator in table.indicators:
        seen: dict[int, tuple[Municipality, Figure]] = {}
        for town in table.towns:
            figure = table.latest(town=town, indicator=indicator)
            if figure is not None:
                seen.setdefault(figure.value_id, (town, figure))
        low, high = _expected([figure.amount for _town, figure in seen.values()])
        for town, figure in seen.values():
            yield from (Doubt(town, indicator, figure, reason) for reason in _reasons(figure, low, high))


def _reasons(figure: Figure, low: float, high: float) -> Iterator[str | Promise]:
    if figure.status == Status.PROVISIONAL:
        yield PROVISIONAL
    if figure.caveat == Caveat.VILLAGE:
        yield VILLAGE
    if not low <= figure.amount <= high:
        yield OUTLIER


def _expected(amounts: Sequence[float]) -> tuple[float, float]:
    """Return the range within five robust deviations of the median; too few figures give no range."""
    if len(amounts) < LEAST_FOR_SPREAD:
        return float("-inf"), float("inf")
    middle = statistics.median(amounts)
    deviation = MAD_TO_DEVIATION * statistics.median(abs(amount - middle) for amount in amounts)
    if not deviation:
        return float("-inf"), float("inf")
    return middle - SPREAD * deviation, middle + SPREAD * deviation
