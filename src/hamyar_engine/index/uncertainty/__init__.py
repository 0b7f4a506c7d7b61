"""How sure a ranking is: draws, tiers, sensitivity.

Every random number comes from a seed; the number of cores, the machine and the way of computing change the
time a result takes, never the result.
"""

from hamyar_engine.index.uncertainty.cluster import ClusterError
from hamyar_engine.index.uncertainty.computing import Computing, warm_up
from hamyar_engine.index.uncertainty.distribution import RankDistribution, RankDraws
from hamyar_engine.index.uncertainty.drivers import Driver, IntervalDrivers, interval_drivers
from hamyar_engine.index.uncertainty.sensitivity import Sensitivity, sensitivity
from hamyar_engine.index.uncertainty.simulation import draw_ranks, simulate
from hamyar_engine.index.uncertainty.sobol import SobolIndices, sobol_indices
from hamyar_engine.index.uncertainty.specification import Scaled, Step, Uncertainty, WeightLaw
from hamyar_engine.index.uncertainty.tiers import Tiers, tiers

__all__ = [
    "ClusterError",
    "Computing",
    "Driver",
    "IntervalDrivers",
    "RankDistribution",
    "RankDraws",
    "Scaled",
    "Sensitivity",
    "SobolIndices",
    "Step",
    "Tiers",
    "Uncertainty",
    "WeightLaw",
    "draw_ranks",
    "interval_drivers",
    "sensitivity",
    "simulate",
    "sobol_indices",
    "tiers",
    "warm_up",
]
