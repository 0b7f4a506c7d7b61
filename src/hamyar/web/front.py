"""What the first page brings together from the stages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from hamyar.commitments.enums import PENDING, CommitmentState
from hamyar.commitments.models import Commitment
from hamyar.commitments.selectors import Kept, promises_kept, public_commitments
from hamyar.core.jalali import TEHRAN
from hamyar.core.pagecache import kept_part
from hamyar.newsroom.models import NewsPage
from hamyar.newsroom.selectors import story_cards
from hamyar.priorities.models import Publication
from hamyar.priorities.selectors import RankedTown, ranked_towns
from hamyar.projects.models import Project
from hamyar.projects.selectors import latest_opportunities
from hamyar.visits.models import Visit
from hamyar.visits.selectors import published_visits
from hamyar.web.municipality.listing import open_municipalities, rows_of
from hamyar.web.municipality.standing import current_standings
from hamyar.web.province import ProvinceMap, province_map

NEWS = 4
VISITS = 6
TOWNS = 4
PROMISES = 3
OPPORTUNITIES = 3


@dataclass(frozen=True)
class Promises:
    """How promises stand, the latest kept ones and those due next."""

    kept: Kept
    latest: Sequence[Commitment]
    next: Sequence[Commitment]


@dataclass(frozen=True)
class Province:
    """The ranking in force, the towns that come first in it, how many towns there are, and their map."""

    publication: Publication | None
    towns: Sequence[RankedTown]
    municipalities: int
    map: ProvinceMap | None


@dataclass(frozen=True)
class Front:
    """The parts of the first page; a part that has nothing to show is empty."""

    news: Sequence[NewsPage]
    visits: Sequence[Visit]
    publication: Publication | None
    summary: dict[str, Any]
    towns: Sequence[RankedTown]
    municipalities: int
    map: ProvinceMap | None
    promises: Promises | None
    opportunities: Sequence[Project]


def front_page(*, on: date) -> Front:
    """Return what everybody sees first on a day."""
    province = _province()
    publication = province.publication
    return Front(
        news=list(story_cards()[:NEWS]),
        visits=list(published_visits(since=datetime.combine(on, time.min, TEHRAN))[:VISITS]),
        publication=publication,
        summary=publication.run.summary if publication else {},
        towns=province.towns,
        municipalities=province.municipalities,
        map=province.map,
        promises=_promises(on),
        opportunities=latest_opportunities(limit=OPPORTUNITIES),
    )


@kept_part
def _province() -> Province:
    standings = current_standings()
    rows = rows_of(list(open_municipalities()), standings=standings)
    publication = standings.publication
    towns = ranked_towns(run=publication.run)[:TOWNS] if publication else []
    return Province(publication, towns, len(rows), province_map(rows=rows))


def _promises(on: date) -> Promises | None:
    kept = promises_kept(on=on)
    if not kept.done + kept.pending:
        return None
    public = public_commitments().select_related("town")
    return Promises(
        kept=kept,
        latest=list(public.filter(state=CommitmentState.DONE).order_by("-done_on", "-pk")[:PROMISES]),
        next=list(public.filter(state__in=PENDING, due_on__gte=on).order_by("due_on", "pk")[:PROMISES]),
    )
