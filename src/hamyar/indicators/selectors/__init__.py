"""Reading indicators; nothing here writes."""

from hamyar.indicators.selectors.coverage import (
    Coverage,
    indicators_by_theme,
    indicators_with_coverage,
)
from hamyar.indicators.selectors.figures import Figure, FigureTable, figure_table, town_histories
from hamyar.indicators.selectors.inheritance import CountyOfTown
from hamyar.indicators.selectors.matrix import IndicatorMatrix, indicator_matrix
from hamyar.indicators.selectors.values import (
    latest_year,
    public_values,
    years_of,
)

__all__ = [
    "CountyOfTown",
    "Coverage",
    "Figure",
    "FigureTable",
    "IndicatorMatrix",
    "figure_table",
    "indicator_matrix",
    "indicators_by_theme",
    "indicators_with_coverage",
    "latest_year",
    "public_values",
    "town_histories",
    "years_of",
]
