"""Every stage and variant of COINr's ASEM index, to 1e-9. Skipped where the files are absent."""

import numpy as np
import pytest

from hamyar_engine.index import (
    Aggregation,
    Direction,
    Group,
    IndexInput,
    Indicator,
    Method,
    Missing,
    Normalisation,
    Treatment,
    compute,
)
from hamyar_engine.index.transform import denominate
from tests.engine.index.cases import fixture_rows

PLAIN = Method(missing=Missing.GROUP_MEAN, treatment=Treatment(), scale=(0.0, 100.0))


def number(text):
    return float(text) if text not in {"", "NA"} else np.nan


def matrix(name, units, codes):
    rows = {row["uCode"]: row for row in fixture_rows(f"asem/{name}.csv")}
    return np.array([[number(rows[unit][code]) for code in codes] for unit in units])


@pytest.fixture(scope="module")
def asem():
    meta = fixture_rows("asem/ASEM_iMeta.csv")
    rows = sorted(fixture_rows("asem/ASEM_iData.csv"), key=lambda row: row["uCode"])
    indicators = tuple(
        Indicator(
            item["iCode"],
            direction=Direction.HIGHER if float(item["Direction"]) > 0 else Direction.LOWER,
            weight=float(item["Weight"]),
            group=item["Parent"],
        )
        for item in meta
        if item["Type"] == "Indicator"
    )
    groups = tuple(
        Group(
            item["iCode"],
            weight=float(item["Weight"]),
            parent=None if item["Parent"] == "Index" else item["Parent"],
        )
        for item in meta
        if item["Type"] == "Aggregate" and item["iCode"] != "Index"
    )
    units = tuple(row["uCode"] for row in rows)
    codes = [item.code for item in indicators]
    raw = np.array([[number(row[code]) for code in codes] for row in rows])
    base = {item["iCode"]: item["Denominator"] for item in meta}
    denominators = np.array(
        [[number(row[base[code]]) if base[code] else 1.0 for code in codes] for row in rows]
    )
    return IndexInput(
        units,
        indicators,
        denominate(raw, denominators),
        groups=groups,
        peers=tuple(row["EurAsia_group"] for row in rows),
    )


def expect(name, data, actual, codes=None):
    np.testing.assert_allclose(actual, matrix(name, data.units, codes or data.codes), rtol=1e-9, atol=1e-9)


def test_asem_raw_stage_is_what_we_start_from(asem):
    rows = {row["uCode"]: row for row in fixture_rows("asem/ASEM_iData.csv")}
    actual = np.array([[number(rows[unit][code]) for code in asem.codes] for unit in asem.units])
    expect("stage_Raw", asem, actual)


def test_asem_denominated_stage(asem):
    expect("stage_Denominated", asem, asem.values)


@pytest.mark.parametrize("stage", ["stage_Imputed", "stage_Screened"])
def test_asem_imputed_stage(asem, stage):
    result = compute(asem, PLAIN)
    expect(stage, asem, result.complete)
    assert len(result.filled) == np.isnan(asem.values).sum() == 65


def test_asem_treated_stage(asem):
    result = compute(asem, PLAIN)
    expect("stage_Treated", asem, result.treated)
    assert len(result.treated_indicators) == 15


def test_asem_normalised_stage(asem):
    expect("stage_Normalised", asem, compute(asem, PLAIN).normalised)


@pytest.mark.parametrize(
    ("stage", "scale", "aggregation"),
    [
        ("stage_Aggregated", (0.0, 100.0), Aggregation.ARITHMETIC),
        ("variant_agg_a_amean_from_norm_1_100", (1.0, 100.0), Aggregation.ARITHMETIC),
        ("variant_agg_a_gmean_from_norm_1_100", (1.0, 100.0), Aggregation.GEOMETRIC),
        ("variant_agg_a_hmean_from_norm_1_100", (1.0, 100.0), Aggregation.HARMONIC),
    ],
)
def test_asem_aggregated_stage_and_variants(asem, stage, scale, aggregation):
    method = Method(missing=Missing.GROUP_MEAN, treatment=Treatment(), scale=scale, aggregation=aggregation)
    result = compute(asem, method)
    expect(stage, asem, result.normalised)
    expect(stage, asem, result.group_scores, result.groups)
    expect(stage, asem, result.scores[:, None], ["Index"])


def test_asem_results_and_ranks(asem):
    result = compute(asem, PLAIN)
    rows = {row["uCode"]: row for row in fixture_rows("asem/results_full.csv")}
    np.testing.assert_allclose(result.scores, [float(rows[unit]["Index"]) for unit in asem.units], rtol=1e-9)
    assert result.ranks.tolist() == [int(rows[unit]["Rank"]) for unit in asem.units]


@pytest.mark.parametrize(
    ("variant", "normalisation", "scale"),
    [
        ("variant_norm_minmax_1_100", Normalisation.MIN_MAX, (1.0, 100.0)),
        ("variant_norm_rank", Normalisation.RANK, (0.0, 1.0)),
        ("variant_norm_zscore10_2", Normalisation.Z_SCORE, (10.0, 2.0)),
    ],
)
def test_asem_normalised_variants(asem, variant, normalisation, scale):
    method = Method(
        missing=Missing.GROUP_MEAN, treatment=Treatment(), normalisation=normalisation, scale=scale
    )
    expect(variant, asem, compute(asem, method).normalised)
