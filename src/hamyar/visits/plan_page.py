"""A stored plan as pages and files show it: months, counties, load of teams, tours, reasons, changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamyar.core.calendar import DayOff, WorkingCalendar
from hamyar.core.jalali import format_jalali, month_grid, month_name
from hamyar.core.persian import format_number, to_persian_digits
from hamyar.core.translation import active_language
from hamyar.places.models import County, Municipality
from hamyar.visits.models import ProgrammeRun, Team
from hamyar.visits.selectors import year_months

COLOURS = 5
"""Colours of teams on the map and in the calendar."""

REASONS: dict[str, Promise] = {
    "no_day": gettext_lazy("on no working day are the town open and a team free"),
    "no_skill": gettext_lazy("no team has the skills"),
    "too_far": gettext_lazy("no allowed trip is long enough to get there and back"),
    "spacing": gettext_lazy("no further day keeps the spacing"),
    "load": gettext_lazy("the visit alone is above what a team can carry"),
    "capacity": gettext_lazy("the teams' days, hours or nights are used up"),
    "not_worth": gettext_lazy("its value is below what the way costs"),
    "pin": gettext_lazy("the pinned day breaks another rule"),
}
RELAXATIONS: dict[str, Promise] = {
    "spacing_days": gettext_lazy("days of spacing fewer: %(amount)s"),
    "minutes_a_day": gettext_lazy("minutes a day more: %(amount)s"),
    "nights_per_trip": gettext_lazy("nights in a trip more: %(amount)s"),
    "trip_days": gettext_lazy("days in a trip more: %(amount)s"),
    "team_days": gettext_lazy("team days more: %(amount)s"),
    "closed_window": gettext_lazy("days kept free that would have to open: %(amount)s"),
    "skill": gettext_lazy("skills missing: %(amount)s"),
    "load": gettext_lazy("load above the limit: %(amount)s"),
    "value_price": gettext_lazy("a higher price of a point of value: %(amount)s"),
}
WHYS: dict[str, Promise] = {
    "place_left": gettext_lazy("the town is no longer in the programme"),
    "day_lost": gettext_lazy("the day, the team or the road is no longer free"),
    "pinned": gettext_lazy("a visit was pinned"),
    "made_room": gettext_lazy("made room for other visits, or another day is cheaper"),
    "new": gettext_lazy("this visit is new"),
}
TERMS: dict[str, Promise] = {
    "need": gettext_lazy("need"),
    "since_last": gettext_lazy("time since the last visit"),
    "overdue": gettext_lazy("overdue promises"),
    "data_gap": gettext_lazy("gaps in the data"),
}


@dataclass(frozen=True)
class PlannedVisit:
    """One visit of a plan."""

    town: Municipality
    on: date
    arrival: str
    departure: str
    team: Team
    trip: int
    is_pinned: bool
    is_session: bool
    is_first: bool = False

    @property
    def numeric(self) -> str:
        """Return the day as forms send it."""
        return format_jalali(self.on, "numeric")


@dataclass(frozen=True)
class DayGroup:
    """The visits of one team on one day, and which of the team colours shows them."""

    team: Team
    colour: int
    visits: tuple[PlannedVisit, ...]


@dataclass(frozen=True)
class DayCell:
    """A day of a month with its visits; ``reasons`` are why it is off."""

    date: date
    number: int
    is_in_month: bool
    reasons: tuple[DayOff, ...]
    groups: tuple[DayGroup, ...]

    @property
    def numeric(self) -> str:
        """Return the day as forms send it."""
        return format_jalali(self.date, "numeric")

    @property
    def visits(self) -> tuple[PlannedVisit, ...]:
        """Return the visits of all teams."""
        return tuple(visit for group in self.groups for visit in group.visits)


@dataclass(frozen=True)
class MonthGrid:
    """A Jalali month of a plan."""

    name: str
    year: int
    number: int
    weeks: list[list[DayCell]]
    visits: tuple[PlannedVisit, ...]


@dataclass(frozen=True)
class CountyRow:
    """The visits of one county."""

    county: County
    visits: tuple[PlannedVisit, ...]


@dataclass(frozen=True)
class TeamLoad:
    """What a plan asks of one team."""

    team: Team
    trips: int
    days: int
    nights: int
    visits: int
    km: float
    hours: float


@dataclass(frozen=True)
class LeftOut:
    """Visits that are not made, the reason, and what would let them be made."""

    town: Municipality
    visits: int
    is_guaranteed: bool
    reason: str
    relaxation: str


@dataclass(frozen=True)
class ChangeRow:
    """One visit that differs from the run before."""

    town: Municipality
    before: tuple[date, str] | None
    after: tuple[date, str] | None
    why: str


@dataclass(frozen=True)
class PlanPage:
    """Everything a plan shows."""

    visits: tuple[PlannedVisit, ...]
    months: tuple[MonthGrid, ...]
    counties: tuple[CountyRow, ...]
    loads: tuple[TeamLoad, ...]
    left_out: tuple[LeftOut, ...]
    changes: tuple[ChangeRow, ...]
    tours: dict[str, Any]

    @property
    def km(self) -> float:
        """Kilometres of all trips."""
        return sum(load.km for load in self.loads)

    @property
    def trips(self) -> int:
        """Number of trips."""
        return sum(load.trips for load in self.loads)

    @property
    def towns(self) -> int:
        """Number of towns that are visited."""
        return len({visit.town.pk for visit in self.visits})


@dataclass(frozen=True)
class Names:
    """Towns and teams by code."""

    towns: Mapping[str, Municipality]
    teams: Mapping[str, Team]


def names() -> Names:
    """Load towns and teams by code, in two queries."""
    towns = {town.code: town for town in Municipality.objects.select_related("county")}
    return Names(towns, {team.code: team for team in Team.objects.all()})


def plan_page(*, run: ProgrammeRun, calendar: WorkingCalendar) -> PlanPage:
    """Lay a stored plan out."""
    known = names()
    visits = planned_visits(run, known)
    return PlanPage(
        visits=visits,
        months=_months(run, visits, calendar),
        counties=_counties(visits),
        loads=tuple(_load(known.teams[team], trips) for team, trips in _trips_by_team(run).items()),
        left_out=tuple(_left_out(each, known) for each in run.result["unserved"]),
        changes=tuple(_change(each, known) for each in run.result.get("changes", [])),
        tours=_tours(run, visits, known),
    )


def clock(minutes: float) -> str:
    """Return minutes after midnight as the hour of the page."""
    whole = round(minutes)
    text = f"{whole // 60:02d}:{whole % 60:02d}"
    return to_persian_digits(text) if active_language() == "fa" else text


def planned_visits(run: ProgrammeRun, known: Names) -> tuple[PlannedVisit, ...]:
    """Return the visits of a plan by day."""
    pinned = {(wish["place"], wish["on"]) for wish in run.inputs["wishes"] if wish["kind"] == "pin"}
    found = [
        PlannedVisit(
            town=known.towns[code],
            on=date.fromisoformat(stop["on"]),
            arrival=clock(stop["arrival"]),
            departure=clock(stop["departure"]),
            team=known.teams[trip["team"]],
            trip=number,
            is_pinned=(code, stop["on"]) in pinned,
            is_session=bool(stop["session"]),
        )
        for number, trip in enumerate(sorted(run.result["trips"], key=lambda trip: trip["days"]), 1)
        for stop in trip["stops"]
        for code in stop["serves"]
    ]
    found.sort(key=lambda visit: (visit.on, visit.team.code, visit.arrival))
    first = {visit.town.pk: at for at, visit in reversed(list(enumerate(found)))}
    return tuple(replace(visit, is_first=first[visit.town.pk] == at) for at, visit in enumerate(found))


def _months(
    run: ProgrammeRun, visits: Iterable[PlannedVisit], calendar: WorkingCalendar
) -> tuple[MonthGrid, ...]:
    by_day: dict[date, list[PlannedVisit]] = defaultdict(list)
    for visit in visits:
        by_day[visit.on].append(visit)
    colours = {team["code"]: at % COLOURS for at, team in enumerate(run.inputs["teams"])}
    months = []
    for year, month in year_months(run.programme.first_on, run.programme.last_on):
        weeks = [
            [
                DayCell(
                    cell.date,
                    cell.day,
                    cell.is_in_month,
                    calendar.reasons_off(cell.date),
                    _groups(by_day.get(cell.date, []), colours) if cell.is_in_month else (),
                )
                for cell in week
            ]
            for week in month_grid(year, month)
        ]
        inside = tuple(visit for week in weeks for cell in week for visit in cell.visits)
        months.append(MonthGrid(month_name(month, language=active_language()), year, month, weeks, inside))
    return tuple(months)


def _groups(visits: list[PlannedVisit], colours: Mapping[str, int]) -> tuple[DayGroup, ...]:
    return tuple(
        DayGroup(team, colours[team.code], tuple(own))
        for team, own in groupby(visits, key=lambda visit: visit.team)
    )


def _counties(visits: Iterable[PlannedVisit]) -> tuple[CountyRow, ...]:
    found: dict[County, list[PlannedVisit]] = defaultdict(list)
    for visit in visits:
        found[visit.town.county].append(visit)
    order = sorted(found, key=lambda county: (county.sort_key, county.code))
    return tuple(CountyRow(county, tuple(found[county])) for county in order)


def _trips_by_team(run: ProgrammeRun) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {team["code"]: [] for team in run.inputs["teams"]}
    for trip in run.result["trips"]:
        found[trip["team"]].append(trip)
    return found


def _load(team: Team, trips: list[Mapping[str, Any]]) -> TeamLoad:
    return TeamLoad(
        team=team,
        trips=len(trips),
        days=sum(len(trip["days"]) for trip in trips),
        nights=sum(len(trip["nights"]) for trip in trips),
        visits=sum(len(stop["serves"]) for trip in trips for stop in trip["stops"]),
        km=sum(trip["km"] for trip in trips),
        hours=sum(trip["work_minutes"] for trip in trips) / 60,
    )


def _left_out(each: Mapping[str, Any], known: Names) -> LeftOut:
    relaxation = each["relaxation"]
    words = ""
    if relaxation and relaxation["kind"] in RELAXATIONS:
        amount = format_number(relaxation["amount"], decimals=0, language=active_language())
        words = str(RELAXATIONS[relaxation["kind"]]) % {"amount": amount}
    return LeftOut(
        town=known.towns[each["place"]],
        visits=each["visits"],
        is_guaranteed=each["guaranteed"],
        reason=str(REASONS.get(each["reason"], each["reason"])),
        relaxation=words,
    )


def _change(each: Mapping[str, Any], known: Names) -> ChangeRow:
    def side(stored: list[str] | None) -> tuple[date, str] | None:
        if not stored:
            return None
        team = known.teams.get(stored[1])
        return date.fromisoformat(stored[0]), team.name if team else stored[1]

    why = str(WHYS[each["why"]])
    return ChangeRow(known.towns[each["place"]], side(each["before"]), side(each["after"]), why)


def _tours(run: ProgrammeRun, visits: Iterable[PlannedVisit], known: Names) -> dict[str, Any]:
    """Return the towns as points and each trip as a line from its base and back."""
    bases = {team["code"]: team["base"] for team in run.inputs["teams"]}
    order = {team["code"]: at for at, team in enumerate(run.inputs["teams"])}
    lines = []
    for trip in run.result["trips"]:
        codes = [bases[trip["team"]], *(stop["location"] for stop in trip["stops"]), bases[trip["team"]]]
        points = [[known.towns[code].longitude, known.towns[code].latitude] for code in codes]
        if any(point[0] is None for point in points) or len({tuple(point) for point in points}) < 2:
            continue
        lines.append(
            {
                "type": "Feature",
                "geometry": {"type": "LineString", "coordinates": points},
                "properties": {"name": known.teams[trip["team"]].name, "order": order[trip["team"]]},
            }
        )
    return {
        "points": {"type": "FeatureCollection", "features": _points(visits)},
        "tours": {"type": "FeatureCollection", "features": lines},
        "attribution": "© OpenStreetMap contributors",
    }


def _points(visits: Iterable[PlannedVisit]) -> list[dict[str, Any]]:
    days: dict[Municipality, list[PlannedVisit]] = defaultdict(list)
    for visit in visits:
        days[visit.town].append(visit)
    language = active_language()
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [town.longitude, town.latitude]},
            "properties": {
                "name": town.name,
                "href": town.get_absolute_url(),
                "words": [
                    _("%(day)s, %(team)s")
                    % {"day": format_jalali(visit.on, "weekday", language=language), "team": visit.team}
                    for visit in of
                ],
            },
        }
        for town, of in days.items()
        if town.longitude is not None
    ]
