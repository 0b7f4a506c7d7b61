"""The choices a method can make, under the names they have in a method file."""

from enum import StrEnum


class Direction(StrEnum):
    """Whether more of an indicator means more developed."""

    HIGHER = "higher"
    LOWER = "lower"

    @property
    def sign(self) -> float:
        """``+1`` where more is better, ``-1`` where less is better."""
        return 1.0 if self is Direction.HIGHER else -1.0


class Transform(StrEnum):
    """What is done to the values (and the goalposts) of one indicator before anything else."""

    NONE = "none"
    LOG = "log"


class Missing(StrEnum):
    """What becomes of an empty cell."""

    REFUSE = "refuse"
    MEAN = "mean"
    MEDIAN = "median"
    GROUP_MEAN = "group_mean"
    GROUP_MEDIAN = "group_median"


class Normalisation(StrEnum):
    """How an indicator is brought to a common scale on which more is always better."""

    MIN_MAX = "min_max"
    Z_SCORE = "z_score"
    RANK = "rank"
    PERCENTILE = "percentile"
    GOALPOSTS = "goalposts"
    VECTOR = "vector"


class Weighting(StrEnum):
    """Where the weights come from."""

    GIVEN = "given"
    EQUAL = "equal"
    ENTROPY = "entropy"
    CRITIC = "critic"
    AHP = "ahp"


class Aggregation(StrEnum):
    """How normalised values become one score."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"
    TOPSIS = "topsis"


class Comparison(StrEnum):
    """Methods of local studies, computed beside the published one to compare orders."""

    TOPSIS = "topsis"
    MORRIS = "morris"
    TAXONOMY = "taxonomy"
    VIKOR = "vikor"
    WASPAS = "waspas"
    BORDA = "borda"
    COPELAND = "copeland"


class TierRule(StrEnum):
    """How units that the draws cannot tell apart are gathered into tiers."""

    NEIGHBOURS = "neighbours"
    ANCHOR = "anchor"
