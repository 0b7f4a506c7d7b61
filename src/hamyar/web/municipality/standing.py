"""Where towns stand in the published ranking that is in force."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from hamyar.core.pagecache import kept_part
from hamyar.core.persian import format_number
from hamyar.core.tiers import tier_step, tier_word
from hamyar.core.translation import active_language
from hamyar.priorities.models import Publication, RunResult
from hamyar.priorities.selectors import current_publication


@dataclass(frozen=True)
class Standing:
    """What the published ranking says of one town."""

    result: RunResult
    tiers: int
    units: int

    @property
    def step(self) -> int:
        """Return the step of the five-step scale."""
        return tier_step(self.result.tier, of=self.tiers)

    @property
    def words(self) -> str:
        """Return the tier with its word."""
        tier = _("Tier %(number)s") % {"number": format_number(self.result.tier, language=active_language())}
        return f"{tier}: {tier_word(self.step)}"


@dataclass(frozen=True)
class Standings:
    """The ranking in force, and where each town stands by its id; nothing while none is published."""

    publication: Publication | None = None
    by_town: Mapping[int, Standing] = field(default_factory=dict)
    tiers: int = 0


@kept_part
def current_standings() -> Standings:
    """Return the standings of the published ranking in force."""
    publication = current_publication()
    if publication is None:
        return Standings()
    summary = publication.run.summary
    tiers, units = int(summary["tiers"]), int(summary["units"])
    results = publication.run.results.all()
    return Standings(
        publication, {result.municipality_id: Standing(result, tiers, units) for result in results}, tiers
    )
