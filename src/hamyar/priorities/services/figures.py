"""Pictures of a ranking as SVG, drawn on the server for files that must open anywhere."""

from collections.abc import Sequence
from html import escape
from typing import Protocol

from hamyar.core.translation import gettext_noop
from hamyar.priorities.services.compute import RankingRow

ROW, NAME_WIDTH, WIDTH, MARGIN = 22, 190, 1000, 34
TIER_COLOURS = ("#08519c", "#3182bd", "#6baed6", "#e6a04b", "#b5541c")
ALT = gettext_noop("Interval of the rank of each unit; the table below says the same in numbers.")
AXIS = gettext_noop("Rank (1 is the most developed)")

INTERVAL_STYLE = """
svg.intervals{width:100%;height:auto;margin-block:1rem}svg.intervals text{font-size:13px;fill:var(--ink)}
svg.intervals .axis{fill:var(--quiet);font-size:12px}svg.intervals line.grid{stroke:var(--line)}
"""


class Words(Protocol):
    """What a picture needs of a writer."""

    @property
    def language(self) -> str:
        """``fa`` or ``en``."""

    def words(self, message: str, **params: object) -> str:
        """Return a translated, escaped sentence."""

    def number(self, value: float, decimals: int | None = None) -> str:
        """Return a formatted number."""


def tier_colour(tier: int, tiers: int) -> str:
    """Return the colour of a tier on the five-step scale, from the most to the least developed."""
    step = 0 if tiers < 2 else round((tier - 1) * (len(TIER_COLOURS) - 1) / (tiers - 1))
    return TIER_COLOURS[step]


def interval_plot(rows: Sequence[RankingRow], *, write: Words) -> str:
    """Draw one line a unit from P5 to P95 with its median, down the page in the order of ``rows``."""
    units, tiers = len(rows), max(row.tier for row in rows)
    height = units * ROW + 2 * MARGIN
    ticks = sorted({1, *(round(units * share / 4) or 1 for share in range(1, 5))})
    grid = "".join(_tick(tick, units, height, write) for tick in ticks)
    lines = "".join(_line(row, at, units=units, tiers=tiers, write=write) for at, row in enumerate(rows))
    label = write.words(ALT)
    return (
        f'<svg class="intervals" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}" direction="ltr">'
        f"{grid}{lines}</svg>"
    )


def _place(rank: float, units: int, *, mirrored: bool) -> float:
    share = (rank - 1) / max(units - 1, 1)
    room = WIDTH - NAME_WIDTH - 2 * MARGIN
    return MARGIN + room * (1 - share) if mirrored else NAME_WIDTH + MARGIN + room * share


def _tick(tick: int, units: int, height: int, write: Words) -> str:
    x = _place(tick, units, mirrored=write.language == "fa")
    return (
        f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{MARGIN - 6}" y2="{height - MARGIN + 6}"/>'
        f'<text class="axis" x="{x:.1f}" y="{MARGIN - 12}" text-anchor="middle">{write.number(tick)}</text>'
    )


def _line(row: RankingRow, at: int, *, units: int, tiers: int, write: Words) -> str:
    mirrored = write.language == "fa"
    y = MARGIN + at * ROW + ROW / 2
    left, right, middle = (
        _place(rank, units, mirrored=mirrored) for rank in (row.rank_p05, row.rank_p95, row.rank_p50)
    )
    colour = tier_colour(row.tier, tiers)
    words = f"{escape(row.name)}: {write.number(row.rank_p05)}–{write.number(row.rank_p95)}"
    name_x, anchor = (WIDTH - 8, "end") if mirrored else (8, "start")
    return (
        f"<g><title>{words}</title>"
        f'<text x="{name_x}" y="{y + 4:.1f}" text-anchor="{anchor}">{escape(row.name)}</text>'
        f'<line x1="{left:.1f}" x2="{right:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}" stroke-width="3"/>'
        f'<circle cx="{middle:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}"/></g>'
    )
