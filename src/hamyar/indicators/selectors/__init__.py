"""Reading indicators; nothing here writes."""

from hamyar.indicators.selectors.batches import NamedChange, embargoed_in, import_batches, named_changes
from hamyar.indicators.selectors.coverage import (
    Coverage,
    indicators_by_theme,
    indicators_with_coverage,
)
from hamyar.indicators.selectors.distribution import Distribution, distribution
from hamyar.indicators.selectors.figures import Figure, FigureTable, figure_table, town_histories
from hamyar.indicators.selectors.inheritance import CountyOfTown
from hamyar.indicators.selectors.matrix import IndicatorMatrix, indicator_matrix
from hamyar.indicators.selectors.rounds import TownProgress, round_progress, rounds_with_counts
from hamyar.indicators.selectors.values import (
    latest_year,
    public_values,
    years_of,
)

__all__ = [
    "CountyOfTown",
    "Coverage",
    "Distribution",
    "Figure",
    "FigureTable",
    "IndicatorMatrix",
    "NamedChange",
    "TownProgress",
    "distribution",
    "embargoed_in",
    "figure_table",
    "import_batches",
    "indicator_matrix",
    "indicators_by_theme",
    "indicators_with_coverage",
    "latest_year",
    "named_changes",
    "public_values",
    "round_progress",
    "rounds_with_counts",
    "town_histories",
    "years_of",
]
