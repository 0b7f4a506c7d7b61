"""Values that may be right and should be looked at: jumps, tenfold readings, outliers, lesser status."""

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hamyar.core.translation import gettext_noop as _
from hamyar.indicators.enums import Status
from hamyar.indicators.importing.preview import CellKind, PreviewCell, Reason, reason
from hamyar.indicators.importing.reference import Standing

JUMP = 3.0
TENFOLD = (9.0, 11.0)
SPREAD = 5.0
LEAST_FOR_SPREAD = 8
SKEWED = 20.0
MAD_TO_DEVIATION = 1.4826

Key = tuple[int, int, int]


def with_doubts(cells: Sequence[PreviewCell], *, standing: Mapping[Key, Standing]) -> list[PreviewCell]:
    """Return the cells, the doubtful among the new and changed ones with their doubts."""
    outliers = _outliers(cells, standing)
    earlier = _earlier(standing)
    return [_with_doubts(cell, outliers, earlier) for cell in cells]


def _with_doubts(
    cell: PreviewCell, outliers: set[Key], earlier: Mapping[tuple[int, int], list[tuple[int, float]]]
) -> PreviewCell:
    if cell.kind not in {CellKind.NEW, CellKind.CHANGED} or not cell.indicator or not cell.place:
        return cell
    found = [*_status_doubts(cell), *_jump_doubts(cell, earlier)]
    if (cell.indicator.id, cell.place.id, cell.year) in outliers:
        found.append(
            reason("outlier", _("Far from the values of the other places in this year. Check the figure."))
        )
    return replace(cell, doubts=tuple(found)) if found else cell


def _status_doubts(cell: PreviewCell) -> Iterable[Reason]:
    if cell.standing and cell.standing.status == Status.FINAL and cell.status == Status.PROVISIONAL:
        yield reason("less_final", _("A final value becomes provisional."))


def _jump_doubts(
    cell: PreviewCell, earlier: Mapping[tuple[int, int], list[tuple[int, float]]]
) -> Iterable[Reason]:
    before = cell.standing.amount if cell.standing else _latest_before(cell, earlier)
    if before is None or before * cell.amount <= 0:
        return
    ratio = max(cell.amount / before, before / cell.amount)
    if TENFOLD[0] <= ratio <= TENFOLD[1]:
        yield reason("tenfold", _("About ten times the value before, or a tenth of it. Is the unit right?"))
    elif ratio >= JUMP:
        yield reason(
            "jump",
            _("{times} times apart from the value before. Check the figure."),
            times=round(ratio),
        )


def _latest_before(
    cell: PreviewCell, earlier: Mapping[tuple[int, int], list[tuple[int, float]]]
) -> float | None:
    assert cell.indicator is not None  # noqa: S101  asked for by the only caller
    assert cell.place is not None  # noqa: S101  asked for by the only caller
    known = earlier.get((cell.indicator.id, cell.place.id), [])
    past = [amount for year, amount in known if year < cell.year]
    return past[-1] if past else None


def _earlier(standing: Mapping[Key, Standing]) -> dict[tuple[int, int], list[tuple[int, float]]]:
    found: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
    for (indicator, place, year), value in sorted(standing.items(), key=lambda item: item[0][2]):
        found[indicator, place].append((year, value.amount))
    return found


def _outliers(cells: Sequence[PreviewCell], standing: Mapping[Key, Standing]) -> set[Key]:
    """Return the keys whose amount lies far from the median of its indicator and year."""
    amounts: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)
    for (indicator, place, year), value in standing.items():
        amounts[indicator, year][place] = value.amount
    for cell in cells:
        if cell.indicator and cell.place and cell.kind is not CellKind.REFUSED:
            amounts[cell.indicator.id, cell.year][cell.place.id] = cell.amount
    return {
        (indicator, place, year)
        for (indicator, year), by_place in amounts.items()
        for place in _far_places(by_place)
    }


def _far_places(by_place: Mapping[int, float]) -> Iterable[int]:
    if len(by_place) < LEAST_FOR_SPREAD:
        return []
    scaled = _scaled(by_place)
    middle = statistics.median(scaled.values())
    deviation = MAD_TO_DEVIATION * statistics.median(abs(amount - middle) for amount in scaled.values())
    if not deviation:
        return []
    return [place for place, amount in scaled.items() if abs(amount - middle) > SPREAD * deviation]


def _scaled(by_place: Mapping[int, float]) -> dict[int, float]:
    """Take logarithms of positive values that span orders of magnitude, such as populations."""
    least, most = min(by_place.values()), max(by_place.values())
    if least > 0 and most > SKEWED * least:
        return {place: math.log(amount) for place, amount in by_place.items()}
    return dict(by_place)
