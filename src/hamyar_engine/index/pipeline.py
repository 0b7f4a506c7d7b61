"""The one way from values to ranks."""

import numpy as np

from hamyar_engine.arrays import FloatArray, frozen, sealed
from hamyar_engine.errors import InvalidMethodError
from hamyar_engine.index.aggregation import aggregate
from hamyar_engine.index.enums import Weighting
from hamyar_engine.index.hierarchy import plan
from hamyar_engine.index.method import Method
from hamyar_engine.index.missing import fill_missing
from hamyar_engine.index.model import IndexInput
from hamyar_engine.index.normalisation import normalise
from hamyar_engine.index.ranking import rank_scores, rounded
from hamyar_engine.index.result import IndexResult
from hamyar_engine.index.transform import transform
from hamyar_engine.index.treatment import treat
from hamyar_engine.index.weights import consistent_ahp_weights, critic_weights, entropy_weights


def compute(data: IndexInput, method: Method) -> IndexResult:
    """Compute a composite index and its ranking.

    The steps and their order are those of :class:`Method`. The same input gives the same result,
    bit by bit, on the same machine; no step draws random numbers.

    Parameters
    ----------
    data
        Values of shape ``(units, indicators)`` with their meaning; ``NaN`` marks an empty cell.
    method
        The steps.

    Returns
    -------
    IndexResult
        Every stage, the scores and the ranks (1 is the most developed, ties share the smaller).

    Raises
    ------
    InvalidInputError
        Or one of its kinds, naming the cell or the setting that stops a step.
    """
    filled = fill_missing(data, rule=method.missing)
    treatment = treat(data, transform(data, filled.values), limits=method.treatment)
    normalised = normalise(data, treatment.values, method=method)
    weights = indicator_weights(data, filled.values, method=method)
    layout = plan(data, method=method, indicator_weights=weights)
    names = (*data.codes, *(node.code or "index" for node in layout.nodes))
    scores = aggregate(normalised, plan=layout, units=data.units, members=names)
    compared = rounded(scores[:, -1], decimals=method.rounding)
    ranks = rank_scores(compared)
    ranks.setflags(write=False)
    return IndexResult(
        data=data,
        method=method,
        filled=filled.cells,
        complete=filled.values,
        treated_indicators=treatment.indicators,
        treated=sealed(treatment.values),
        normalised=sealed(normalised),
        plan=layout,
        weights=layout.effective_weights(),
        group_scores=frozen(scores[:, :-1]),
        scores=frozen(scores[:, -1]),
        rounded_scores=frozen(compared),
        ranks=ranks,
    )


def indicator_weights(data: IndexInput, values: FloatArray, *, method: Method) -> FloatArray:
    """Weight of each indicator by the weighting of ``method``, before the groups scale it.

    Parameters
    ----------
    data
        Gives given weights and directions.
    values
        Matrix of shape ``(units, indicators)`` without ``NaN``. Entropy and CRITIC look at the filled
        values in their own units, before transform and treatment, as the studies that use them do.
    method
        Gives the weighting.
    """
    if method.weighting is Weighting.ENTROPY:
        return entropy_weights(data, values)
    if method.weighting is Weighting.CRITIC:
        return critic_weights(data, values)
    if method.weighting is Weighting.AHP:
        return _ahp(data, method)
    return data.given_weights if method.weighting is Weighting.GIVEN else np.ones(len(data.indicators))


def _ahp(data: IndexInput, method: Method) -> FloatArray:
    pairwise = method.pairwise or ()
    if any(len(row) != len(data.indicators) for row in (pairwise, *pairwise)):
        raise InvalidMethodError(
            f"pairwise: {len(data.indicators)} indicators need as many rows and columns",
            code="pairwise_size",
            key="pairwise",
        )
    return consistent_ahp_weights(np.array(pairwise))
