"""What a ranking would be with other weights and choices: computed at once, stored never."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from hamyar.priorities.errors import UnableToComputeRankingError
from hamyar.priorities.models import Run
from hamyar.priorities.services.compute import RankingRow, compute_ranking
from hamyar.priorities.services.method_file import MethodFile, read_method
from hamyar.priorities.services.package import METHOD, VALUES
from hamyar.priorities.services.reasons import reason_of
from hamyar.priorities.services.values_file import Values, read_values
from hamyar_engine.errors import InvalidInputError
from hamyar_engine.index.enums import Aggregation, Missing, Normalisation
from hamyar_engine.index.model import Group, Indicator

DRAWS = 400
"""Enough to see tiers move; official runs take thousands."""

FULL_WEIGHT = 50
"""Where a slider from 0 to 100 stands for the heaviest weight of the method."""


STRICT_MEANS = (Aggregation.GEOMETRIC, Aggregation.HARMONIC)
POSITIVE_SCALE = (1.0, 100.0)
"""These means cannot work with zeros, so their values run from 1 to 100 and the scale is not drawn."""


@dataclass(frozen=True)
class Choices:
    """What a reader chose; what is absent stays as the method has it. Weights are slider places, 0 to 100."""

    weights: Mapping[str, int] = field(default_factory=dict)
    group_weights: Mapping[str, int] = field(default_factory=dict)
    normalisation: Normalisation | None = None
    aggregation: Aggregation | None = None
    missing: Missing | None = None


@dataclass(frozen=True)
class Explored:
    """The ranking with the choices, or the reason why they cannot be computed together."""

    rows: tuple[RankingRow, ...]
    refusal: str = ""

    @property
    def tiers(self) -> int:
        """Return the number of tiers."""
        return max((row.tier for row in self.rows), default=0)


def default_places(run: Run) -> tuple[dict[str, int], dict[str, int]]:
    """Return where the sliders of indicators and of groups stand by the method of a run."""
    method = run.summary["method"]
    return _places(method["indicators"]), _places(method["groups"])


def _places(items: list[dict[str, float]]) -> dict[str, int]:
    heaviest = max((item["weight"] for item in items), default=1.0) or 1.0
    return {str(item["code"]): round(FULL_WEIGHT * item["weight"] / heaviest) for item in items}


def explore(*, run: Run, choices: Choices) -> Explored:
    """Rank the frozen figures of a run with other choices, without storing anything."""
    method = read_method(run.version.text.encode("utf-8"), file=METHOD)
    codes = [indicator.code for indicator in method.indicators]
    values = read_values(bytes(run.values_csv), file=VALUES, indicators=codes)
    try:
        chosen, kept = chosen_method(method, choices)
        ranking = compute_ranking(
            chosen, _columns(values, kept), file=VALUES, draws=min(DRAWS, method.draws), with_bounds=False
        )
    except UnableToComputeRankingError as error:
        return Explored((), error.message)
    except InvalidInputError as error:
        return Explored((), reason_of(error))
    return Explored(ranking.rows())


def chosen_method(method: MethodFile, choices: Choices) -> tuple[MethodFile, list[int]]:
    """Return the method with the choices in it, and which columns are left."""
    kept = [at for at, each in enumerate(method.indicators) if choices.weights.get(each.code, 1) > 0]
    indicators = tuple(_weighed(method.indicators[at], choices.weights) for at in kept)
    used = {each.group for each in indicators}
    groups = tuple(_weighed_group(each, choices.group_weights) for each in method.groups if each.code in used)
    is_strict = choices.aggregation in STRICT_MEANS
    steps = replace(
        method.method,
        scale=POSITIVE_SCALE if is_strict else method.method.scale,
        normalisation=choices.normalisation or method.method.normalisation,
        aggregation=choices.aggregation or method.method.aggregation,
        missing=choices.missing or method.method.missing,
    )
    uncertainty = replace(
        method.uncertainty,
        normalisations=() if choices.normalisation or is_strict else method.uncertainty.normalisations,
        aggregations=() if choices.aggregation else method.uncertainty.aggregations,
        drop_indicators=method.uncertainty.drop_indicators and len(indicators) > 1,
    )
    return replace(method, indicators=indicators, groups=groups, method=steps, uncertainty=uncertainty), kept


def _weighed(indicator: Indicator, weights: Mapping[str, int]) -> Indicator:
    return replace(indicator, weight=float(weights.get(indicator.code, indicator.weight)))


def _weighed_group(group: Group, weights: Mapping[str, int]) -> Group:
    return replace(group, weight=float(weights.get(group.code, group.weight)))


def _columns(values: Values, kept: list[int]) -> Values:
    names = tuple(values.indicators[at] for at in kept)
    return replace(values, indicators=names, matrix=np.ascontiguousarray(values.matrix[:, kept]))
