"""Roads between towns: from a file (a list of pairs or a square table), the rest estimated from coordinates."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hamyar.cli.plan_visits.errors import UnableToReadProgrammeError, Where, wrong_cell
from hamyar.cli.plan_visits.tables import Headings, read_lines, read_rows
from hamyar.cli.plan_visits.teams_file import Roads
from hamyar.core.errors import UnableToError
from hamyar.core.persian import normalise, parse_number
from hamyar.core.translation import gettext_noop
from hamyar_engine.visits.model import Travel

HEADINGS: Headings = {
    "from": ("از", "from_code", "origin"),
    "to": ("به", "to_code", "destination"),
    "km": ("کیلومتر", "distance_km"),
    "minutes": ("دقیقه",),
}
EARTH_KM = 6371.0

Point = tuple[float, float]
Known = dict[tuple[str, str], tuple[float, float | None]]
"""Kilometres and, where known, minutes of each pair."""


@dataclass(frozen=True)
class Distances:
    """The matrix, and how many of its pairs were estimated."""

    travel: Travel
    estimated_pairs: int


def read_distances(content: bytes, *, file: str) -> Known:
    """Read a list of pairs (``from,to,km,minutes``) or a square table with codes in its first row and column."""
    first = next(read_lines(content, file=file), [])
    is_list = any(normalise(cell).strip().lower() in {"from", "از", "from_code", "origin"} for cell in first)
    return _pairs(content, file=file) if is_list else _square(content, file=file)


def _pairs(content: bytes, *, file: str) -> Known:
    found: Known = {}
    for row in read_rows(content, file=file, headings=HEADINGS, required=("from", "to", "km")):
        pair = row.required("from"), row.required("to")
        row.required("km")
        km = row.between("km", 0, (0, 20_000))
        minutes = row.between("minutes", 0, (0, 20_000)) if row.text("minutes") else None
        found[pair] = km, minutes
        found.setdefault((pair[1], pair[0]), (km, minutes))
    return found


def _square(content: bytes, *, file: str) -> Known:
    lines = read_lines(content, file=file)
    columns = [normalise(cell).strip() for cell in next(lines, [])][1:]
    found: Known = {}
    for number, cells in enumerate(lines, start=2):
        if len(cells) != len(columns) + 1:
            message = gettext_noop("{file}, row {row}: {found} cells stand here, the header has {needed}.")
            raise UnableToReadProgrammeError(
                message, "width", file=file, row=number, found=len(cells), needed=len(columns) + 1
            )
        origin = normalise(cells[0]).strip()
        for code, cell in zip(columns, cells[1:], strict=True):
            if cell.strip():
                found[origin, code] = _km(cell, Where(file, number, code)), None
    return found


def _km(cell: str, where: Where) -> float:
    try:
        km = float(parse_number(cell))
    except (UnableToError, ValueError):
        raise wrong_cell(where, gettext_noop("“{value}” is not a number."), value=cell.strip()) from None
    if not 0 <= km <= 20_000:
        raise wrong_cell(
            where, gettext_noop("{value} lies outside {low} to {high}."), value=km, low=0, high=20_000
        )
    return km


def straight_km(one: Point, other: Point) -> float:
    """Return the great-circle distance."""
    first, second = math.radians(one[0]), math.radians(other[0])
    half = math.sin((second - first) / 2) ** 2
    half += math.cos(first) * math.cos(second) * math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def build_travel(
    points: Mapping[str, Point | None], known: Known, roads: Roads, *, blamed: Sequence[str]
) -> Distances:
    """Return kilometres and minutes between all locations.

    A pair without a road in the file is estimated: straight line times the detour factor, at the usual speed.

    Raises
    ------
    UnableToReadProgrammeError
        When a pair has neither a road nor coordinates; ``blamed`` are the files named.
    """
    codes = tuple(points)
    km, minutes = np.zeros((len(codes), len(codes))), np.zeros((len(codes), len(codes)))
    estimated = 0
    for row, one in enumerate(codes):
        for column, other in enumerate(codes):
            if row == column:
                continue
            road = known.get((one, other))
            if road is None:
                estimated += 1
                road = _estimate(points, one, other, roads, blamed), None
            km[row, column] = road[0]
            driven = road[0] / roads.speed_kmh * 60 + roads.minutes_per_leg
            minutes[row, column] = driven if road[1] is None else road[1]
    return Distances(Travel(codes, km, minutes), estimated // 2)


def _estimate(
    points: Mapping[str, Point | None], one: str, other: str, roads: Roads, blamed: Sequence[str]
) -> float:
    start, end = points[one], points[other]
    if start is None or end is None:
        raise UnableToReadProgrammeError(
            gettext_noop(
                "{files}: between {one} and {other} there is neither a road nor coordinates of both."
            ),
            "no_road",
            files="، ".join(blamed),
            one=one,
            other=other,
        )
    return straight_km(start, end) * roads.detour_factor
