"""The map of a programme as SVG: towns, bases and tours by team, drawn from coordinates alone."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from hamyar.cli.plan_visits.distances import Point
from hamyar.cli.plan_visits.inputs import Inputs
from hamyar.cli.plan_visits.words import Words
from hamyar.core.translation import gettext_noop
from hamyar_engine.visits.plan import Plan, Trip

WIDTH, MARGIN, LONGEST = 1000.0, 60.0, 1100.0
COLOURS = ("#0b6e69", "#b3541e", "#3d5a98", "#8a3b74", "#5d7a1f", "#8c6d1f", "#4b4f58", "#a8323e")
ALT = gettext_noop("Map of the tours; the table of trips says the same in words.")
NO_MAP = gettext_noop("There is no map because the towns have no coordinates.")
LABEL_GAP = 17.0


@dataclass(frozen=True)
class Projection:
    """Degrees to the picture's units, true to distance in the middle of the map."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: float

    def __call__(self, point: Point) -> tuple[float, float]:
        """Return where a point lies."""
        x = MARGIN + (point[1] - self.west) * self.squeeze * self.scale
        return x, MARGIN + (self.north - point[0]) * self.scale


def project(points: Sequence[Point]) -> Projection:
    """Fit points into the picture."""
    south, north = min(p[0] for p in points), max(p[0] for p in points)
    west, east = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, 1e-3), max(north - south, 1e-3)
    scale = min((WIDTH - 2 * MARGIN) / wide, (LONGEST - 2 * MARGIN) / high)
    return Projection(west, north, scale, squeeze, high * scale + 2 * MARGIN)


def colours(inputs: Inputs) -> Mapping[str, str]:
    """Return a colour for each team."""
    return {team.code: COLOURS[number % len(COLOURS)] for number, team in enumerate(inputs.problem.teams)}


def map_svg(inputs: Inputs, plan: Plan, words: Words) -> str:
    """Draw the map, or say that there is nothing to draw it from."""
    points = {code: point for code, point in inputs.points.items() if point is not None}
    if not points:
        return f"<p>{words.html(NO_MAP)}</p>"
    where = project(list(points.values()))
    placed = {code: where(point) for code, point in points.items()}
    shades = colours(inputs)
    tours = "".join(_tour(inputs, trip, placed, shades[trip.team], words) for trip in plan.trips)
    bases = {team.base for team in inputs.problem.teams}
    missed = {item.place for item in plan.unserved if item.is_guaranteed}
    marks = "".join(
        _mark(code, inputs.name_of(code), at, is_base=code in bases, is_missed=code in missed)
        for code, at in placed.items()
    )
    labels = "".join(_labels(inputs, placed, bases))
    width = max(x for x, _ in placed.values()) + MARGIN
    return (
        f'<svg class="map" viewBox="0 0 {width:.0f} {where.height:.0f}" role="img" aria-label="{words.html(ALT)}" '
        f'direction="ltr">{tours}{marks}{labels}</svg>'
    )


def _tour(
    inputs: Inputs, trip: Trip, placed: Mapping[str, tuple[float, float]], colour: str, words: Words
) -> str:
    base = inputs.problem.team_of[trip.team].base
    stops = [base, *(stop.location for stop in trip.stops), base]
    line = " ".join(f"{placed[code][0]:.1f},{placed[code][1]:.1f}" for code in stops if code in placed)
    names = "، ".join(inputs.name_of(stop.location) for stop in trip.stops)
    title = f"{inputs.problem.team_of[trip.team].label} – {words.day(trip.days[0])}: {names}"
    return (
        f'<polyline class="tour" points="{line}" stroke="{colour}"><title>{escape(title)}</title></polyline>'
    )


def _mark(code: str, name: str, at: tuple[float, float], *, is_base: bool, is_missed: bool) -> str:
    x, y = at
    title = f"<title>{escape(name)} ({escape(code)})</title>"
    if is_base:
        return f'<rect class="base" x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12">{title}</rect>'
    ring = f'<circle class="missed" cx="{x:.1f}" cy="{y:.1f}" r="8"/>' if is_missed else ""
    return f'{ring}<circle class="town" cx="{x:.1f}" cy="{y:.1f}" r="3.2">{title}</circle>'


def _labels(inputs: Inputs, placed: Mapping[str, tuple[float, float]], bases: set[str]) -> Iterable[str]:
    """Yield names where they do not cover one another; bases first. Every name is in the mark's title too."""
    taken: list[tuple[float, float, float]] = []
    for code, (x, y) in sorted(placed.items(), key=lambda item: (item[0] not in bases, item[1])):
        name = inputs.name_of(code)
        half = 4.2 * len(name)
        if any(abs(y - other) < LABEL_GAP and abs(x - at) < half + wide for at, other, wide in taken):
            continue
        taken.append((x, y, half))
        yield f'<text x="{x:.1f}" y="{y - 9:.1f}" text-anchor="middle">{escape(name)}</text>'
