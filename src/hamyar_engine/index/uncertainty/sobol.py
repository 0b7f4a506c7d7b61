"""Sobol indices of many outputs at once, with their bootstrap."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from hamyar_engine.arrays import FloatArray
from hamyar_engine.errors import InvalidInputError
from hamyar_engine.index.uncertainty.blocks import in_threads
from hamyar_engine.index.uncertainty.computing import Computing, choose_kernels
from hamyar_engine.index.uncertainty.kernels import Kernels

OutputArray = FloatArray | npt.NDArray[np.uint16]
_OUTPUTS_AT_ONCE = 64
_NO_VARIANCE = 1e-9


@dataclass(frozen=True, eq=False, kw_only=True)
class SobolIndices:
    """Indices of shape ``(factors, outputs)``; ``NaN`` where an output never varies.

    Parameters
    ----------
    first
        Share of the variance that a factor explains alone.
    total
        Share of the variance that a factor takes part in, alone or together with others.
    first_half_width, total_half_width
        Half the width of the confidence interval by bootstrap; ``NaN`` also where the output varies so seldom
        that some bootstrap sample does not vary at all.
    """

    first: FloatArray
    total: FloatArray
    first_half_width: FloatArray
    total_half_width: FloatArray


def sobol_indices(
    a: OutputArray,
    b: OutputArray,
    mixed: OutputArray,
    *,
    seed: int,
    resamples: int = 100,
    confidence: float = 0.95,
    computing: Computing = Computing.AUTO,
    workers: int | None = None,
) -> SobolIndices:
    r"""Estimate first and total Sobol indices from a Saltelli design.

    With outputs :math:`f` centred by the mean of all evaluations and :math:`V` the variance of
    :math:`f(A)` and :math:`f(B)` together,

    .. math::

        S_i = \frac{1}{nV}\sum_k f(B)_k\,(f(A_B^{(i)})_k - f(A)_k), \qquad
        T_i = \frac{1}{2nV}\sum_k (f(A)_k - f(A_B^{(i)})_k)^2 .

    Estimates are not clipped: a factor without influence scatters around 0 and may be slightly
    negative. The bootstrap draws samples with repetition, the same for all outputs, and takes the normal
    quantile times the standard deviation, as SALib does.

    Parameters
    ----------
    a, b
        Outputs of two independent samples, shape ``(samples, outputs)``.
    mixed
        Shape ``(factors, samples, outputs)``: outputs where factor i is taken from ``b`` and all others
        from ``a``.
    seed
        Root of the random numbers of the bootstrap.
    resamples
        Bootstrap samples, from 2 up.
    confidence
        Confidence of the intervals, in (0, 1).
    computing, workers
        As in :func:`~hamyar_engine.index.uncertainty.simulate`; they never change the result.

    Raises
    ------
    InvalidInputError
        When shapes do not fit, or an output is not finite.

    References
    ----------
    Saltelli, A. et al. (2010), *Variance based sensitivity analysis of model output*, Computer Physics
    Communications 181(2), 259–270.
    """
    _check(a, b, mixed, resamples=resamples, confidence=confidence)
    samples, outputs = a.shape
    picks = np.random.default_rng(seed).integers(0, samples, (resamples, samples))
    times = np.stack([np.bincount(row, minlength=samples) for row in picks]).astype(np.float64)
    weights = np.vstack([np.ones(samples), times])
    z = float(stats.norm.ppf(0.5 + confidence / 2))
    shape = (len(mixed), outputs)
    first, total, first_wide, total_wide = (np.empty(shape) for _ in range(4))
    kernels = choose_kernels(computing, products=weights.size * outputs * 2 * (len(mixed) + 1))

    def estimate(start: int) -> None:
        part = slice(start, start + _OUTPUTS_AT_ONCE)
        s, t = _estimates(a[:, part], b[:, part], mixed[:, :, part], weights, kernels)
        first[:, part], total[:, part] = s[:, 0], t[:, 0]
        first_wide[:, part] = z * s[:, 1:].std(axis=1, ddof=1)
        total_wide[:, part] = z * t[:, 1:].std(axis=1, ddof=1)

    for _ in in_threads(estimate, range(0, outputs, _OUTPUTS_AT_ONCE), workers=workers):
        pass
    return SobolIndices(first=first, total=total, first_half_width=first_wide, total_half_width=total_wide)


def _estimates(
    first_set: OutputArray,
    second_set: OutputArray,
    mixed_sets: OutputArray,
    weights: FloatArray,
    kernels: Kernels,
) -> tuple[FloatArray, FloatArray]:
    """First and total indices of shape ``(factors, resamples, outputs)``.

    The kernels add in a fixed order, so the result does not depend on the way of computing.
    """
    a, b, mixed = (np.array(s, dtype=np.float64) for s in (first_set, second_set, mixed_sets))
    centre = (a.sum(axis=0) + b.sum(axis=0) + mixed.sum(axis=(0, 1))) / (len(a) * (len(mixed) + 2))
    constant = (np.ptp(a, axis=0) == 0) & (np.ptp(b, axis=0) == 0)
    a -= centre
    b -= centre
    mixed -= centre

    def mean(values: FloatArray) -> FloatArray:
        out = np.empty((len(weights), values.shape[1]))
        kernels.product(weights, kernels.pack(values), out)
        out /= len(a)
        return out

    variance = mean(a * a + b * b) / 2 - np.square(mean(a + b) / 2)
    # an output that never varies, or a bootstrap sample that repeats one value (but for the last bits)
    variance[(variance <= _NO_VARIANCE * variance[0]) | constant] = np.nan
    shape = (len(mixed), len(weights), a.shape[1])
    first, total = np.empty(shape), np.empty(shape)
    for factor, outputs in enumerate(mixed):
        change = outputs - a
        first[factor] = mean(b * change) / variance
        total[factor] = mean(change * change) / 2 / variance
    return first, total


def _check(a: OutputArray, b: OutputArray, mixed: OutputArray, *, resamples: int, confidence: float) -> None:
    if a.ndim != 2 or b.shape != a.shape or mixed.ndim != 3 or mixed.shape[1:] != a.shape or len(a) < 2:
        raise InvalidInputError(
            f"outputs of shapes {a.shape}, {b.shape} and {mixed.shape} are no Saltelli design",
            code="sobol_shape",
        )
    if not all(np.isfinite(array).all() for array in (a, b, mixed)):
        raise InvalidInputError("an output is not finite", code="sobol_not_finite")
    if resamples < 2 or not 0 < confidence < 1:
        raise InvalidInputError(
            f"{resamples} resamples at confidence {confidence} give no interval", code="sobol_bootstrap"
        )
