"""Runs: inputs frozen, computed once, kept for good."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_permission
from hamyar.core.audit import record
from hamyar.indicators.enums import Theme
from hamyar.indicators.models import Indicator
from hamyar.indicators.selectors import IndicatorMatrix, indicator_matrix
from hamyar.priorities.enums import VersionState
from hamyar.priorities.errors import UnableToComputeRankingError, UnableToReadPackageError
from hamyar.priorities.models import MethodVersion, Publication, Run, RunResult
from hamyar.priorities.permissions import COMPUTE_RANKING
from hamyar.priorities.services.compare import comparison_of
from hamyar.priorities.services.compute import Progress, Ranking, RankingRow, compute_ranking
from hamyar.priorities.services.method_file import MethodFile, read_method
from hamyar.priorities.services.movers import movers_of
from hamyar.priorities.services.package import FORMAT, METHOD, RANKING, RUN, VALUES, digest, package_files
from hamyar.priorities.services.publishing import publish_ranking
from hamyar.priorities.services.values_file import Values
from hamyar_engine import __version__
from hamyar_engine.arrays import frozen

FIRST_METHOD = "need"
FIRST_TITLE = {
    "fa": "رتبه‌بندی آغازین بر پایهٔ سرشماری ۱۳۹۵",
    "en": "First ranking, by the census of 1395 (2016)",
}


COUNTY_BY_NATURE = frozenset({"urbanisation_rate", "county_population_growth"})
"""Indicators that describe a county and have no figure of a town."""


@dataclass(frozen=True, eq=False)
class FrozenInputs:
    """The newest public figures of all towns for a method, frozen, with where each figure comes from."""

    values: Values
    matrix: IndicatorMatrix

    def origins(self) -> dict[str, dict[str, Any]]:
        """Return by town and indicator: amount, year, limits it was counted in, source, inherited or not."""
        return {
            town.code: {
                indicator.code: {
                    "amount": figure.amount,
                    "year": figure.year,
                    "boundary": figure.boundary,
                    "source": figure.source,
                    "inherited": figure.is_inherited,
                }
                for indicator, figure in zip(self.matrix.indicators, row, strict=True)
                if figure is not None
            }
            for town, row in zip(self.matrix.towns, self.matrix.figures, strict=True)
        }

    def inherited(self) -> list[tuple[str, str]]:
        """Return the cells (town, indicator) that hold the county's figure where the town could have its own."""
        return [
            (town.code, indicator.code)
            for town, row in zip(self.matrix.towns, self.matrix.figures, strict=True)
            for indicator, figure in zip(self.matrix.indicators, row, strict=True)
            if figure is not None and figure.is_inherited and _towns_can_know(indicator)
        ]


def _towns_can_know(indicator: Indicator) -> bool:
    return indicator.theme != Theme.CLIMATE and indicator.code not in COUNTY_BY_NATURE


def freeze_inputs(method: MethodFile) -> FrozenInputs:
    """Read the newest public figures for the indicators of a method.

    Raises
    ------
    UnableToComputeRankingError
        When an indicator is not defined, or there are no municipalities.
    """
    codes = tuple(indicator.code for indicator in method.indicators)
    try:
        matrix = indicator_matrix(codes=codes)
    except LookupError as error:
        message = gettext_noop("{file}: {key}: there is no indicator of this name.")
        raise UnableToComputeRankingError(
            message, "unknown_indicator", file=METHOD, key=str(error)
        ) from error
    if not matrix.towns:
        message = gettext_noop("There are no municipalities to rank; import the places first.")
        raise UnableToComputeRankingError(message, "no_places")
    empty = float("nan")
    values = Values(
        codes=tuple(town.code for town in matrix.towns),
        names=tuple(town.name_fa for town in matrix.towns),
        indicators=codes,
        matrix=frozen([[empty if cell is None else cell for cell in row] for row in matrix.amounts]),
        peers=tuple((town.census_county or town.county).name_fa for town in matrix.towns),
        lines=tuple(range(2, len(matrix.towns) + 2)),
    )
    return FrozenInputs(values, matrix)


def compute_run(
    *, version: MethodVersion, by: User | None, at: datetime, progress: Progress | None = None
) -> Run:
    """Rank all municipalities by a method version and keep the run. ``by=None`` is set-up itself.

    The long part runs outside the transaction; storing is all or nothing.

    Raises
    ------
    PermissionDenied
        When ``by`` may not compute rankings.
    UnableToComputeRankingError
        When values and method do not go together.
    """
    if by is not None:
        require_permission(by, COMPUTE_RANKING)
    method = read_method(version.text.encode("utf-8"), file=METHOD)
    inputs = freeze_inputs(method)
    ranking = compute_ranking(method, inputs.values, file=VALUES, progress=progress)
    return store_run(version=version, ranking=ranking, inputs=inputs, by=by, at=at)


@transaction.atomic
def store_run(
    *, version: MethodVersion, ranking: Ranking, inputs: FrozenInputs, by: User | None, at: datetime
) -> Run:
    """Store a computed ranking with its results; nothing of it is ever changed afterwards."""
    files = package_files(ranking, about={})
    run = Run.objects.create(
        version=version,
        created_by=by,
        created_at=at,
        engine_version=__version__,
        draws=ranking.draws,
        seed=ranking.seed,
        values_csv=files[VALUES],
        ranking_csv=files[RANKING],
        inputs_digest=digest(files[VALUES]),
        results_digest=digest(files[RANKING]),
        origins=inputs.origins(),
        summary=_summary(ranking),
    )
    RunResult.objects.bulk_create(_results(run, ranking, inputs))
    changes = {"results_digest": [None, run.results_digest]}
    record(by=by, at=at, action="compute_ranking", target=run, changes=changes)
    return run


def _summary(ranking: Ranking) -> dict[str, Any]:
    codes = ranking.values.indicators
    return {
        "units": len(ranking.values.codes),
        "tiers": len(set(ranking.tiers)),
        "exact": ranking.exact.status,
        "weights": {code: float(weight) for code, weight in zip(codes, ranking.result.weights, strict=True)},
        "filled": [[cell.unit, cell.indicator, cell.value] for cell in ranking.result.filled],
        "comparison": comparison_of(ranking),
        "method": _method_in_words(ranking.method),
    }


def _method_in_words(method: MethodFile) -> dict[str, Any]:
    """Return what pages say of the method, so that they need not read its file again."""
    return {
        "note": {"fa": method.note.fa, "en": method.note.en},
        "indicators": [
            {"code": each.code, "direction": str(each.direction), "weight": each.weight, "group": each.group}
            for each in method.indicators
        ],
        "groups": [
            {"code": each.code, "weight": each.weight, "fa": name.fa, "en": name.en}
            for each, name in ((group, method.names[group.code]) for group in method.groups)
        ],
        "normalisation": str(method.method.normalisation),
        "aggregation": str(method.method.aggregation),
        "weighting": str(method.method.weighting),
        "missing": str(method.method.missing),
        "uncertain": [str(step) for step in method.uncertainty.steps],
        "tier_rule": str(method.tier_rule),
        "confidence": method.confidence,
    }


def _results(run: Run, ranking: Ranking, inputs: FrozenInputs) -> list[RunResult]:
    own = inputs.matrix.own_shares(weights=[float(weight) for weight in ranking.result.weights])
    movers = movers_of(ranking, inherited=inputs.inherited())
    return [
        _result(
            run,
            row,
            town_id=town.pk,
            own_share=share or 0.0,
            details={**_details(ranking, at), "movers": movers.get(row.code, [])},
        )
        for at, (row, town, share) in enumerate(zip(ranking.rows(), inputs.matrix.towns, own, strict=True))
    ]


def _result(
    run: Run, row: RankingRow, *, town_id: int, own_share: float, details: Mapping[str, Any]
) -> RunResult:
    return RunResult(
        run=run,
        municipality_id=town_id,
        score=row.score,
        rank=row.rank,
        rank_p05=row.rank_p05,
        rank_p50=row.rank_p50,
        rank_p95=row.rank_p95,
        rank_best=row.rank_best,
        rank_worst=row.rank_worst,
        p_last_quartile=row.p_last_quartile,
        tier=row.tier,
        own_share=own_share,
        details=dict(details),
    )


def _details(ranking: Ranking, at: int) -> dict[str, Any]:
    codes = ranking.values.indicators
    parts, scaled = ranking.contributions.values[at], ranking.result.normalised[at]
    return {
        "contributions": {code: float(part) for code, part in zip(codes, parts, strict=True)},
        "normalised": {code: float(part) for code, part in zip(codes, scaled, strict=True)},
    }


def files_of(run: Run, *, title: str = "") -> dict[str, bytes]:
    """Return the package of a stored run, file by file, without computing anything."""
    method, values, table = run.version.text.encode("utf-8"), bytes(run.values_csv), bytes(run.ranking_csv)
    about = {
        "format": FORMAT,
        "run": run.pk,
        "title": title,
        "computed_at": run.created_at.isoformat(),
        "method": {
            "code": run.version.method.code,
            "version": run.version.number,
            "file": METHOD,
            "digest": digest(method),
        },
        "values": {"file": VALUES, "digest": digest(values), "units": run.summary["units"]},
        "results": {"file": RANKING, "digest": digest(table)},
        "draws": run.draws,
        "seed": run.seed,
        "engine_version": run.engine_version,
        "exact_ranks": run.summary["exact"],
        "origins": run.origins,
    }
    text = json.dumps(about, ensure_ascii=False, indent=2) + "\n"
    return {VALUES: values, METHOD: method, RANKING: table, RUN: text.encode("utf-8")}


def files_of_run(*, number: int) -> dict[str, bytes]:
    """Return the package of the run with this number in the database of this machine.

    Raises
    ------
    UnableToReadPackageError
        When there is no such run.
    """
    run = Run.objects.select_related("version__method").filter(pk=number).first()
    if run is None:
        message = gettext_noop("There is no run with the number {number} on this machine.")
        raise UnableToReadPackageError(message, "no_such_run", number=number)
    return files_of(run)


def first_ranking(*, at: datetime) -> Publication | None:
    """Compute and publish a ranking by the first method unless one was published before."""
    if Publication.objects.exists():
        return None
    version = MethodVersion.objects.filter(method__code=FIRST_METHOD, state=VersionState.ADOPTED).first()
    if version is None:
        return None
    run = compute_run(version=version, by=None, at=at)
    return publish_ranking(run=run, title_fa=FIRST_TITLE["fa"], title_en=FIRST_TITLE["en"], by=None, at=at)
