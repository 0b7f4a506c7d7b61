"""Weights of indicators: from the data (entropy, CRITIC) or from judgement (AHP)."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from hamyar_engine.arrays import BoolArray, FloatArray
from hamyar_engine.errors import InvalidInputError, InvalidMethodError, UnsuitableValueError
from hamyar_engine.index.model import IndexInput
from hamyar_engine.index.normalisation import min_max

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
MAX_INCONSISTENCY = 0.1
RECIPROCAL_TOLERANCE = 1e-6


def entropy_weights(data: IndexInput, values: FloatArray) -> FloatArray:
    r"""Give more weight to an indicator whose total is spread less evenly over the units.

    :math:`p_{ij} = x_{ij}/\sum_i x_{ij}`, :math:`E_j = -\frac{1}{\ln m}\sum_i p_{ij}\ln p_{ij}`,
    :math:`w_j = (1 - E_j)/\sum_k (1 - E_k)`, with :math:`0\ln 0 = 0`. A constant column gets 0.
    Beware: the weights look at spread only, not at the direction or the meaning of an indicator, and
    they change when a constant is added to a column.

    Parameters
    ----------
    data
        Names the units and indicators; its own values are not read.
    values
        Matrix of shape ``(units, indicators)``, nowhere negative, without ``NaN``.

    Returns
    -------
    FloatArray
        Weights of shape ``(indicators,)`` that sum to 1.

    Raises
    ------
    UnsuitableValueError
        Naming the first negative value.
    InvalidInputError
        When every column is constant, so that nothing tells the weights apart.

    References
    ----------
    Shannon, C. (1948); Hwang, C.-L. and Yoon, K. (1981), *Multiple attribute decision making*, ch. 3.
    """
    negative = np.argwhere(values < 0)
    if negative.size:
        unit, code = data.units[negative[0, 0]], data.codes[negative[0, 1]]
        raise UnsuitableValueError(
            f"unit {unit}, indicator {code}: entropy weights need values from 0 up",
            code="entropy_negative",
            unit=unit,
            indicator=code,
        )
    varied = _varied(values)
    weights = np.zeros(values.shape[1])
    columns = values[:, varied]
    shares = columns / columns.sum(axis=0)
    entropy = special.entr(shares).sum(axis=0) / np.log(len(values))
    weights[varied] = np.maximum(1.0 - entropy, 0.0)
    return _shares(weights)


def critic_weights(data: IndexInput, values: FloatArray) -> FloatArray:
    r"""Give more weight to an indicator that varies and that the others do not repeat.

    On min-max values with directions applied, :math:`C_j = \sigma_j\sum_k (1 - r_{jk})` and
    :math:`w_j = C_j/\sum_k C_k`. Constant columns get 0 and do not enter the sums. An indicator that
    contradicts the others (negative correlation) is rewarded, whether or not it is a good one.

    Parameters
    ----------
    data
        Gives the directions; its own values are not read.
    values
        Matrix of shape ``(units, indicators)`` without ``NaN``.

    Returns
    -------
    FloatArray
        Weights of shape ``(indicators,)`` that sum to 1.

    Raises
    ------
    InvalidInputError
        When every column is constant, or all columns order the units by exactly the same distances.

    References
    ----------
    Diakoulaki, D., Mavrotas, G. and Papayannakis, L. (1995), *Computers & Operations
    Research* 22(7), 763–770.
    """
    varied = _varied(values)
    weights = np.zeros(values.shape[1])
    if np.count_nonzero(varied) == 1:
        return varied.astype(np.float64)
    scaled = min_max(values[:, varied] * data.signs[varied])
    conflict = (1.0 - np.corrcoef(scaled, rowvar=False)).sum(axis=0)
    weights[varied] = scaled.std(axis=0) * np.maximum(conflict, 0.0)
    return _shares(weights)


def _shares(weights: FloatArray) -> FloatArray:
    total = float(weights.sum())
    if total <= np.finfo(np.float64).eps * len(weights):
        raise InvalidInputError(
            "the indicators differ too little for the data to give weights", code="weights_undefined"
        )
    return np.asarray(weights / total)


def _varied(values: FloatArray) -> BoolArray:
    varied = values.max(axis=0) > values.min(axis=0)
    if not varied.any():
        raise InvalidInputError(
            "every indicator is the same in all units, so the data cannot give weights", code="all_constant"
        )
    return np.asarray(varied)


@dataclass(frozen=True, eq=False)
class PairwiseWeights:
    """Weights from pairwise comparisons.

    Parameters
    ----------
    weights
        Weights of shape ``(indicators,)`` that sum to 1.
    principal_eigenvalue
        Equal to the number of indicators when the judgements are perfectly consistent, else larger.
    consistency_ratio
        Share of the inconsistency of random judgements; up to 0.1 is accepted by custom.
    """

    weights: FloatArray
    principal_eigenvalue: float
    consistency_ratio: float


def ahp_weights(pairwise: FloatArray) -> PairwiseWeights:
    r"""Turn pairwise comparisons into weights by the principal eigenvector.

    :math:`A w = \lambda_{max} w`; :math:`CI = (\lambda_{max} - n)/(n - 1)`, :math:`CR = CI/RI_n` with
    Saaty's random indices. With one or two indicators no judgement can contradict another: CR is 0.

    Parameters
    ----------
    pairwise
        Matrix of shape ``(n, n)``, n up to 15, positive, 1 on the diagonal, ``a[j][i] = 1/a[i][j]``
        to about six digits.

    Raises
    ------
    InvalidMethodError
        When the matrix has another form; it names the row and column.

    References
    ----------
    Saaty, T. (1980), *The analytic hierarchy process*; random indices from Saaty and Vargas (2012).
    """
    matrix = np.asarray(pairwise, dtype=np.float64)
    _check_pairwise(matrix)
    count = len(matrix)
    values, vectors = np.linalg.eig(matrix)
    principal = int(np.argmax(values.real))
    weights = np.abs(vectors[:, principal].real)
    eigenvalue = max(float(values[principal].real), float(count))
    ratio = (eigenvalue - count) / (count - 1) / RANDOM_INDEX[count - 1] if count > 2 else 0.0
    return PairwiseWeights(weights / weights.sum(), eigenvalue, ratio)


def consistent_ahp_weights(pairwise: FloatArray) -> FloatArray:
    """Weights from pairwise comparisons, refused where the judgements contradict each other.

    Raises
    ------
    InvalidMethodError
        When the consistency ratio exceeds 0.1, or the matrix is malformed.
    """
    result = ahp_weights(pairwise)
    if result.consistency_ratio > MAX_INCONSISTENCY:
        raise InvalidMethodError(
            f"pairwise: the judgements contradict each other (consistency ratio "
            f"{result.consistency_ratio:.3f}, at most {MAX_INCONSISTENCY} is accepted)",
            code="pairwise_inconsistent",
            key="pairwise",
        )
    return result.weights


def _check_pairwise(matrix: FloatArray) -> None:
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not 1 <= len(matrix) <= len(RANDOM_INDEX):
        raise InvalidMethodError(
            f"pairwise: a square matrix of up to {len(RANDOM_INDEX)} rows is needed, not {matrix.shape}",
            code="pairwise_shape",
            key="pairwise",
        )
    positive = np.isfinite(matrix) & (matrix > 0)
    mirrored = np.abs(matrix * matrix.T - 1.0) <= RECIPROCAL_TOLERANCE
    bad = np.argwhere(~(positive & mirrored))
    if bad.size:
        row, column = bad[0] + 1
        raise InvalidMethodError(
            f"pairwise: row {row}, column {column} must be positive and the reciprocal of its mirror image",
            code="pairwise_reciprocal",
            key="pairwise",
        )
