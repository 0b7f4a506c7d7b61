"""The steps of a composite index, as one frozen value."""

import math
from dataclasses import dataclass

from hamyar_engine.errors import InvalidMethodError
from hamyar_engine.index.enums import Aggregation, Missing, Normalisation, Weighting

MAX_DECIMALS = 12


@dataclass(frozen=True, kw_only=True)
class Treatment:
    """Limits for taming outliers before normalisation.

    An indicator is treated only when its absolute skewness exceeds ``skewness`` and its kurtosis
    exceeds ``kurtosis``. It is first winsorised, one point at a time, up to ``max_winsorised``
    points; where that does not help, the logarithm is taken instead. The defaults are COINr's.

    Parameters
    ----------
    skewness
        Limit of the absolute sample skewness (bias-corrected, as in Excel), positive.
    kurtosis
        Limit of the sample excess kurtosis (bias-corrected, as in Excel).
    max_winsorised
        The most points of one indicator that may be winsorised, 0 or more.
    """

    skewness: float = 2.0
    kurtosis: float = 3.5
    max_winsorised: int = 5

    def __post_init__(self) -> None:
        if not (self.skewness > 0 and math.isfinite(self.skewness) and math.isfinite(self.kurtosis)):
            raise InvalidMethodError(
                "treatment: the limit of skewness must be positive and both limits finite",
                code="treatment_limits",
                key="treatment",
            )
        if self.max_winsorised < 0:
            raise InvalidMethodError(
                "treatment: max_winsorised must not be negative",
                code="treatment_winsorised",
                key="treatment.max_winsorised",
            )


@dataclass(frozen=True, kw_only=True)
class Method:
    """All steps from values to ranks.

    The steps run in this order: filling of empty cells (in the unit of the indicator), transform of
    single indicators, treatment of outliers, normalisation, weights, aggregation (nested over the
    groups), rounding, ranks.

    Parameters
    ----------
    treatment
        Limits for the treatment of outliers; ``None`` leaves the values alone.
    missing
        What becomes of an empty cell. The default refuses it.
    normalisation
        How indicators are brought to a common scale.
    scale
        For ``min_max``, ``goalposts`` and ``percentile`` the lowest and the highest value of that
        scale; for ``z_score`` its mean and standard deviation; without effect on ``rank`` and ``vector``.
    weighting
        Where the weights come from; ``given`` takes those of the indicators and groups.
    pairwise
        For ``ahp`` only: the matrix of pairwise comparisons, indicators × indicators in the order
        of the input, ``pairwise[i][j]`` saying how many times indicator i matters more than j.
    aggregation
        How values become a score, where a group does not say otherwise.
    rounding
        Decimals the score is rounded to before ranking; ``None`` ranks the full double.
    """

    treatment: Treatment | None = None
    missing: Missing = Missing.REFUSE
    normalisation: Normalisation = Normalisation.MIN_MAX
    scale: tuple[float, float] = (0.0, 1.0)
    weighting: Weighting = Weighting.GIVEN
    pairwise: tuple[tuple[float, ...], ...] | None = None
    aggregation: Aggregation = Aggregation.ARITHMETIC
    rounding: int | None = None

    def __post_init__(self) -> None:
        self._check_scale()
        if self.treatment is not None and self.normalisation is Normalisation.GOALPOSTS:
            raise InvalidMethodError(
                "treatment does not go with goalposts, which already bound the outliers",
                code="treatment_goalposts",
                key="treatment",
            )
        if self.rounding is not None and not 0 <= self.rounding <= MAX_DECIMALS:
            raise InvalidMethodError(
                f"rounding must be a number of decimals from 0 to {MAX_DECIMALS}, not {self.rounding}",
                code="rounding_range",
                key="rounding",
            )
        if (self.weighting is Weighting.AHP) != (self.pairwise is not None):
            raise InvalidMethodError(
                "pairwise comparisons belong to weighting ahp, and weighting ahp needs them",
                code="pairwise_needed",
                key="pairwise",
            )

    def _check_scale(self) -> None:
        low, high = self.scale
        z_score = self.normalisation is Normalisation.Z_SCORE
        ordered = high > 0 if z_score else high > low
        if not (math.isfinite(low) and math.isfinite(high) and ordered):
            raise InvalidMethodError(
                f"scale {self.scale} must be finite and "
                + (
                    "its standard deviation positive"
                    if z_score
                    else "rise from its first to its second number"
                ),
                code="scale_order",
                key="scale",
            )
