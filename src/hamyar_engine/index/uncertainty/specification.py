"""What is uncertain about a ranking, and how it is drawn."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hamyar_engine.errors import InvalidMethodError
from hamyar_engine.index.enums import Aggregation, Normalisation

MIN_CONCENTRATION = 1.0
Cell = tuple[str, str]


class Step(StrEnum):
    """A step of a ranking that draws may vary."""

    WEIGHTS = "weights"
    NORMALISATION = "normalisation"
    AGGREGATION = "aggregation"
    DROP_INDICATORS = "drop_indicators"
    VALUE_ERROR = "value_error"


@dataclass(frozen=True)
class WeightLaw:
    r"""Dirichlet law of the weights of the members of each group.

    With concentration :math:`c` around given weights :math:`w` (that sum to 1) the law is
    :math:`\mathrm{Dirichlet}(c\,w)`: a weight has mean :math:`w_j` and variance
    :math:`w_j(1-w_j)/(c+1)`, so a larger concentration keeps closer to the given weights. Groups are
    drawn by the same law at every level. A member of weight 0 keeps weight 0.

    Parameters
    ----------
    concentration
        From 1 up. ``None`` is the flat law :math:`\mathrm{Dirichlet}(1, \dots, 1)`: every admissible
        set of weights is equally likely and the given weights play no part.
    """

    concentration: float | None = None

    def __post_init__(self) -> None:
        given = self.concentration
        if given is not None and not (math.isfinite(given) and given >= MIN_CONCENTRATION):
            raise InvalidMethodError(
                f"uncertainty.weights.concentration must be a number from {MIN_CONCENTRATION:g} up, "
                f"not {given}",
                code="concentration_range",
                key="uncertainty.weights.concentration",
            )


@dataclass(frozen=True)
class Scaled:
    """A normalisation with a scale of its own.

    Parameters
    ----------
    rule
        The normalisation.
    scale
        As in :class:`~hamyar_engine.index.Method`: lowest and highest value, or for ``z_score`` mean
        and standard deviation. Geometric and harmonic means need a scale without negative values.
    """

    rule: Normalisation
    scale: tuple[float, float] = (0.0, 1.0)


@dataclass(frozen=True, kw_only=True)
class Uncertainty:
    """The choices and figures that are in doubt; any subset of them.

    In each draw every uncertain step is drawn independently of the others. A step that is not named
    here stays as the method has it.

    Parameters
    ----------
    weights
        Law of the weights; ``None`` keeps the weights of the method.
    normalisations
        Normalisations of which each draw takes one, all equally likely. A bare rule takes the scale
        of the method where the method's own rule has the same kind of scale, else (0, 1).
    aggregations
        Aggregations of which each draw takes one, all equally likely, in the place of the method's;
        a group that names its own aggregation keeps it.
    drop_indicators
        Each draw leaves out one indicator or none, all equally likely; the other members of its group
        share its weight in proportion.
    value_error
        Standard deviation of a normal error added to each value after transform and treatment, as a
        share of the standard deviation of its indicator over the units. 0 is none.
    filled_error
        The same for cells that were empty and have been filled, where it is larger than ``value_error``.
    cell_errors
        The same for single cells, by (unit, indicator), in the place of the two others.
    """

    weights: WeightLaw | None = None
    normalisations: tuple[Normalisation | Scaled, ...] = ()
    aggregations: tuple[Aggregation, ...] = ()
    drop_indicators: bool = False
    value_error: float = 0.0
    filled_error: float = 0.0
    cell_errors: Mapping[Cell, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_error(self.value_error, key="uncertainty.value_error")
        _check_error(self.filled_error, key="uncertainty.filled_error")
        for (unit, indicator), error in self.cell_errors.items():
            _check_error(error, key=f"uncertainty.cell_errors.{unit}.{indicator}")
        _check_distinct(self.normalisations, key="uncertainty.normalisation")
        _check_distinct(self.aggregations, key="uncertainty.aggregation")

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that differ between draws, in their fixed order.

        A list with one entry decides a step; it does not make it uncertain.
        """
        present = {
            Step.WEIGHTS: self.weights is not None,
            Step.NORMALISATION: len(self.normalisations) > 1,
            Step.AGGREGATION: len(self.aggregations) > 1,
            Step.DROP_INDICATORS: self.drop_indicators,
            Step.VALUE_ERROR: self.has_value_errors,
        }
        return tuple(step for step in Step if present[step])

    @property
    def has_value_errors(self) -> bool:
        """Whether some values may be in error."""
        return bool(self.value_error or self.filled_error or any(self.cell_errors.values()))


def _check_error(error: float, *, key: str) -> None:
    if not (math.isfinite(error) and error >= 0):
        raise InvalidMethodError(
            f"{key} must be a number from 0 up, not {error}", code="value_error_range", key=key
        )


def _check_distinct(choices: tuple[object, ...], *, key: str) -> None:
    if len(set(choices)) != len(choices):
        raise InvalidMethodError(f"{key} names one choice twice", code="choice_twice", key=key)
