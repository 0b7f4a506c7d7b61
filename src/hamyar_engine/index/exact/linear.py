"""An index in the form that is linear in its weights."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hamyar_engine.arrays import FloatArray, frozen
from hamyar_engine.errors import InvalidMethodError, UnsuitableValueError
from hamyar_engine.index.enums import Aggregation
from hamyar_engine.index.exact.admissible import AdmissibleWeights
from hamyar_engine.index.result import IndexResult


@dataclass(frozen=True, eq=False)
class LinearIndex:
    """An index whose order is that of ``terms @ weights``, more being better.

    Parameters
    ----------
    units, codes
        Codes of the rows and of what is weighed.
    terms
        Matrix of shape ``(units, codes)``.
    weights
        The published weights, which sum to 1.
    """

    units: tuple[str, ...]
    codes: tuple[str, ...]
    terms: FloatArray
    weights: FloatArray

    def around(self, share: float) -> AdmissibleWeights:
        """Weights that differ from the published ones by at most ``share`` of each, cut to [0, 1]."""
        if not share >= 0:
            raise InvalidMethodError(f"the share must not be negative: {share}", code="share", key="share")
        return AdmissibleWeights(
            self.codes,
            np.clip(self.weights * (1 - share), 0, 1),
            np.clip(self.weights * (1 + share), 0, 1),
        )

    def any_weights(self) -> AdmissibleWeights:
        """Every choice of weights from 0 to 1."""
        return AdmissibleWeights(self.codes, np.zeros(len(self.codes)), np.ones(len(self.codes)))


def linear_index(result: IndexResult) -> LinearIndex:
    """Bring an index into the form that is linear in its weights.

    Where all groups and the index are joined by one and the same mean, what is weighed are the
    indicators, with their weights in the whole. Where groups differ from the index, what is weighed are
    the members directly under the index, and the scores of the groups stay as they are.

    Raises
    ------
    InvalidMethodError
        When the index is joined by TOPSIS, whose order is not linear in the weights.
    UnsuitableValueError
        When a geometric or harmonic mean meets a 0, whose order jumps with the weight.
    """
    top = result.plan.nodes[-1]
    if top.aggregation is Aggregation.TOPSIS:
        raise InvalidMethodError(
            "exact ranks exist for arithmetic, geometric and harmonic means, not for topsis",
            code="exact_topsis",
            key="aggregation",
        )
    if all(node.aggregation is top.aggregation for node in result.plan.nodes):
        codes, values, weights = result.data.codes, result.normalised, result.weights
    else:
        everything = np.hstack([result.normalised, result.group_scores])
        names = (*result.data.codes, *result.groups)
        codes = tuple(names[member] for member in top.members)
        values, weights = everything[:, top.members], top.weights
    _refuse_zero(values, top.aggregation, result.units, codes)
    return LinearIndex(result.units, codes, frozen(_TERMS[top.aggregation](values)), weights)


_TERMS: dict[Aggregation, Callable[[FloatArray], FloatArray]] = {
    Aggregation.ARITHMETIC: lambda values: values,
    Aggregation.GEOMETRIC: np.log,
    Aggregation.HARMONIC: lambda values: -1.0 / values,
}


def _refuse_zero(
    values: FloatArray, aggregation: Aggregation, units: tuple[str, ...], codes: tuple[str, ...]
) -> None:
    zero = np.argwhere(values <= 0)
    if aggregation is not Aggregation.ARITHMETIC and zero.size:
        unit, code = units[zero[0, 0]], codes[zero[0, 1]]
        raise UnsuitableValueError(
            f"unit {unit}, {code}: exact ranks of a {aggregation} mean need normalised values above 0; "
            "choose a scale that starts above 0",
            code="exact_zero",
            unit=unit,
            indicator=code,
        )
