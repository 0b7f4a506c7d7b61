"""The two programs of a unit: as few, and as many, rivals ahead of it as the weights allow."""

from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np

from hamyar_engine.arrays import BoolArray, FloatArray
from hamyar_engine.errors import EngineError
from hamyar_engine.index.exact.admissible import AdmissibleWeights

MARGIN = 1e-6
SOLVER_TOLERANCE = 1e-9
SLACK = 1e-8
WHOLE_TOLERANCE = 1e-6
GAP_BELOW_ONE = 0.999
MOST_PAIRED = 300
# One thread and no clock: the same answer everywhere. The programs are small and start from a good
# answer, so the solver's own heuristics cost more than they find (measured: three times the work).
QUIET = {
    "output_flag": False,
    "threads": 1,
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_allow_restart": False,
    "mip_detect_symmetry": False,
}


@dataclass(frozen=True, eq=False)
class Duels:
    """The rivals whose order against one unit depends on the weights.

    Parameters
    ----------
    leads
        Terms of each rival minus those of the unit, shape ``(rivals, codes)``.
    low, high
        Smallest and largest lead of each rival over the admissible weights.
    admissible
        The weights allowed.
    """

    leads: FloatArray
    low: FloatArray
    high: FloatArray
    admissible: AdmissibleWeights


@dataclass(frozen=True, eq=False)
class Found:
    """Weights, and how few or how many rivals can be ahead at the very most."""

    weights: FloatArray
    bound: int


def fewest_ahead(duels: Duels, *, start: FloatArray, node_limit: int) -> Found:
    r"""Minimise the number of rivals ahead.

    A rival k may lead by more than the margin only when its switch is set:
    :math:`l_k^T w \le m + (h_k - m) z_k`, with its largest lead :math:`h_k`; minimise :math:`\sum z_k`.
    Two rivals whose mean always leads cannot both be behind: :math:`z_k + z_l \ge 1`.
    """
    if not len(duels.leads) or not node_limit:
        return Found(start, 0)
    limit = MARGIN - SLACK
    rivals = len(duels.leads)
    together = _pairs(duels.admissible.smallest, duels.leads) > MARGIN
    rows = _Rows(limit - duels.high, np.full(rivals, -np.inf), limit, _Pairs(together, 1.0, np.inf))
    weights, bound = _solve(duels, rows, cost=1.0, start=start, node_limit=node_limit)
    return Found(weights, max(0, int(np.ceil(bound - WHOLE_TOLERANCE))))


def most_ahead(duels: Duels, *, start: FloatArray, node_limit: int) -> Found:
    r"""Maximise the number of rivals ahead.

    A switch may be set only when rival k leads by more than the margin:
    :math:`l_k^T w \ge s_k + (m - s_k) y_k`, with its smallest lead :math:`s_k`; maximise :math:`\sum y_k`.
    Two rivals whose mean never leads cannot both be ahead: :math:`y_k + y_l \le 1`.
    """
    if not len(duels.leads) or not node_limit:
        return Found(start, len(duels.leads))
    together = _pairs(duels.admissible.largest, duels.leads) <= MARGIN
    rows = _Rows(duels.low - (MARGIN + SLACK), duels.low, np.inf, _Pairs(together, -np.inf, 1.0))
    weights, bound = _solve(duels, rows, cost=-1.0, start=start, node_limit=node_limit)
    return Found(weights, min(len(duels.leads), int(np.floor(-bound + WHOLE_TOLERANCE))))


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Pairs of rivals, as places in the upper triangle, of whose switches a number may be set."""

    chosen: BoolArray
    lower: float
    upper: float


@dataclass(frozen=True, eq=False)
class _Rows:
    """One condition per rival, ``lower <= lead @ weights + switch * set <= upper``, and some per pair."""

    switch: FloatArray
    lower: FloatArray
    upper: float
    pairs: _Pairs


def _pairs(extreme: Callable[[FloatArray], FloatArray], leads: FloatArray) -> FloatArray:
    """``extreme`` of the mean lead of every pair of rivals, in the order of the upper triangle.

    Of more rivals than :data:`MOST_PAIRED` only the first are paired: memory grows with the square.
    """
    leads = leads[:MOST_PAIRED]
    one, other = np.triu_indices(len(leads), 1)
    return extreme((leads[one] + leads[other]) / 2)


def _solve(
    duels: Duels, rows: _Rows, *, cost: float, start: FloatArray, node_limit: int
) -> tuple[FloatArray, float]:
    """Weights and the proven lower bound of ``cost`` times the number of switches set."""
    nothing = min(0.0, cost) * len(duels.leads)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy has no annotations
    for option, value in (
        *QUIET.items(),
        ("mip_max_nodes", node_limit),
        ("mip_abs_gap", GAP_BELOW_ONE),
        ("mip_rel_gap", 0.0),
        ("mip_feasibility_tolerance", SOLVER_TOLERANCE),
        ("primal_feasibility_tolerance", SOLVER_TOLERANCE),
    ):
        solver.setOptionValue(option, value)
    solver.passModel(_program(duels, rows, cost))
    _add_pairs(solver, rows.pairs, rivals=len(duels.leads), first=len(start))
    _suggest(solver, duels, start, most=cost < 0)
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    if status not in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit}:
        raise EngineError(f"the solver of exact ranks stopped: {solver.modelStatusToString(status)}")
    found = np.array(solver.getSolution().col_value[: len(start)])
    allowed = duels.admissible
    weights = np.clip(found, allowed.low, allowed.high) if found.size else start
    bound = info.mip_dual_bound if np.isfinite(info.mip_dual_bound) else nothing
    return weights, float(bound)


def _suggest(solver: highspy.Highs, duels: Duels, start: FloatArray, *, most: bool) -> None:
    """Hand the solver the published weights as a first answer."""
    leads = duels.leads @ start
    switches = leads > MARGIN + SLACK if most else leads > MARGIN - SLACK
    solution = highspy.HighsSolution()
    solution.col_value = [*start.tolist(), *switches.astype(float).tolist()]
    solver.setSolution(solution)


def _add_pairs(solver: highspy.Highs, pairs: _Pairs, *, rivals: int, first: int) -> None:
    paired = min(rivals, MOST_PAIRED)
    columns = first + np.stack(np.triu_indices(paired, 1), axis=1)[pairs.chosen]
    count = len(columns)
    if count:
        solver.addRows(
            count,
            np.full(count, pairs.lower),
            np.full(count, pairs.upper),
            2 * count,
            np.arange(0, 2 * count, 2, dtype=np.int32),
            columns.ravel().astype(np.int32),
            np.ones(2 * count),
        )


def _program(duels: Duels, rows: _Rows, cost: float) -> highspy.HighsLp:
    rivals, count = duels.leads.shape
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = count + rivals, rivals + 1
    program.col_cost_ = np.concatenate([np.zeros(count), np.full(rivals, cost)])
    program.col_lower_ = np.concatenate([duels.admissible.low, np.zeros(rivals)])
    program.col_upper_ = np.concatenate([duels.admissible.high, np.ones(rivals)])
    program.row_lower_ = np.append(rows.lower, 1.0)
    program.row_upper_ = np.append(np.full(rivals, rows.upper), 1.0)
    kinds = [highspy.HighsVarType.kContinuous] * count + [highspy.HighsVarType.kInteger] * rivals
    program.integrality_ = kinds
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.append(np.arange(rivals + 1) * (count + 1), rivals * (count + 1) + count)
    columns = np.hstack([np.tile(np.arange(count), (rivals, 1)), count + np.arange(rivals)[:, None]])
    matrix.index_ = np.append(columns.ravel(), np.arange(count))
    matrix.value_ = np.append(np.hstack([duels.leads, rows.switch[:, None]]).ravel(), np.ones(count))
    return program
