"""The towns × indicators table a ranking starts from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from hamyar.indicators.models import Indicator, Value
from hamyar.indicators.selectors.figures import Figure, figure_table
from hamyar.places.models import Municipality


@dataclass(frozen=True)
class IndicatorMatrix:
    """The newest figure of each town for each indicator; ``None`` where there is none.

    ``figures`` has one row per town in the order of ``towns``, one entry per indicator in the order of
    ``indicators``.
    """

    towns: tuple[Municipality, ...]
    indicators: tuple[Indicator, ...]
    figures: tuple[tuple[Figure | None, ...], ...]

    @property
    def amounts(self) -> tuple[tuple[float | None, ...], ...]:
        """Return the bare numbers."""
        return tuple(tuple(figure.amount if figure else None for figure in row) for row in self.figures)

    def own_shares(self, *, weights: Sequence[float] | None = None) -> tuple[float | None, ...]:
        """Return for each town the share (0–1) of its known figures that are its own, weighted.

        A town without any figure has no share.
        """
        weighing = [1.0] * len(self.indicators) if weights is None else list(weights)
        return tuple(_own_share(row, weighing) for row in self.figures)

    def known_shares(self) -> tuple[float, ...]:
        """Return for each town the share (0–1) of the indicators it has any figure for."""
        columns = len(self.indicators) or 1
        return tuple(sum(figure is not None for figure in row) / columns for row in self.figures)


def indicator_matrix(
    *,
    codes: Sequence[str],
    towns: Iterable[Municipality] | None = None,
    among: QuerySet[Value] | None = None,
    until_year: int | None = None,
) -> IndicatorMatrix:
    """Return the newest figures of towns for the indicators with these codes, in this order.

    Towns inherit the figure of the county they lay in when it was counted, marked as inherited. By default
    all municipalities that are not closed, and the values everyone may see.

    Raises
    ------
    LookupError
        When a code is not the code of an indicator.
    """
    found = Indicator.objects.in_bulk(list(codes), field_name="code")
    missing = [code for code in codes if code not in found]
    if missing:
        raise LookupError(", ".join(missing))
    indicators = tuple(found[code] for code in codes)
    listed = tuple(Municipality.objects.filter(closed_on__isnull=True) if towns is None else towns)
    table = figure_table(towns=listed, indicators=indicators, among=among, until_year=until_year)
    figures = tuple(
        tuple(table.latest(town=town, indicator=indicator) for indicator in indicators) for town in listed
    )
    return IndicatorMatrix(listed, indicators, figures)


def _own_share(row: Sequence[Figure | None], weights: Sequence[float]) -> float | None:
    known = [(figure, weight) for figure, weight in zip(row, weights, strict=True) if figure is not None]
    total = sum(weight for _, weight in known)
    if not total:
        return None
    return sum(weight for figure, weight in known if not figure.is_inherited) / total
