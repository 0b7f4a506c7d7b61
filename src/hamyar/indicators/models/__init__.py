"""Facts about indicators; no business logic."""

from hamyar.indicators.models.batch import ImportBatch
from hamyar.indicators.models.indicator import Indicator
from hamyar.indicators.models.round import DataRound
from hamyar.indicators.models.value import Value

__all__ = ["DataRound", "ImportBatch", "Indicator", "Value"]
