"""What the pictures of a ranking are drawn from: plain data for the front end."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from hamyar.core.templatetags.hamyar import digits
from hamyar.core.tiers import tier_step, tier_word
from hamyar.indicators.models import Indicator
from hamyar.places.models import Municipality
from hamyar.priorities.models import Run, RunResult
from hamyar.priorities.selectors import RankedTown
from hamyar.priorities.services.compute import RankingRow


def interval_figure(towns: Sequence[RankedTown], *, run: Run, highlight: str = "") -> dict[str, Any]:
    """Return the rank intervals of towns, from the least endowed."""
    return {
        "most": run.summary["units"],
        "units": [_unit(each.result, run=run, highlight=highlight) for each in towns],
    }


def _unit(result: RunResult, *, run: Run, highlight: str) -> dict[str, Any]:
    unit: dict[str, Any] = {
        "name": result.municipality.name,
        "p05": result.rank_p05,
        "p50": result.rank_p50,
        "p95": result.rank_p95,
        "tier": result.tier,
        "step": tier_step(result.tier, of=run.summary["tiers"]),
        "href": reverse("priorities:town", args=[result.municipality.code]),
        "highlight": result.municipality.code == highlight,
    }
    if result.rank_best is not None and result.rank_worst is not None:
        unit |= {"best": result.rank_best, "worst": result.rank_worst}
    return unit


def contribution_figure(result: RunResult, indicators: Mapping[str, Indicator]) -> dict[str, Any]:
    """Return the parts of a town's distance from the median, the strongest first."""
    parts = sorted(result.details["contributions"].items(), key=lambda pair: -abs(pair[1]))
    return {
        "decimals": 3,
        "total": sum(part for _code, part in parts),
        "items": [
            {"name": indicators[code].name, "value": part} for code, part in parts if code in indicators
        ],
    }


def map_figure(towns: Sequence[RankedTown], *, run: Run) -> dict[str, Any]:
    """Return the towns that have a point, coloured by tier."""
    placed = [each.result for each in towns if each.town.latitude is not None]
    features = [_feature(result, run) for result in placed]
    return {"points": {"type": "FeatureCollection", "features": features}}


def _feature(result: RunResult, run: Run) -> dict[str, Any]:
    town, step = result.municipality, tier_step(result.tier, of=run.summary["tiers"])
    words = gettext("Tier %(number)s: %(word)s") % {"number": digits(result.tier), "word": tier_word(step)}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [town.longitude, town.latitude]},
        "properties": {
            "name": town.name,
            "tier": result.tier,
            "step": step,
            "words": [words],
            "href": reverse("priorities:town", args=[town.code]),
        },
    }


def explored_figure(
    rows: Sequence[RankingRow], *, towns: Mapping[str, Municipality], tiers: int
) -> dict[str, Any]:
    """Return the rank intervals of an explored ranking, from the least endowed."""
    units = [
        {
            "name": towns[row.code].name,
            "p05": row.rank_p05,
            "p50": row.rank_p50,
            "p95": row.rank_p95,
            "tier": row.tier,
            "step": tier_step(row.tier, of=tiers),
        }
        for row in rows
        if row.code in towns
    ]
    return {"most": max(len(rows), 1), "units": units}
