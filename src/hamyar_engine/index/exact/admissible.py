"""The weights among which the best and the worst rank are sought."""

from dataclasses import dataclass

import numpy as np

from hamyar_engine.arrays import FloatArray, frozen
from hamyar_engine.errors import InvalidMethodError

SUM_TOLERANCE = 1e-9


@dataclass(frozen=True, eq=False)
class AdmissibleWeights:
    """All weights between two bounds that sum to 1.

    Parameters
    ----------
    codes
        Codes of what is weighed.
    low, high
        Bounds of shape ``(codes,)``, within [0, 1], with at least one admissible choice.

    Raises
    ------
    InvalidMethodError
        When the bounds cross or admit nothing.
    """

    codes: tuple[str, ...]
    low: FloatArray
    high: FloatArray

    def __post_init__(self) -> None:
        object.__setattr__(self, "low", frozen(self.low))
        object.__setattr__(self, "high", frozen(self.high))
        if not self.low.shape == self.high.shape == (len(self.codes),):
            raise InvalidMethodError("bounds of weights: one pair per weight is needed", code="bounds_shape")
        bad = np.flatnonzero(~((self.low >= 0) & (self.low <= self.high) & (self.high <= 1)))
        if bad.size:
            raise InvalidMethodError(
                f"bounds of the weight of {self.codes[bad[0]]}: 0 ≤ low ≤ high ≤ 1 is needed",
                code="bounds_order",
                key=self.codes[bad[0]],
            )
        if self.low.sum() > 1 + SUM_TOLERANCE or self.high.sum() < 1 - SUM_TOLERANCE:
            raise InvalidMethodError(
                "bounds of weights: no choice between them sums to 1", code="bounds_empty"
            )

    def largest(self, coefficients: FloatArray) -> FloatArray:
        """Largest value of ``coefficients @ weights`` over all admissible weights, row by row.

        Every weight starts at its lower bound; what is left to 1 goes to the largest coefficients
        first, each up to its upper bound. That is the optimum of this linear program.

        Parameters
        ----------
        coefficients
            Matrix of shape ``(rows, codes)``.
        """
        order = np.argsort(-coefficients, axis=1)
        room = (self.high - self.low)[order]
        before = np.cumsum(room, axis=1) - room
        extra = np.clip(1.0 - self.low.sum() - before, 0.0, room)
        return np.asarray(
            (coefficients * self.low).sum(axis=1)
            + (np.take_along_axis(coefficients, order, axis=1) * extra).sum(axis=1)
        )

    def smallest(self, coefficients: FloatArray) -> FloatArray:
        """Smallest value of ``coefficients @ weights`` over all admissible weights, row by row."""
        return -self.largest(-coefficients)

    def nearest(self, weights: FloatArray) -> FloatArray:
        """``weights`` themselves where they are admissible, else some admissible weights."""
        inside = (weights >= self.low - SUM_TOLERANCE) & (weights <= self.high + SUM_TOLERANCE)
        if inside.all() and abs(weights.sum() - 1.0) <= SUM_TOLERANCE:
            return weights
        room = self.high - self.low
        total = float(room.sum())
        return self.low + (room * (1.0 - self.low.sum()) / total if total > 0 else 0.0)
