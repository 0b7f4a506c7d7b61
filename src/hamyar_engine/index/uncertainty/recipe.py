"""All that a draw needs, prepared once and sent to whoever computes."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from hamyar_engine.arrays import FloatArray, frozen
from hamyar_engine.errors import InvalidInputError, InvalidMethodError, UnsuitableValueError
from hamyar_engine.index.enums import Aggregation, Normalisation
from hamyar_engine.index.hierarchy import Plan, plan
from hamyar_engine.index.method import Method
from hamyar_engine.index.model import IndexInput
from hamyar_engine.index.normalisation import normalise
from hamyar_engine.index.pipeline import compute, indicator_weights
from hamyar_engine.index.result import IndexResult
from hamyar_engine.index.uncertainty.specification import Scaled, Step, Uncertainty

MAX_UNITS = 65_535
_ONE_SCALE = {Normalisation.MIN_MAX, Normalisation.GOALPOSTS, Normalisation.PERCENTILE}
MEANS_OF_POSITIVES = {Aggregation.GEOMETRIC, Aggregation.HARMONIC}


@dataclass(frozen=True, eq=False, kw_only=True)
class Recipe:
    """Everything fixed about the draws.

    Parameters
    ----------
    data, method, uncertainty
        What was asked for.
    seed
        Root of all random numbers.
    methods
        The method with each normalisation that may be drawn.
    layouts
        The order of aggregations, for each aggregation that may be drawn; they differ in nothing else.
    treated
        Values of shape ``(units, indicators)`` before normalisation.
    normalised
        For each of ``methods``, values of shape ``(units, indicators)`` without error.
    errors
        Standard deviation of the error of each treated value.
    """

    data: IndexInput
    method: Method
    uncertainty: Uncertainty
    seed: int
    methods: tuple[Method, ...]
    layouts: tuple[Plan, ...]
    treated: FloatArray
    normalised: tuple[FloatArray, ...]
    errors: FloatArray

    @property
    def units(self) -> tuple[str, ...]:
        """Codes of the units, in the order of every array."""
        return self.data.units

    @cached_property
    def is_noisy(self) -> bool:
        """Whether some value has an error."""
        return bool(self.errors.any())

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that really differ between draws."""
        return tuple(step for step in self.uncertainty.steps if step is not Step.VALUE_ERROR or self.is_noisy)


def prepare(data: IndexInput, method: Method, uncertainty: Uncertainty, *, seed: int) -> Recipe:
    """Compute what all draws share, and refuse what some draw could not compute.

    Raises
    ------
    InvalidInputError
        Or one of its kinds, naming the cell or the setting.
    """
    if len(data.units) > MAX_UNITS:
        raise InvalidInputError(f"at most {MAX_UNITS} units can be ranked in draws", code="too_many_units")
    nominal = compute(data, method)
    methods = _methods(method, uncertainty)
    layouts = _layouts(nominal, uncertainty)
    recipe = Recipe(
        data=data,
        method=method,
        uncertainty=uncertainty,
        seed=seed,
        methods=methods,
        layouts=layouts,
        treated=nominal.treated,
        normalised=tuple(_normalised(nominal, item) for item in methods),
        errors=_errors(nominal, uncertainty),
    )
    _refuse_what_is_no_number(recipe)
    _refuse_negative_means(recipe)
    _refuse_dropping_all(recipe)
    return recipe


def _methods(method: Method, uncertainty: Uncertainty) -> tuple[Method, ...]:
    if not uncertainty.normalisations:
        return (method,)
    choices = [_scaled(item, method) for item in uncertainty.normalisations]
    return tuple(replace(method, normalisation=item.rule, scale=item.scale) for item in choices)


def _normalised(nominal: IndexResult, method: Method) -> FloatArray:
    """Values too far apart overflow here and are refused by name afterwards."""
    with np.errstate(over="ignore", invalid="ignore"):
        return frozen(normalise(nominal.data, nominal.treated, method=method))


def _scaled(item: Normalisation | Scaled, method: Method) -> Scaled:
    if isinstance(item, Scaled):
        return item
    same_kind = item is method.normalisation or {item, method.normalisation} <= _ONE_SCALE
    return Scaled(item, method.scale) if same_kind else Scaled(item)


def _layouts(nominal: IndexResult, uncertainty: Uncertainty) -> tuple[Plan, ...]:
    weights = indicator_weights(nominal.data, nominal.complete, method=nominal.method)
    return tuple(
        plan(nominal.data, method=replace(nominal.method, aggregation=aggregation), indicator_weights=weights)
        for aggregation in uncertainty.aggregations or (nominal.method.aggregation,)
    )


def _errors(nominal: IndexResult, uncertainty: Uncertainty) -> FloatArray:
    """Standard deviations of the errors, in the unit of the treated values."""
    data = nominal.data
    shares = np.full(nominal.treated.shape, uncertainty.value_error)
    shares[np.isnan(data.values)] = max(uncertainty.value_error, uncertainty.filled_error)
    rows = {unit: row for row, unit in enumerate(data.units)}
    columns = {code: column for column, code in enumerate(data.codes)}
    for (unit, code), share in uncertainty.cell_errors.items():
        if unit not in rows or code not in columns:
            raise InvalidMethodError(
                f"uncertainty.cell_errors: there is no unit {unit} with an indicator {code}",
                code="unknown_cell",
                unit=unit,
                indicator=code,
                key="uncertainty.cell_errors",
            )
        shares[rows[unit], columns[code]] = share
    if len(data.units) < 2:
        return frozen(np.zeros_like(shares))
    if not shares.any():
        return frozen(shares)
    return frozen(shares * nominal.treated.std(axis=0, ddof=1))


def _refuse_what_is_no_number(recipe: Recipe) -> None:
    """Values so far apart that a normalisation overflows."""
    for method, values in zip(recipe.methods, recipe.normalised, strict=True):
        bad = np.argwhere(~np.isfinite(values))
        if bad.size:
            unit, code = recipe.units[bad[0, 0]], recipe.data.codes[bad[0, 1]]
            raise UnsuitableValueError(
                f"unit {unit}, indicator {code}: {method.normalisation} gives no finite number",
                code="not_finite",
                unit=unit,
                indicator=code,
            )


def _refuse_negative_means(recipe: Recipe) -> None:
    """A mean of positives over members that may be negative has no value in some draw."""
    nodes = [node for layout in recipe.layouts for node in layout.nodes]
    means = [node for node in nodes if node.aggregation in MEANS_OF_POSITIVES]
    for method, values in zip(recipe.methods, recipe.normalised, strict=True):
        if (values >= 0).all():
            continue
        for node in means:
            for column in node.members[node.members < len(recipe.data.indicators)]:
                code = recipe.data.codes[column]
                refuse_negative(recipe, values[:, column], code, method=method, mean=node.aggregation)


def refuse_negative(
    recipe: Recipe, values: FloatArray, member: str, *, method: Method, mean: Aggregation
) -> None:
    """Refuse values of the units in one member of which one is negative, so that ``mean`` has no value."""
    row = int(values.argmin())
    if values[row] >= 0:
        return
    raise UnsuitableValueError(
        f"unit {recipe.units[row]}, {member}: a {mean} mean may be drawn together with "
        f"{method.normalisation}, which gives {values[row]:g}; give that normalisation a scale "
        "without negative values",
        code="negative_mean",
        unit=recipe.units[row],
        indicator=member,
        key="uncertainty.normalisation",
    )


def _refuse_dropping_all(recipe: Recipe) -> None:
    counted = np.count_nonzero(recipe.layouts[0].effective_weights())
    if recipe.uncertainty.drop_indicators and counted < 2:
        raise InvalidMethodError(
            "uncertainty.drop_indicators needs at least two indicators with a weight",
            code="drop_needs_two",
            key="uncertainty.drop_indicators",
        )
