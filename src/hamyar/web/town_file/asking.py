"""What to ask a town for: the figures that would move it most in the ranking, and those nobody has."""

from dataclasses import dataclass

from hamyar.indicators.models import Indicator
from hamyar.places.models import Municipality
from hamyar.priorities.selectors import indicators_of
from hamyar.visits.selectors import missing_figures
from hamyar.web.municipality.standing import Standings
from hamyar.web.municipality.town import TownFile


@dataclass(frozen=True)
class Asked:
    """Names of figures: with the ranks they may move the town by, and those that are missing."""

    movers: tuple[tuple[str, float], ...]
    lacking: tuple[str, ...]


def asked_of(*, municipality: Municipality, file: TownFile, standings: Standings) -> Asked:
    """Return what the published ranking did with an estimate, and what no source holds for the town."""
    movers, lacking = _of_ranking(municipality, standings)
    known = [history.indicator.code for history in file.histories]
    unknown = Indicator.objects.filter(is_active=True).exclude(code__in=known).order_by("position", "code")
    names = dict.fromkeys((*lacking, *(indicator.name for indicator in unknown)))
    return Asked(tuple(movers.items()), tuple(name for name in names if name not in movers))


def _of_ranking(municipality: Municipality, standings: Standings) -> tuple[dict[str, float], tuple[str, ...]]:
    """Return what would move the town in the published ranking, and what the ranking did without."""
    standing = standings.by_town.get(municipality.pk)
    if standing is None or standings.publication is None:
        return {}, ()
    run = standings.publication.run
    indicators = indicators_of(run)
    told = standing.result.details.get("movers", [])
    movers = {indicators[code].name: float(ranks) for code, ranks in told if code in indicators}
    return movers, missing_figures(run=run).get(municipality.code, ())
