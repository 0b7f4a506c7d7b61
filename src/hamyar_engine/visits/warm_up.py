"""Compile the inner loops of both engines before a stopwatch starts."""

from datetime import date

import numpy as np

from hamyar_engine.visits.compiled import HAS_NUMBA
from hamyar_engine.visits.model import Place, Problem, Team, Travel, WorkDay


def warm_up() -> None:
    """Make ready what every search needs.

    With Numba this compiles for some 23 seconds of processor time once per machine and version and keeps the
    result on disk; a later process loads it within one. A search does so by itself before its budget begins;
    callers that measure, or that want the first plan soon, do it ahead.
    """
    if not HAS_NUMBA:
        return
    from hamyar_engine.visits.columns import pricing  # compiles on import
    from hamyar_engine.visits.ruin.build import build_fleet
    from hamyar_engine.visits.ruin.search import warm_up as warm_up_ruin

    pricing.warm_up()
    one = np.zeros((2, 2))
    place = Place("a", visit_minutes=1.0)
    days = (WorkDay(date(2026, 3, 21)),)
    problem = Problem((place,), days, (Team("t", "b"),), Travel(("b", "a"), one, one))
    warm_up_ruin(build_fleet(problem).fleet)
