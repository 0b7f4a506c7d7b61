"""What a team should know before it speaks: promises both ways, what was found, what to ask; of many towns at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hamyar.accounts.models import User
from hamyar.commitments.enums import PENDING, PromisingSide, Visibility
from hamyar.commitments.models import Commitment
from hamyar.commitments.selectors import commitments_visible_to
from hamyar.core.jalali import format_jalali
from hamyar.core.persian import format_number
from hamyar.core.translation import active_language
from hamyar.findings.enums import OPEN
from hamyar.findings.enums import Visibility as Knowledge
from hamyar.findings.models import Finding
from hamyar.findings.selectors import findings_visible_to
from hamyar.findings.selectors.towns import BY_URGENCY
from hamyar.indicators.models import Indicator
from hamyar.places.models import Municipality
from hamyar.priorities.selectors import indicators_of
from hamyar.visits.selectors import missing_figures
from hamyar.web.field.sections import Line, Section
from hamyar.web.municipality.standing import Standings

MOST_LINES, MOST_ASKED, LONGEST = 20, 8, 300
"""So much of a kind a telephone takes along; the rest is on the desk."""


@dataclass(frozen=True)
class Briefs:
    """What the reader may know of several towns, by the id of the town; ``lacking`` by its code."""

    on: date
    promises: Mapping[int, Sequence[Commitment]]
    findings: Mapping[int, Sequence[Finding]]
    indicators: Sequence[Indicator]
    movers: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    lacking: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def sections(self, *, town: Municipality, known: Collection[str]) -> list[Section]:
        """Return the sections of one town; ``known`` are the codes of the indicators it has a figure for."""
        theirs = [each for each in self.promises.get(town.pk, ()) if _is_by(each, town)]
        ours = [each for each in self.promises.get(town.pk, ()) if not _is_by(each, town)]
        found = self.findings.get(town.pk, ())
        none = _("no open promise")
        return [
            _list(_("Promised to the town"), [_promise(each, self.on) for each in ours], empty=none),
            _list(_("Promised by the town"), [_promise(each, self.on) for each in theirs], empty=none),
            _list(_("Open findings"), [_finding(each) for each in found], empty=_("none is recorded")),
            _list(
                _("What to ask: what would move us"),
                list(self._asked(town, known)),
                empty=_("no figure is missing"),
                most=MOST_ASKED,
            ),
        ]

    def _asked(self, town: Municipality, known: Collection[str]) -> Iterable[Line]:
        movers = self.movers.get(town.pk, {})
        for name, ranks in movers.items():
            number = format_number(ranks, decimals=1, language=active_language())
            may_move = _("a figure of the town itself may move it by %(ranks)s ranks") % {"ranks": number}
            yield Line("", name, may_move)
        unknown = [each.name for each in self.indicators if each.code not in known]
        for name in dict.fromkeys((*self.lacking.get(town.code, ()), *unknown)):
            if name not in movers:
                yield Line("", name, _("no figure"))


def briefs(*, towns: Collection[Municipality], viewer: User, standings: Standings, on: date) -> Briefs:
    """Return what the viewer may know of the towns, in a fixed number of queries."""
    indicators = Indicator.objects.filter(is_active=True).order_by("position", "code")
    if standings.publication is None:
        return Briefs(on, _promises(towns, viewer), _findings(towns, viewer), tuple(indicators))
    run = standings.publication.run
    names = {code: each.name for code, each in indicators_of(run).items()}
    movers = {
        town.pk: {
            names[code]: float(ranks)
            for code, ranks in standings.by_town[town.pk].result.details.get("movers", [])
            if code in names
        }
        for town in towns
        if town.pk in standings.by_town
    }
    return Briefs(
        on,
        _promises(towns, viewer),
        _findings(towns, viewer),
        tuple(indicators),
        movers,
        missing_figures(run=run),
    )


def _promises(towns: Collection[Municipality], viewer: User) -> Mapping[int, Sequence[Commitment]]:
    known = Q(pk__in=commitments_visible_to(user=viewer).values("pk")) | Q(visibility=Visibility.PUBLIC)
    rows = Commitment.objects.filter(
        known, Q(town__in=towns) | Q(municipality__in=towns), state__in=PENDING
    ).select_related("company", "municipality")
    found: dict[int, list[Commitment]] = defaultdict(list)
    for row in rows.order_by("due_on", "pk"):
        for pk in {row.town_id, row.municipality_id}:
            if pk is not None:
                found[pk].append(row)
    return found


def _findings(towns: Collection[Municipality], viewer: User) -> Mapping[int, Sequence[Finding]]:
    """Return the open findings of each town with those of its whole county, most urgent first."""
    of_county = Q(municipality=None, county__in={town.county_id for town in towns})
    rows = findings_visible_to(viewer=viewer).filter(Q(municipality__in=towns) | of_county, state__in=OPEN)
    found: dict[int, list[Finding]] = defaultdict(list)
    for row in rows.select_related("county").order_by(BY_URGENCY, "-recorded_at", "-pk"):
        for town in towns:
            is_here = row.municipality_id == town.pk
            if is_here or (row.municipality_id is None and row.county_id == town.county_id):
                found[town.pk].append(row)
    return found


def _is_by(promise: Commitment, town: Municipality) -> bool:
    return promise.side == PromisingSide.MUNICIPALITY and promise.municipality_id == town.pk


def _list(title: str, lines: Sequence[Line], *, empty: str, most: int = MOST_LINES) -> Section:
    left = len(lines) - most
    number = format_number(left, language=active_language())
    more = _("and %(number)s more") % {"number": number} if left > 0 else ""
    return Section(title, tuple(lines[:most]), form="list", empty=empty, more=more, amount=len(lines))


def _promise(promise: Commitment, on: date) -> Line:
    late = promise.days_overdue(on)
    language = active_language()
    number = format_number(late, language=language)
    badge = ngettext("%(days)s day late", "%(days)s days late", late) % {"days": number} if late else ""
    told = {"owner": promise.owner_name, "day": format_jalali(promise.due_on, "long", language=language)}
    owner = _("%(owner)s, until %(day)s") % told
    return Line(promise.promised_by, _short(promise.text), owner, badge=badge, is_late=late > 0)


def _finding(finding: Finding) -> Line:
    urgency = _("urgency: %(urgency)s") % {"urgency": finding.get_urgency_display()}
    parts = [finding.sector_label, urgency]
    if finding.people_affected:
        number = format_number(finding.people_affected, decimals=0, language=active_language())
        parts.append(_("%(number)s people") % {"number": number})
    if finding.municipality_id is None:
        parts.append(_("the whole county"))
    is_kept = finding.visibility == Knowledge.CONFIDENTIAL
    badge = str(Knowledge.CONFIDENTIAL.label) if is_kept else ""
    return Line(finding.get_kind_display(), _short(finding.title), " · ".join(parts), badge=badge)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]}…"
