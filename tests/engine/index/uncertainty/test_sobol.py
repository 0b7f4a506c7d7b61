import numpy as np
import pytest

from hamyar_engine.errors import InvalidInputError
from hamyar_engine.index.uncertainty import sobol_indices


def design(function, *, factors, samples, seed=1):
    """Saltelli design of uniform factors in [0, 1]; ``function`` maps (n, factors) to (n, outputs)."""
    generator = np.random.default_rng(seed)
    a, b = generator.random((2, samples, factors))
    mixed = []
    for factor in range(factors):
        points = a.copy()
        points[:, factor] = b[:, factor]
        mixed.append(function(points))
    return function(a), function(b), np.stack(mixed)


def ishigami(points):
    x = np.pi * (2 * points - 1)
    return (np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))[:, None]


def test_ishigami_s_known_indices_are_found():
    indices = sobol_indices(*design(ishigami, factors=3, samples=60_000), seed=1)

    assert indices.first[:, 0] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.02)
    assert indices.total[:, 0] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)
    assert (indices.first_half_width[:, 0] < 0.03).all()


def test_a_linear_function_splits_by_its_squared_coefficients_and_outputs_do_not_mix():
    coefficients = np.array([[1.0, 3.0], [2.0, 0.0], [2.0, 4.0]])

    indices = sobol_indices(*design(lambda x: x @ coefficients, factors=3, samples=40_000), seed=1)

    expected = coefficients**2 / (coefficients**2).sum(axis=0)
    assert indices.first == pytest.approx(expected, abs=0.02)
    assert indices.total == pytest.approx(expected, abs=0.02)


def test_the_vectorised_bootstrap_equals_the_loop_over_outputs_and_resamples():
    a, b, mixed = design(lambda x: np.floor(9 * x @ np.ones((3, 4)) * x[:, :1]), factors=3, samples=64)

    indices = sobol_indices(a, b, mixed, seed=5, resamples=20)

    picks = np.random.default_rng(5).integers(0, 64, (20, 64))
    for output in range(4):
        ya, yb, ym = a[:, output], b[:, output], mixed[:, :, output]
        centre = np.concatenate([ya, yb, ym.ravel()]).mean()
        ya, yb, ym = ya - centre, yb - centre, ym - centre
        for factor in range(3):
            first, total = plain_indices(ya, yb, ym[factor])
            again = [plain_indices(ya[p], yb[p], ym[factor][p]) for p in picks]
            assert indices.first[factor, output] == pytest.approx(first, abs=1e-10)
            assert indices.total[factor, output] == pytest.approx(total, abs=1e-10)
            widths = 1.959963984540054 * np.std(again, axis=0, ddof=1)
            assert indices.first_half_width[factor, output] == pytest.approx(widths[0], abs=1e-10)
            assert indices.total_half_width[factor, output] == pytest.approx(widths[1], abs=1e-10)


def plain_indices(a, b, mixed):
    variance = np.concatenate([a, b]).var()
    return np.mean(b * (mixed - a)) / variance, 0.5 * np.mean((a - mixed) ** 2) / variance


def test_an_output_that_never_varies_has_no_indices():
    a, b, mixed = design(lambda x: np.column_stack([x[:, 0], np.full(len(x), 7.0)]), factors=2, samples=50)

    indices = sobol_indices(a, b, mixed, seed=1)

    assert np.isnan(indices.first[:, 1]).all()
    assert np.isnan(indices.total_half_width[:, 1]).all()
    assert np.isfinite(indices.first[:, 0]).all()


def test_an_output_that_varies_once_in_a_sample_has_no_known_interval():
    a, b, mixed = design(lambda x: np.zeros((len(x), 1)) + 0.1, factors=2, samples=50)
    a[7] += 1.0
    mixed[0, 7] += 1.0

    indices = sobol_indices(a, b, mixed, seed=1)

    assert np.isfinite(indices.total).all()
    assert np.isnan(indices.total_half_width).all()


@pytest.mark.parametrize("change", ["shape", "nan", "one", "resamples", "confidence"])
def test_what_is_no_design_is_refused(change):
    a, b, mixed = design(lambda x: x, factors=2, samples=8)
    options = {"seed": 1}
    if change == "shape":
        mixed = mixed[:, :4]
    elif change == "nan":
        b[3, 1] = np.nan
    elif change == "one":
        a, b, mixed = a[:1], b[:1], mixed[:, :1]
    else:
        options[change] = 1 if change == "resamples" else 1.0

    with pytest.raises(InvalidInputError):
        sobol_indices(a, b, mixed, **options)
