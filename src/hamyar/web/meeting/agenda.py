"""What the town file puts on the agenda: only what the towns at the table may read, for it enters the minutes."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from hamyar.accounts.models import User
from hamyar.commitments.enums import PENDING, PromisingSide, Visibility
from hamyar.commitments.models import Commitment
from hamyar.core.jalali import format_jalali
from hamyar.core.persian import format_number
from hamyar.findings.enums import ReportedBy
from hamyar.findings.enums import Visibility as FindingVisibility
from hamyar.findings.selectors import open_needs_of
from hamyar.findings.selectors.visibility import FOR_EVERYONE
from hamyar.places.models import Municipality
from hamyar.visits.enums import WITH_REASON
from hamyar.visits.minutes_text import LANGUAGE
from hamyar.visits.models import Meeting, Visit
from hamyar.visits.services.meeting import AgendaPoint
from hamyar.web.municipality.standing import Standings, current_standings
from hamyar.web.municipality.town import town_file
from hamyar.web.town_file.asking import asked_of

LONGEST = 160


@dataclass(frozen=True)
class Most:
    """How many points of a kind one town gets."""

    promises: int
    needs: int
    movers: int
    names: int = 6


ALONE, AMONG_OTHERS = Most(promises=4, needs=5, movers=3), Most(promises=2, needs=2, movers=1)


def agenda_points(*, meeting: Meeting, by: User, on: dt.date) -> list[AgendaPoint]:
    """Return the points of each town: promises both ways with overdue ones first, needs, what would move it, gaps."""
    with override(LANGUAGE):
        standings = current_standings()
        if isinstance(meeting, Visit):
            return list(_of_town(meeting, standings, ALONE, by, on))
        visits = meeting.visits.exclude(state__in=WITH_REASON).select_related("municipality__county")
        return [
            AgendaPoint(point.key, f"{visit.municipality.name_fa}: {point.text}")
            for visit in visits.order_by("municipality__sort_key", "pk")
            for point in _of_town(visit, standings, AMONG_OTHERS, by, on)
        ]


def _of_town(visit: Visit, standings: Standings, most: Most, by: User, on: dt.date) -> Iterator[AgendaPoint]:
    town = visit.municipality
    is_alone = most is ALONE
    for key, text in (
        *_promises(town, most, on, is_alone=is_alone),
        *_needs(town, most, by, is_alone=is_alone),
        *_asked(town, standings, most, on),
    ):
        yield AgendaPoint(f"{visit.pk}:{key}", text)


def _promises(town: Municipality, most: Most, on: dt.date, *, is_alone: bool) -> Iterator[tuple[str, str]]:
    """Return what is owed to the town, then what it owes; what only its own side may read stays out of a session."""
    readable = Q(visibility=Visibility.PUBLIC)
    if is_alone:
        readable |= Q(municipality=town) | Q(decision__visit__municipality=town)
    rows = Commitment.objects.filter(readable, Q(town=town) | Q(municipality=town), state__in=PENDING)
    found = list(rows.select_related("company", "municipality").order_by("due_on", "pk"))
    theirs = [each for each in found if each.side == PromisingSide.MUNICIPALITY]
    ours = [each for each in found if each.side != PromisingSide.MUNICIPALITY]
    for promise in (*ours[: most.promises], *theirs[: most.promises]):
        yield f"promise:{promise.pk}", _promise(promise, on)


def _promise(promise: Commitment, on: dt.date) -> str:
    day = format_jalali(promise.due_on, language=LANGUAGE)
    words = {"who": promise.promised_by, "day": day, "text": _short(promise.text)}
    if promise.days_overdue(on):
        return _("Promise of %(who)s, overdue since %(day)s: %(text)s") % words
    return _("Promise of %(who)s until %(day)s: %(text)s") % words


def _needs(town: Municipality, most: Most, by: User, *, is_alone: bool) -> Iterator[tuple[str, str]]:
    of_town_itself = Q(reported_by=ReportedBy.MUNICIPALITY, visibility=FindingVisibility.PUBLIC)
    readable = FOR_EVERYONE | of_town_itself if is_alone else FOR_EVERYONE
    for need in open_needs_of(municipality=town, viewer=by).filter(readable)[: most.needs]:
        words = {"kind": need.get_kind_display(), "title": _short(need.title), "sector": need.sector_label}
        yield f"finding:{need.pk}", _("%(kind)s: %(title)s (%(sector)s)") % words


def _asked(town: Municipality, standings: Standings, most: Most, on: dt.date) -> Iterator[tuple[str, str]]:
    asked = asked_of(municipality=town, file=town_file(municipality=town, on=on), standings=standings)
    for name, ranks in islice(asked.movers, most.movers):
        words = {"name": name, "ranks": format_number(ranks, decimals=1, language=LANGUAGE)}
        yield (
            f"mover:{name}",
            _("Figure of the town itself for “%(name)s”: it may move the rank by %(ranks)s") % words,
        )
    if asked.lacking:
        names = _(", ").join(asked.lacking[: most.names])
        yield "lacking", _("Figures nobody has yet: %(names)s") % {"names": names}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]}…"
