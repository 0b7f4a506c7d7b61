"""Values with errors, normalised anew in every draw."""

import numpy as np

from hamyar_engine.arrays import FloatArray, IntArray
from hamyar_engine.index.enums import Normalisation
from hamyar_engine.index.normalisation import RULES, goalposts, signed_goalposts
from hamyar_engine.index.uncertainty.recipe import Recipe
from hamyar_engine.index.uncertainty.sampling import Sample, sample_errors


def noisy_members(recipe: Recipe, choice: int, sample: Sample, draws: IntArray) -> list[FloatArray]:
    """Normalised values of each indicator: ``(draws, units)`` where it has errors, else ``(1, units)``.

    Parameters
    ----------
    recipe, sample
        What is drawn.
    choice
        Place of the normalisation among the choices.
    draws
        Numbers of the draws within the sample.
    """
    members = [column[None, :] for column in recipe.normalised[choice].T]
    columns = np.flatnonzero(recipe.errors.any(axis=0))
    if columns.size:
        values = recipe.treated + np.stack([sample_errors(recipe, sample, int(draw)) for draw in draws])
        noisy = _normalised(recipe, choice, values[:, :, columns], columns)
        for column, member in zip(columns, noisy, strict=True):
            members[column] = member
    return members


def _normalised(recipe: Recipe, choice: int, values: FloatArray, columns: IntArray) -> FloatArray:
    """Normalise ``(draws, units, columns)`` into ``(columns, draws, units)``.

    The rules work column by column, so the columns of all draws stand side by side in one wide matrix.
    """
    draws, units, count = values.shape
    method = recipe.methods[choice]
    signed = (values * recipe.data.signs[columns]).transpose(1, 0, 2).reshape(units, draws * count)
    # NumPy adds up a matrix of one column in another order than one of many
    wide = np.repeat(signed, 2, axis=1) if signed.shape[1] == 1 else signed
    if method.normalisation is Normalisation.GOALPOSTS:
        posts = signed_goalposts(tuple(recipe.data.indicators[column] for column in columns))
        result = goalposts(wide, posts=np.resize(posts.T, (wide.shape[1], 2)).T, scale=method.scale)
    else:
        result = RULES[method.normalisation](wide, scale=method.scale)
    narrow = result[:, : signed.shape[1]].reshape(units, draws, count)
    return np.ascontiguousarray(narrow.transpose(2, 1, 0))
