"""County sessions: several towns of a county meet in one of them; one meeting, one text of minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_permission
from hamyar.core.audit import record
from hamyar.core.persian import normalise_line
from hamyar.places.models import Municipality
from hamyar.visits.enums import COMING
from hamyar.visits.errors import UnableToChangeVisitError
from hamyar.visits.models import CountySession, Visit
from hamyar.visits.permissions import CHANGE_VISITS


@dataclass(frozen=True)
class SessionFacts:
    """Where and when the towns meet."""

    host: Municipality
    start: datetime
    end: datetime
    place: str = ""


@transaction.atomic
def open_session(*, visits: Sequence[Visit], facts: SessionFacts, by: User, at: datetime) -> CountySession:
    """Bring coming visits of one county together into one session.

    Raises
    ------
    UnableToChangeVisitError
        When there are fewer than two, a visit is not coming or sits in a session already, the towns are of several
        counties, the host is not among them, or the session ends before it starts.
    """
    require_permission(by, CHANGE_VISITS)
    numbers = [visit.pk for visit in visits]
    found = list(Visit.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))
    _require_one_county(found, facts)
    if facts.end <= facts.start:
        raise UnableToChangeVisitError(_("The session cannot end before it starts."), "session_ends_early")
    session = CountySession.objects.create(
        county_id=facts.host.county_id,
        host=facts.host,
        trip_id=found[0].trip_id,
        planned_start=facts.start,
        planned_end=facts.end,
        place=normalise_line(facts.place),
    )
    for visit in found:
        visit.session, visit.planned_start, visit.planned_end = session, facts.start, facts.end
        visit.save()
    towns = sorted(str(visit.municipality) for visit in found)
    record(by=by, at=at, action="open_session", target=session, changes={"towns": [None, towns]})
    return session


def _require_one_county(found: Sequence[Visit], facts: SessionFacts) -> None:
    towns = {visit.municipality_id: visit.municipality for visit in found}
    if len(towns) < 2:
        raise UnableToChangeVisitError(_("A county session brings at least two towns together."), "one_town")
    if any(visit.state not in COMING or visit.session_id for visit in found):
        raise UnableToChangeVisitError(
            _("Only coming visits that sit in no session yet are brought together."), "visit_not_coming"
        )
    if len({town.county_id for town in towns.values()}) > 1:
        raise UnableToChangeVisitError(_("The towns belong to several counties."), "several_counties")
    if len({visit.trip_id for visit in found}) > 1:
        raise UnableToChangeVisitError(_("The visits belong to several trips."), "several_trips")
    if facts.host.pk not in towns:
        raise UnableToChangeVisitError(_("The host town is not among the towns."), "host_not_at_meeting")
