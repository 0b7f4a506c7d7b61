r"""The best and the worst rank a unit can have under all admissible weights, proven.

The score of a mean is an increasing function of :math:`\sum_j w_j f(x_j)`, linear in the weights. So
"unit k is ahead of unit i" is a linear condition on the weights, and the best rank of i is a small
mixed-integer program: choose weights so that as few units as possible are ahead. Pairs whose order
no admissible weight can change are settled beforehand in closed form.
"""

from hamyar_engine.index.exact.admissible import AdmissibleWeights
from hamyar_engine.index.exact.linear import LinearIndex, linear_index
from hamyar_engine.index.exact.ranges import ExtremeRank, RankRange, Status, rank_ranges

__all__ = [
    "AdmissibleWeights",
    "ExtremeRank",
    "LinearIndex",
    "RankRange",
    "Status",
    "linear_index",
    "rank_ranges",
]
