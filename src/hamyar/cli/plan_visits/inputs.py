"""The files together as one problem."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hamyar.cli.plan_visits.calendar_file import Calendar, read_calendar
from hamyar.cli.plan_visits.distances import Distances, Point, build_travel, read_distances
from hamyar.cli.plan_visits.errors import UnableToReadProgrammeError, wrong_cell, wrong_key
from hamyar.cli.plan_visits.sites import Site, read_sites
from hamyar.cli.plan_visits.tables import Headings, read_rows
from hamyar.cli.plan_visits.teams_file import Crew, Guarantees, read_crew
from hamyar.core.jalali import weekday
from hamyar.core.translation import gettext_noop
from hamyar_engine.errors import InvalidInputError
from hamyar_engine.visits.model import Demand, FixedVisit, Place, Problem
from hamyar_engine.visits.value import VisitValue, visit_value

PIN_HEADINGS: Headings = {"place": ("کد", "code", "شهر"), "date": ("تاریخ",), "team": ("گروه",)}


@dataclass(frozen=True)
class Source:
    """One input file: how it is called in messages, and what is in it."""

    file: str
    content: bytes


@dataclass(frozen=True)
class Inputs:
    """The problem, and what the reports need besides."""

    problem: Problem
    sites: tuple[Site, ...]
    crew: Crew
    calendar: Calendar
    points: Mapping[str, Point | None]
    estimated_pairs: int

    def name_of(self, code: str) -> str:
        """Return the name of a town or a base."""
        names = {base.code: base.name for base in self.crew.bases} | {
            site.code: site.name for site in self.sites
        }
        return names.get(code, code)


def read_inputs(
    sites: Source, calendar: Source, teams: Source, *, distances: Source | None, pinned: Source | None
) -> Inputs:
    """Read all files.

    Raises
    ------
    UnableToReadProgrammeError
        Naming the file and the row and column, or the key, of the first fault.
    """
    days = read_calendar(calendar.content, file=calendar.file)
    crew = read_crew(teams.content, file=teams.file, calendar=days)
    towns = read_sites(sites.content, file=sites.file)
    points = _points(towns, crew)
    known = {} if distances is None else read_distances(distances.content, file=distances.file)
    blamed = [sites.file, *([distances.file] if distances else [])]
    roads = build_travel(points, known, crew.roads, blamed=blamed)
    pins = () if pinned is None else tuple(_pins(pinned, towns, crew))
    problem = _problem(tuple(towns), crew, days, roads, pins=pins)
    return Inputs(problem, tuple(towns), crew, days, points, roads.estimated_pairs)


def _problem(
    towns: tuple[Site, ...], crew: Crew, days: Calendar, roads: Distances, *, pins: tuple[FixedVisit, ...]
) -> Problem:
    _check_sessions(crew, {site.code for site in towns})
    last_tier = max((site.tier for site in towns if site.tier is not None), default=None)
    try:
        return Problem(
            places=tuple(_place(site, crew.guarantees, days, last_tier) for site in towns),
            days=days.days,
            teams=crew.teams,
            travel=roads.travel,
            rules=crew.rules,
            sessions=crew.sessions,
            pinned=pins,
        )
    except InvalidInputError as error:
        raise UnableToReadProgrammeError(str(error), "inconsistent") from error


def _points(towns: list[Site], crew: Crew) -> dict[str, Point | None]:
    """Return where each town and base lies; a base may be a town."""
    points: dict[str, Point | None] = {site.code: site.point for site in towns}
    for base in crew.bases:
        if base.point is not None or base.code not in points:
            points[base.code] = base.point
    for number, team in enumerate(crew.teams, start=1):
        if team.base not in points:
            reason = gettext_noop("the base {value} is neither among the bases nor a town.")
            raise wrong_key(crew.file, f"teams[{number}].base", reason, value=team.base)
    return points


def _check_sessions(crew: Crew, codes: set[str]) -> None:
    for number, session in enumerate(crew.sessions, start=1):
        for key, code in (("host", session.host), *(("members", member) for member in session.members)):
            if code not in codes:
                reason = gettext_noop("{value} is not the code of a town.")
                raise wrong_key(crew.file, f"sessions[{number}].{key}", reason, value=code)


def _place(site: Site, rule: Guarantees, days: Calendar, last_tier: int | None) -> Place:
    return Place(
        code=site.code,
        name=site.name,
        county=site.county,
        visit_minutes=site.minutes,
        demand=_demand(site, rule, last_tier),
        value=_value(site, days.first),
        priority=site.priority,
        closed=site.closed,
        preferred_days=_preferred(site, days),
        skills=site.skills,
        last_visited_on=site.last_visit,
    )


def _demand(site: Site, rule: Guarantees, last_tier: int | None) -> Demand:
    """Take the row's own numbers first, then the guarantee of its tier."""
    owed = rule.last_tier if site.tier is not None and site.tier == last_tier else rule.every_town
    low = owed if site.min_visits is None else site.min_visits
    high = max(low, rule.at_most) if site.max_visits is None else site.max_visits
    spacing = rule.spacing_days if site.spacing_days is None else site.spacing_days
    if site.longest_gap_days is not None and site.longest_gap_days < spacing:
        raise wrong_cell(
            site.row.at("longest_gap_days"),
            gettext_noop("the longest gap is below the spacing of {days} days."),
            days=spacing,
        )
    return Demand(min(low, high), high, spacing, site.longest_gap_days)


def _value(site: Site, first: date) -> VisitValue:
    if site.last_visit is not None and site.last_visit >= first:
        raise wrong_cell(
            site.row.at("last_visit"), gettext_noop("the latest visit must lie before the first day planned.")
        )
    since = None if site.last_visit is None else (first - site.last_visit).days
    return visit_value(
        last_tier_probability=site.need,
        days_since_last=since,
        overdue_promises=site.overdue_promises,
        data_gap_share=site.data_gap,
    )


def _preferred(site: Site, days: Calendar) -> frozenset[date]:
    return frozenset(
        day.on
        for day in days.days
        if weekday(day.on) in site.council_weekdays or day.on in site.council_dates
    )


def _pins(source: Source, towns: list[Site], crew: Crew) -> list[FixedVisit]:
    codes, teams = {site.code for site in towns}, {team.code for team in crew.teams}
    found: dict[FixedVisit, int] = {}
    for row in read_rows(source.content, file=source.file, headings=PIN_HEADINGS, required=("place", "date")):
        place, on, team = row.required("place"), row.date_of("date", row.required("date")), row.text("team")
        if place not in codes:
            raise wrong_cell(row.at("place"), gettext_noop("{value} is not the code of a town."), value=place)
        if team and team not in teams:
            raise wrong_cell(row.at("team"), gettext_noop("{value} is not the code of a team."), value=team)
        pin = FixedVisit(place, on, team)
        if any((other.place, other.on) == (place, on) for other in found):
            raise wrong_cell(row.at("date"), gettext_noop("the same visit stands in the file already."))
        found[pin] = row.number
    return list(found)
