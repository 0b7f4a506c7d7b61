"""What the page says: facts, rank and why, people, promises both ways, needs, what to ask; cut to one page."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from hamyar.accounts.models import User
from hamyar.commitments.enums import PENDING, PromisingSide
from hamyar.commitments.models import Commitment
from hamyar.commitments.selectors import commitments_of_town, commitments_visible_to
from hamyar.core.jalali import format_jalali
from hamyar.core.persian import format_number, to_persian_digits
from hamyar.core.translation import active_language
from hamyar.findings.selectors import open_needs_of
from hamyar.places.enums import CouncilRole
from hamyar.places.models import Municipality
from hamyar.priorities.selectors import indicators_of, pulls_of
from hamyar.projects.selectors import projects_of_town
from hamyar.web.municipality.standing import Standing, Standings, current_standings
from hamyar.web.municipality.town import TownFile, town_file
from hamyar.web.town_file.asking import Asked, asked_of

MOST_PROMISES, MOST_NEEDS, MOST_PROJECTS, MOST_ASKED, LONGEST = 4, 5, 3, 6, 120
"""So much stands on one page, whatever the town."""


@dataclass(frozen=True)
class Part:
    """A heading with lines; ``more`` says how many were left out, ``empty`` what stands where there are none."""

    title: str
    lines: tuple[str, ...]
    empty: str
    more: str = ""


@dataclass(frozen=True)
class TownSheet:
    """The whole page."""

    title: str
    lead: str
    organisation: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    foot: str

    def as_json(self) -> dict[str, Any]:
        """Return the page as plain data for the PDF."""
        return asdict(self)


def town_sheet(*, municipality: Municipality, viewer: User, on: dt.date) -> TownSheet:
    """Compose the page as far as the viewer may read it."""
    file, standings = town_file(municipality=municipality, on=on), current_standings()
    standing = standings.by_town.get(municipality.pk)
    ours, theirs = _promises(municipality, viewer, on)
    organisation = settings.ORGANISATION.get(active_language(), settings.ORGANISATION["fa"])
    return TownSheet(
        title=_("File of %(town)s") % {"town": municipality.name},
        lead=_("County of %(county)s") % {"county": municipality.county.name},
        organisation=str(organisation),
        facts=tuple(_facts(file)),
        parts=(
            _rank(municipality, standings, standing),
            ours,
            theirs,
            _needs(municipality, viewer),
            *_projects(municipality, viewer),
            _what_to_ask(asked_of(municipality=municipality, file=file, standings=standings)),
        ),
        foot=_("As of %(day)s. For the work of the organisation; do not pass it on.") % {"day": _day(on)},
    )


def _day(day: dt.date) -> str:
    return format_jalali(day, "long", language=active_language())


def _number(amount: float, decimals: int = 0) -> str:
    return format_number(amount, decimals=decimals, language=active_language())


def _year(year: int) -> str:
    return to_persian_digits(str(year)) if active_language() == "fa" else str(year)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]}…"


def _part(title: str, lines: Sequence[str], *, most: int, empty: str) -> Part:
    left = len(lines) - most
    more = _("and %(number)s more") % {"number": _number(left)} if left > 0 else ""
    return Part(title, tuple(_short(line) for line in lines[:most]), empty, more)


def _facts(file: TownFile) -> Iterable[tuple[str, str]]:
    unknown = _("not recorded")
    population, grade, official = file.population, file.grade, file.official
    yield (
        _("Population"),
        _("%(people)s (census of %(year)s)")
        % {"people": _number(population.amount), "year": _year(population.year)}
        if population
        else unknown,
    )
    yield (
        _("Grade"),
        _("%(grade)s (since %(day)s)") % {"grade": _number(grade.grade), "day": _day(grade.since)}
        if grade
        else unknown,
    )
    yield (
        _("Mayor"),
        _("%(name)s, %(office)s since %(day)s")
        % {"name": official.full_name, "office": official.get_kind_display(), "day": _day(official.since)}
        if official
        else unknown,
    )
    yield _("Head of the council"), _chair(file) or unknown
    yield (
        _("Share in the organisation"),
        _("%(percent)s percent") % {"percent": _number(float(file.share.percent), 2)}
        if file.share and file.share.percent is not None
        else unknown,
    )
    for road in file.roads:
        yield (
            road.label,
            _("%(town)s, %(km)s km") % {"town": road.municipality.name, "km": _number(road.distance.km)},
        )


def _chair(file: TownFile) -> str:
    people = file.council.people if file.council else ()
    return next((person.full_name for person in people if person.role == CouncilRole.CHAIR), "")


def _rank(municipality: Municipality, standings: Standings, standing: Standing | None) -> Part:
    title = _("Rank and why")
    if standing is None or standings.publication is None:
        return Part(title, (), _("No published ranking holds this town."))
    result = standing.result
    numbers = {
        "tier": standing.words,
        "middle": _number(result.rank_p50),
        "units": _number(standing.units),
        "low": _number(result.rank_p05),
        "high": _number(result.rank_p95),
    }
    pulls = pulls_of(result, indicators_of(standings.publication.run))
    lines = [
        _("%(tier)s. Median rank %(middle)s of %(units)s; in nine of ten draws %(low)s to %(high)s.")
        % numbers,
        *(
            [
                _("Pulled towards less endowed by: %(names)s")
                % {"names": _names(p.indicator.name for p in pulls)}
            ]
            if pulls
            else []
        ),
        _("Source: %(title)s, published %(day)s.")
        % {"title": standings.publication, "day": _day(standings.publication.published_at)},
    ]
    return Part(title, tuple(lines), "")


def _names(names: Iterable[str]) -> str:
    return _(", ").join(names)


def _promises(municipality: Municipality, viewer: User, on: dt.date) -> tuple[Part, Part]:
    """Return what is promised to the town and what the town promised; overdue ones first."""
    known = Q(pk__in=commitments_visible_to(user=viewer).values("pk")) | Q(
        pk__in=commitments_of_town(municipality=municipality).values("pk")
    )
    of_town = Q(town=municipality) | Q(municipality=municipality)
    rows = Commitment.objects.filter(known, of_town, state__in=PENDING).select_related(
        "company", "municipality"
    )
    found = list(rows.order_by("due_on", "pk"))
    theirs = [each for each in found if each.side == PromisingSide.MUNICIPALITY]
    ours = [each for each in found if each.side != PromisingSide.MUNICIPALITY]
    empty = _("no open promise")
    return (
        _part(_("Promised to the town"), [_promise(c, on) for c in ours], most=MOST_PROMISES, empty=empty),
        _part(_("Promised by the town"), [_promise(c, on) for c in theirs], most=MOST_PROMISES, empty=empty),
    )


def _promise(promise: Commitment, on: dt.date) -> str:
    words = {"text": _short(promise.text), "owner": promise.owner_name, "day": _day(promise.due_on)}
    if promise.days_overdue(on):
        return _("Overdue since %(day)s: %(text)s (%(owner)s)") % words
    return _("Until %(day)s: %(text)s (%(owner)s)") % words


def _needs(municipality: Municipality, viewer: User) -> Part:
    lines = [
        _("%(title)s (%(sector)s, urgency: %(urgency)s)")
        % {"title": need.title, "sector": need.sector_label, "urgency": need.get_urgency_display()}
        for need in open_needs_of(municipality=municipality, viewer=viewer)
    ]
    return _part(_("Open needs and problems"), lines, most=MOST_NEEDS, empty=_("none is recorded"))


def _projects(municipality: Municipality, viewer: User) -> Iterable[Part]:
    """Yield the projects of the town, or nothing: most towns have none."""
    lines = [
        _("%(title)s (%(stage)s)") % {"title": project.title, "stage": project.get_stage_display()}
        for project in projects_of_town(municipality=municipality, viewer=viewer).rows
    ]
    if lines:
        yield _part(_("Projects"), lines, most=MOST_PROJECTS, empty="")


def _what_to_ask(asked: Asked) -> Part:
    """Return what to ask for: the figures that would move the town most, then those nobody has."""
    lines = [
        _("%(name)s: a figure of the town itself may move it by %(ranks)s ranks")
        % {"name": name, "ranks": _number(ranks, 1)}
        for name, ranks in asked.movers
    ]
    lines += [_("%(name)s: no figure") % {"name": name} for name in asked.lacking]
    title = _("What to ask: what would move us")
    return _part(title, lines, most=MOST_ASKED, empty=_("no figure is missing"))
