"""Our figures beside those of pymcdm and scikit-criteria on random inputs.

Neither is a dependency of the product: they live in the environment of the benchmarks
(requirements/bench.txt), where these tests run. Elsewhere they are skipped.
"""

import numpy as np
import pytest

from hamyar_engine.index import Aggregation, Method, Normalisation, compute
from hamyar_engine.index.comparison import topsis, vikor, waspas
from hamyar_engine.index.normalisation import min_max, vector
from hamyar_engine.index.weights import critic_weights, entropy_weights
from tests.engine.index.cases import plain

SEEDS = range(20)
LOWER = (1, 4, 5)
TYPES = np.array([1, -1, 1, 1, -1, -1, 1])


def case(seed):
    rng = np.random.default_rng(seed)
    values = rng.uniform(1.0, 50.0, (12, 7))
    weights = rng.dirichlet(np.ones(7))
    return plain(values, lower=LOWER, weights=tuple(weights)), values, weights


def same(ours, theirs):
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)


@pytest.fixture
def methods():
    return pytest.importorskip("pymcdm.methods", reason="pymcdm is only in the environment of the benchmarks")


@pytest.fixture
def norms():
    return pytest.importorskip("pymcdm.normalizations", reason="pymcdm is only there")


@pytest.mark.parametrize("seed", SEEDS)
def test_pymcdm_topsis_vikor_and_waspas(seed, methods, norms):
    data, values, weights = case(seed)
    theirs = methods.TOPSIS(normalization_function=norms.vector_normalization)(values, weights, TYPES)
    same(topsis(data, values, weights=weights).scores, theirs)
    theirs = methods.VIKOR(normalization_function=norms.minmax_normalization)(values, weights, TYPES)
    same(vikor(data, values, weights=weights).scores, theirs)
    same(waspas(data, values, weights=weights).scores, methods.WASPAS()(values, weights, TYPES))


@pytest.mark.parametrize("seed", SEEDS)
def test_pymcdm_topsis_on_min_max_through_the_pipeline(seed, methods):
    data, values, weights = case(seed)
    theirs = methods.TOPSIS()(values, weights, TYPES)
    same(compute(data, Method(aggregation=Aggregation.TOPSIS)).scores, theirs)


@pytest.mark.parametrize("seed", SEEDS)
def test_pymcdm_sum_and_product_through_the_pipeline(seed, methods, norms):
    data, values, weights = case(seed)
    theirs = methods.WSM(normalization_function=norms.minmax_normalization)(values, weights, TYPES)
    same(compute(data, Method()).scores, theirs)
    theirs = methods.WPM(normalization_function=norms.minmax_normalization)(values, weights, TYPES)
    same(compute(data, Method(aggregation=Aggregation.GEOMETRIC)).scores, theirs)


@pytest.mark.parametrize("seed", SEEDS)
def test_pymcdm_normalisations_and_weights(seed, norms):
    peers = pytest.importorskip("pymcdm.weights")
    _, values, _ = case(seed)
    data = plain(values)
    for column in values.T:
        same(min_max(column[:, None])[:, 0], norms.minmax_normalization(column))
        same(vector(column[:, None])[:, 0], norms.vector_normalization(column))
    same(entropy_weights(data, values), peers.entropy_weights(values))
    same(critic_weights(data, values), peers.critic_weights(values))


@pytest.mark.filterwarnings("ignore:Although .* can operate with minimization")
@pytest.mark.parametrize("seed", SEEDS)
def test_scikit_criteria_topsis_vikor_and_weights(seed):
    skcriteria = pytest.importorskip("skcriteria", reason="scikit-criteria is only in that environment")
    similarity = pytest.importorskip("skcriteria.agg.topsis")
    compromise = pytest.importorskip("skcriteria.agg.vikor")
    scalers = pytest.importorskip("skcriteria.preprocessing.scalers")
    weighters = pytest.importorskip("skcriteria.preprocessing.weighters")
    data, values, weights = case(seed)
    problem = skcriteria.mkdm(values, TYPES.tolist(), weights=weights)
    scaled = scalers.VectorScaler(target="matrix").transform(problem)
    theirs = similarity.TOPSIS().evaluate(scaled)
    ours = topsis(data, values, weights=weights)
    same(ours.scores, theirs.e_.similarity)
    assert ours.ranks.tolist() == theirs.rank_.tolist()
    compromised = compromise.VIKOR().evaluate(problem)
    mine = vikor(data, values, weights=weights)
    same(mine.scores, compromised.e_.q_k)
    same(mine.utility, compromised.e_.s_k)
    same(mine.regret, compromised.e_.r_k)
    same(entropy_weights(data, values), weighters.EntropyWeighter().transform(problem).weights)
    same(critic_weights(data, values), weighters.CRITIC().transform(problem).weights)


@pytest.mark.parametrize("seed", SEEDS)
def test_scikit_criteria_waspas_and_min_max(seed):
    skcriteria = pytest.importorskip("skcriteria", reason="scikit-criteria is only in that environment")
    mixed = pytest.importorskip("skcriteria.agg.waspas")
    scalers = pytest.importorskip("skcriteria.preprocessing.scalers")
    data, values, weights = case(seed)
    ratios = np.where(TYPES > 0, values / values.max(axis=0), values.min(axis=0) / values)
    theirs = mixed.WASPAS().evaluate(skcriteria.mkdm(ratios, [1] * 7, weights=weights))
    ours = waspas(data, values, weights=weights)
    assert ours.ranks.tolist() == theirs.rank_.tolist()
    same(ours.scores, theirs.e_.score)
    problem = skcriteria.mkdm(values, [1] * 7)
    stretched = scalers.MinMaxScaler(target="matrix").transform(problem)
    result = compute(plain(values), Method(normalisation=Normalisation.MIN_MAX))
    same(result.normalised, stretched.matrix.to_numpy())
