"""The province on a small map without a script: a point for each town, by population and tier."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import cos, radians, sqrt

from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from hamyar.core.tiers import TIER_STEPS, tier_word
from hamyar.web.municipality.listing import TownRow

WIDTH = 600
MARGIN = 24
SMALLEST, LARGEST = 5.0, 22.0
NAMED = 6
"""How many of the largest towns may carry their name, so that a reader finds the way."""
LETTER, LINE = 14.0, 32.0
"""Room of a letter and a line of a name, as large as the smallest screen draws them."""


@dataclass(frozen=True)
class Dot:
    """A town on the map; ``step`` is 0 where it has not been ranked."""

    x: float
    y: float
    radius: float
    step: int
    name: str
    is_named: bool

    @property
    def label_y(self) -> float:
        """Return where the name stands: above the point."""
        return round(self.y - self.radius - 5, 1)


@dataclass(frozen=True)
class Step:
    """A step of the key: its word and how many towns are in it."""

    number: int
    word: str | Promise
    towns: int


@dataclass(frozen=True)
class ProvinceMap:
    """What is drawn, the largest town first so that none hides another."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    steps: tuple[Step, ...]

    @cached_property
    def drawing(self) -> SafeString:
        """Return the points, then the names over them."""
        points = format_html_join(
            "",
            '<circle class="dot dot-{}" cx="{}" cy="{}" r="{}"><title>{}</title></circle>',
            ((dot.step, dot.x, dot.y, dot.radius, dot.name) for dot in self.dots),
        )
        names = format_html_join(
            "",
            '<text x="{}" y="{}">{}</text>',
            ((dot.x, dot.label_y, dot.name) for dot in self.dots if dot.is_named),
        )
        return points + names


def province_map(*, rows: Sequence[TownRow]) -> ProvinceMap | None:
    """Return the map of the towns that have a point; nothing where there is none."""
    placed = [row for row in rows if row.municipality.latitude is not None]
    if not placed:
        return None
    placed.sort(key=lambda row: (-_people(row), row.municipality.code))
    places = _project(
        [(row.municipality.longitude or 0.0, row.municipality.latitude or 0.0) for row in placed]
    )
    most = max(_people(row) for row in placed) or 1
    dots = tuple(
        _dot(row, place, at, most) for at, (row, place) in enumerate(zip(placed, places, strict=True))
    )
    height = round(max(y for _x, y in places) + MARGIN)
    return ProvinceMap(WIDTH, height, _apart(dots), _steps(rows))


def _people(row: TownRow) -> float:
    return row.population.amount if row.population else 0


def _project(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Lay degrees on the page: north above, a kilometre as long in both directions."""
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    squeeze = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * squeeze, 0.01)
    return [
        (round(MARGIN + (x - west) * squeeze * scale, 1), round(MARGIN + (north - y) * scale, 1))
        for x, y in points
    ]


def _dot(row: TownRow, place: tuple[float, float], at: int, most: float) -> Dot:
    radius = SMALLEST + (LARGEST - SMALLEST) * sqrt(_people(row) / most)
    step = row.standing.step if row.standing else 0
    return Dot(*place, round(radius, 1), step, row.municipality.name, at < NAMED)


def _apart(dots: tuple[Dot, ...]) -> tuple[Dot, ...]:
    """Take the name from a town whose name would lie over that of a larger one."""
    named: list[Dot] = []
    for dot in dots[:NAMED]:
        if not any(_cover(dot, other) for other in named):
            named.append(dot)
    return tuple(replace(dot, is_named=dot in named) for dot in dots)


def _cover(dot: Dot, other: Dot) -> bool:
    widths = (len(dot.name) + len(other.name)) * LETTER / 2
    return abs(dot.x - other.x) < widths and abs(dot.label_y - other.label_y) < LINE


def _steps(rows: Sequence[TownRow]) -> tuple[Step, ...]:
    counted = [row.standing.step for row in rows if row.standing]
    found = [Step(step, tier_word(step), counted.count(step)) for step in range(TIER_STEPS, 0, -1)]
    return tuple(step for step in found if step.towns)
