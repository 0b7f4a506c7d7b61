"""What a run of the benchmark is made of."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One method on one instance.

    ``gap_percent`` is measured from the best known cost (classical instances) or from our proven lower bound (the
    province and the country); it is ``None`` without a feasible answer or without anything to measure from.
    """

    instance: str
    method: str
    status: str
    gap_percent: float | None
    cost: float | None
    reference: float | None
    seconds: float
    first_seconds: float | None = None
    ratio: float | None = None
    """A peer's cost divided by ours on the same instance: above 1 ours is cheaper."""
    note: str = ""


def beside(peer: Row, own: Row) -> Row:
    """Return a peer's row with its cost as a ratio to ours, where both have a feasible answer."""
    return replace(peer, ratio=peer.cost / own.cost if peer.cost and own.cost else None)


def gap_percent(cost: float | None, reference: float | None) -> float | None:
    """Return how far a cost lies above a reference, in percent."""
    if cost is None or reference is None or reference <= 0:
        return None
    return 100 * (cost / reference - 1)


def show(row: Row) -> None:
    """Print one row."""
    print(
        f"{row.instance:<18} {row.method:<10} {row.status:<11} {_number(row.gap_percent, 3):>8} % "
        f"{_number(row.cost, 2):>12} {_number(row.reference, 2):>12} {row.seconds:7.1f} s "
        f"{_number(row.first_seconds, 2):>6} s {_number(row.ratio, 4):>7}  {row.note}",
        flush=True,
    )


def show_heading() -> None:
    """Print what the columns are."""
    print(
        f"{'instance':<18} {'method':<10} {'status':<11} {'gap':>10} {'cost':>12} {'reference':>12} "
        f"{'time':>9} {'first':>8} {'ratio':>7}"
    )


def show_summary(rows: list[Row], among: set[str]) -> None:
    """Print, for each method, the mean gap over the classical instances it answered, and its ratio to ours."""
    for method in dict.fromkeys(row.method for row in rows):
        own = [row for row in rows if row.method == method and row.instance in among]
        gaps = [row.gap_percent for row in own if row.gap_percent is not None]
        if own:
            mean = f"{sum(gaps) / len(gaps):.3f} %" if gaps else "–"
            ratios = [row.ratio for row in own if row.ratio is not None]
            dearer = f", {sum(ratios) / len(ratios):.4f} times our cost on average" if ratios else ""
            print(f"{method:<10} mean gap {mean} over {len(gaps)} answered of {len(own)}{dearer}")


def write_json(rows: list[Row], file: Path) -> None:
    """Write the rows as one JSON list."""
    file.write_text(
        json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
