"""The plain loop that every way of drawing must equal, draw by draw."""

import numpy as np

from hamyar_engine.index.aggregation import AGGREGATIONS
from hamyar_engine.index.enums import Direction
from hamyar_engine.index.model import Group, IndexInput, Indicator
from hamyar_engine.index.normalisation import normalise
from hamyar_engine.index.uncertainty.recipe import prepare
from hamyar_engine.index.uncertainty.sampling import BLOCK, sample_block, sample_errors


def random_input(units=17, indicators=6, *, seed=5, groups=()):
    """Skewed and level columns, both directions, two equal units, one constant column at most by chance."""
    generator = np.random.default_rng(seed)
    values = generator.normal(50, 10, (units, indicators))
    values[:, ::2] = np.exp(generator.normal(0, 0.8, values[:, ::2].shape))
    values[-1] = values[0]
    items = tuple(
        Indicator(
            f"i{place}",
            direction=Direction.LOWER if place % 3 == 1 else Direction.HIGHER,
            weight=1.0 + place % 2,
            group=groups[place % len(groups)].code if groups else None,
            goalposts=(float(values[:, place].min()), float(np.quantile(values[:, place], 0.95))),
        )
        for place in range(indicators)
    )
    return IndexInput(tuple(f"u{row}" for row in range(units)), items, values, groups=tuple(groups))


def two_groups(first=None, second=None):
    """Two groups, one twice as heavy, each with an aggregation of its own or none."""
    return (Group("a", weight=2.0, aggregation=first), Group("b", aggregation=second))


def plain_ranks(data, method, uncertainty, *, draws, seed):
    """One draw after the other, one unit after the other, with the functions of a single ranking."""
    recipe = prepare(data, method, uncertainty, seed=seed)
    rows = []
    for draw in range(draws):
        block, place = divmod(draw, BLOCK)
        rows.append(_plain_draw(recipe, sample_block(recipe, block, draws=place + 1), place))
    return np.array(rows)


def _plain_draw(recipe, sample, draw):
    layout = recipe.layouts[sample.aggregation[draw]]
    values = recipe.treated + sample_errors(recipe, sample, draw)
    scores = normalise(recipe.data, values, method=recipe.methods[sample.normalisation[draw]])
    for node, weights in zip(layout.nodes, sample.weights, strict=True):
        present = weights[draw] > 0
        node_scores = AGGREGATIONS[node.aggregation](scores[:, node.members[present]], weights[draw][present])
        scores = np.column_stack([scores, node_scores])
    last = scores[:, -1]
    if recipe.method.rounding is not None:
        last = np.round(last, recipe.method.rounding)
    return [1 + sum(other > own for other in last) for own in last]
