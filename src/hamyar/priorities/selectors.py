"""Reading methods, runs and publications; nothing here writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.indicators.models import Indicator
from hamyar.places.models import Municipality
from hamyar.priorities.enums import ReplyState
from hamyar.priorities.models import Publication, Reply, Run, RunResult

MOST_PULLS = 3


@dataclass(frozen=True)
class Pull:
    """An indicator with its part of a town's distance from the median; below zero is towards less endowed."""

    indicator: Indicator
    part: float


@dataclass(frozen=True)
class RankedTown:
    """A town in a ranking with what pulls it most and what is missing."""

    result: RunResult
    pulls: tuple[Pull, ...]
    missing: tuple[Indicator, ...]

    @property
    def town(self) -> Municipality:
        """Return the town."""
        return self.result.municipality


def publications() -> QuerySet[Publication]:
    """Return the published rankings, the one in force first."""
    return Publication.objects.select_related("run__version__method", "published_by")


def current_publication() -> Publication | None:
    """Return the published ranking in force."""
    return publications().first()


def indicators_of(run: Run) -> dict[str, Indicator]:
    """Return the indicators of a run by code, in the order of its method."""
    codes = [each["code"] for each in run.summary["method"]["indicators"]]
    found = Indicator.objects.in_bulk(codes, field_name="code")
    return {code: found[code] for code in codes if code in found}


def ranked_towns(*, run: Run, county: str = "", tier: int | None = None) -> list[RankedTown]:
    """Return the towns of a run from the least endowed, with what pulls them and what is missing."""
    results = run.results.select_related("municipality__county", "municipality__census_county")
    if county:
        results = results.filter(municipality__county__code=county)
    if tier:
        results = results.filter(tier=tier)
    indicators = indicators_of(run)
    missing = _missing_by_town(run)
    return [
        RankedTown(result, pulls_of(result, indicators), _known(missing, result, indicators))
        for result in results.order_by("-rank_p50", "-rank", "municipality__sort_key")
    ]


def pulls_of(
    result: RunResult, indicators: Mapping[str, Indicator], *, most: int = MOST_PULLS
) -> tuple[Pull, ...]:
    """Return the indicators that pull a town furthest towards the less endowed end, the strongest first."""
    parts = sorted(result.details["contributions"].items(), key=lambda pair: pair[1])
    chosen = [(code, part) for code, part in parts if part < 0 and code in indicators]
    return tuple(Pull(indicators[code], part) for code, part in chosen[:most])


def _missing_by_town(run: Run) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for unit, indicator, _value in run.summary["filled"]:
        found.setdefault(unit, []).append(indicator)
    return found


def _known(
    missing: Mapping[str, Sequence[str]], result: RunResult, indicators: Mapping[str, Indicator]
) -> tuple[Indicator, ...]:
    codes = missing.get(result.municipality.code, ())
    return tuple(indicators[code] for code in codes if code in indicators)


def standing_of(*, municipality: Municipality, publication: Publication) -> RunResult | None:
    """Return what a published ranking says of one town."""
    return publication.run.results.filter(municipality=municipality).select_related("municipality").first()


def standing_before(*, municipality: Municipality, publication: Publication) -> RunResult | None:
    """Return what the ranking published before ``publication`` says of the town."""
    earlier = publications().filter(published_at__lt=publication.published_at).first()
    return standing_of(municipality=municipality, publication=earlier) if earlier else None


def unanswered_replies(*, user: User | AnonymousUser) -> int:
    """Return how many replies wait for an answer from somebody who may give one."""
    if not has_permission(user, "priorities.answer_reply"):
        return 0
    return Reply.objects.filter(state=ReplyState.SENT).count()
