"""What everyone may read: the published investment opportunities."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from hamyar.places.models import Municipality
from hamyar.projects.enums import SEEKING
from hamyar.projects.models import Project
from hamyar.projects.selectors.register import Filters, asked
from hamyar.projects.selectors.visibility import of_towns, public_projects


@dataclass(frozen=True)
class OpportunityFilters:
    """What the reader of the public list asked for; empty means all."""

    words: str = ""
    kind: str = ""
    county: str = ""
    stage: str = ""
    contract: str = ""


def opportunities(*, filters: OpportunityFilters | None = None) -> QuerySet[Project]:
    """Return the published opportunities the filters leave, newest first."""
    given = filters or OpportunityFilters()
    condition = asked(
        Filters(
            words=given.words,
            kind=given.kind,
            county=given.county,
            stage=given.stage,
            contract=given.contract,
        )
    )
    return _shown(public_projects().filter(condition))


def latest_opportunities(*, limit: int = 3) -> list[Project]:
    """Return the newest opportunities that still look for a partner, for the home page."""
    return list(_shown(public_projects().filter(stage__in=SEEKING))[:limit])


def opportunity_with_code(*, code: str) -> Project | None:
    """Return a published opportunity with its towns and companies, or nothing."""
    found = public_projects().prefetch_related("participants__county", "companies")
    return found.select_related("municipality__county__province").filter(code=code).first()


def public_projects_of(*, municipality: Municipality) -> QuerySet[Project]:
    """Return the published projects of a town, as host or as participant; newest first."""
    condition: Q = of_towns(Municipality.objects.filter(pk=municipality.pk))
    return _shown(public_projects().filter(condition))


def _shown(found: QuerySet[Project]) -> QuerySet[Project]:
    return found.select_related("municipality__county").order_by("-published_at", "-pk")


def stage_since(*, project: Project) -> date | None:
    """Return the day since which the project is at its stage."""
    last = project.stage_changes.order_by("at", "pk").last()
    return last.held_on if last is not None else None
