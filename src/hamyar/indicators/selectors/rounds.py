"""How far a yearly collection has come, town by town."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from hamyar.indicators.enums import Level
from hamyar.indicators.models import DataRound, Value
from hamyar.places.models import Municipality


@dataclass(frozen=True)
class TownProgress:
    """How many figures of a round a town has given."""

    town: Municipality
    given: int
    asked: int

    @property
    def share(self) -> float:
        """Return the share (0–1) given."""
        return self.given / self.asked if self.asked else 0.0

    @property
    def missing(self) -> int:
        """Return how many are still missing."""
        return self.asked - self.given


def rounds_with_counts() -> QuerySet[DataRound]:
    """Return all rounds, the newest first, with the number of their indicators as ``asked``."""
    return DataRound.objects.annotate(asked=Count("indicators"))


def round_progress(
    *, data_round: DataRound, towns: QuerySet[Municipality] | None = None
) -> list[TownProgress]:
    """Return how far each town is with the indicators that are measured by municipality."""
    indicators = data_round.indicators.filter(level=Level.MUNICIPALITY)
    listed = Municipality.objects.filter(closed_on__isnull=True) if towns is None else towns
    rows = Value.objects.filter(indicator__in=indicators, year=data_round.year, municipality__isnull=False)
    given = dict(rows.values_list("municipality").annotate(count=Count("pk")))
    asked = indicators.count()
    return [TownProgress(town, given.get(town.pk, 0), asked) for town in listed.select_related("county")]
