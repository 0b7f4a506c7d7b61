"""Facts about indicators; no business logic."""

from hamyar.indicators.models.batch import BatchChange, ImportBatch
from hamyar.indicators.models.indicator import Indicator
from hamyar.indicators.models.round import DataRound
from hamyar.indicators.models.value import Value

__all__ = ["BatchChange", "DataRound", "ImportBatch", "Indicator", "Value"]
