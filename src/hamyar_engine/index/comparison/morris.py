"""Morris's index: the plain mean of min-max values in percent."""

from hamyar_engine.arrays import FloatArray
from hamyar_engine.index.comparison.outcome import Outcome
from hamyar_engine.index.model import IndexInput
from hamyar_engine.index.normalisation import min_max
from hamyar_engine.index.ranking import rank_scores


def morris(data: IndexInput, values: FloatArray) -> Outcome:
    r"""Rank by the mean of min-max values in percent.

    :math:`100\cdot\frac{1}{n}\sum_j (x_{ij} - \min_j)/(\max_j - \min_j)`, reversed where less is better.
    Scores lie in [0, 100], more being better. There are no weights. A constant column gives every
    unit 50 and so moves nobody.

    Parameters
    ----------
    data
        Gives the directions; its own values are not read.
    values
        Matrix of shape ``(units, indicators)`` without ``NaN``.

    References
    ----------
    Morris, M. D. (1979), *Measuring the condition of the world's poor: the physical quality of life index*.
    """
    scores = min_max(values * data.signs, scale=(0.0, 100.0)).mean(axis=1)
    return Outcome(scores, rank_scores(scores))
