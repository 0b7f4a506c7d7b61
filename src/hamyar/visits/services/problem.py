"""From a programme to the engine's problem, with everything it was made of frozen beside it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop as _

from hamyar.core.jalali import TEHRAN, local_date, weekday
from hamyar.places.models import Municipality
from hamyar.places.selectors import distance_table
from hamyar.places.selectors.distances import DistanceTable
from hamyar.priorities.models import Run, RunResult
from hamyar.visits.enums import MADE, WishKind
from hamyar.visits.errors import UnableToPlanVisitsError
from hamyar.visits.models import ProgrammeRun, Team, TeamAbsence, Visit, VisitProgramme, Wish
from hamyar.visits.rules import ProgrammeRules, read_rules
from hamyar.visits.selectors.overdue import overdue_by_town
from hamyar.visits.services.days import work_days
from hamyar_engine.visits.model import (
    Demand,
    FixedVisit,
    Place,
    Problem,
    Rules,
    Session,
    Travel,
    Window,
    WorkDay,
)
from hamyar_engine.visits.model import Team as EngineTeam
from hamyar_engine.visits.value import VisitValue, visit_value

NOON_STOP = 735.0
DETOUR_KM, DETOUR_MINUTES = 20.0, 20.0
"""How far a town without a point is taken to lie from the seat of its county."""
WEEK = 7


@dataclass(frozen=True)
class Unreached:
    """Codes of towns that are left out, and of those whose roads are taken from the county's seat."""

    without_road: tuple[str, ...] = ()
    estimated: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Brief:
    """A problem, the towns whose roads are not known, and the wishes it heeds."""

    problem: Problem
    rules: ProgrammeRules
    unreached: Unreached
    wishes: tuple[Wish, ...]

    def frozen(self) -> dict[str, Any]:
        """Return what the run was made of, for good."""
        problem = self.problem
        return {
            "rules": self.rules.as_json(),
            "days": [day.on.isoformat() for day in problem.days],
            "teams": [_team_json(team) for team in problem.teams],
            "places": {place.code: _place_json(place) for place in problem.places},
            "wishes": [_wish_json(wish) for wish in self.wishes],
            "without_road": list(self.unreached.without_road),
            "estimated": list(self.unreached.estimated),
        }


def _team_json(team: EngineTeam) -> dict[str, Any]:
    away = team.available
    return {
        "code": team.code,
        "name": team.name,
        "base": team.base,
        "minutes_a_day": team.minutes_a_day,
        "nights_per_trip": team.nights_per_trip,
        "nights_per_month": team.nights_per_month,
        "days": None if away is None else sorted(day.isoformat() for day in away),
    }


def _place_json(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "minimum": place.demand.minimum,
        "maximum": place.demand.maximum,
        "last_visited_on": place.last_visited_on.isoformat() if place.last_visited_on else None,
        "value": [[term.name, term.share, term.weight] for term in place.value.terms],
    }


def _wish_json(wish: Wish) -> dict[str, Any]:
    return {
        "kind": wish.kind,
        "place": wish.municipality.code,
        "on": wish.on.isoformat(),
        "team": wish.team.code if wish.team else "",
        "reason": wish.reason,
    }


def brief_of(*, programme: VisitProgramme, at: datetime, previous: ProgrammeRun | None = None) -> Brief:
    """Make the problem of a programme.

    Raises
    ------
    UnableToPlanVisitsError
        When there is no team, no working day or no town that can be reached.
    """
    rules = read_rules(programme.rules)
    teams = tuple(programme.teams.filter(is_active=True).select_related("base"))
    today = local_date(at)
    days = tuple(day for day in work_days(programme=programme, rules=rules) if day.on > today)
    if not teams:
        raise UnableToPlanVisitsError(_("Choose at least one active team first."), "no_team")
    if not days:
        raise UnableToPlanVisitsError(_("No working day of this part of the year is left."), "no_day")
    towns = list(Municipality.objects.filter(closed_on=None).select_related("county"))
    travel, unreached = _travel(towns, teams)
    reached = [town for town in towns if town.code in travel]
    if not reached:
        raise UnableToPlanVisitsError(_("No town has a point on the map or a known road."), "no_town")
    wishes = tuple(programme.wishes.select_related("municipality", "team"))
    problem = Problem(
        places=_places(programme, reached, rules, wishes, on=today),
        days=days,
        teams=tuple(_team(team, days) for team in teams),
        travel=travel,
        rules=_engine_rules(rules),
        sessions=_sessions(rules, {town.code for town in reached}),
        pinned=_pinned(wishes, travel),
        previous=_previous(previous, {town.code for town in reached}, {team.code for team in teams}),
    )
    return Brief(problem, rules, unreached, wishes)


def _sessions(rules: ProgrammeRules, reached: set[str]) -> tuple[Session, ...]:
    """Return the county sessions whose towns can be reached."""
    return tuple(
        Session(f"session-{each.host}", each.host, members, float(each.minutes))
        for each in rules.sessions
        if each.host in reached
        and len(members := tuple(code for code in each.members if code in reached)) > 1
    )


def _engine_rules(rules: ProgrammeRules) -> Rules:
    return Rules(
        longest_trip_days=rules.longest_trip_days,
        stops_a_day=rules.stops_a_day,
        day_starts_at=float(rules.day_starts_at),
        break_at=NOON_STOP,
        break_minutes=float(rules.break_minutes),
    )


def _travel(towns: Sequence[Municipality], teams: Iterable[Team]) -> tuple[Travel, Unreached]:
    """Return roads among the towns; one without a point stands near the seat of its county.

    A town in whose county no point is known, or that a base cannot reach, is left out.
    """
    table = distance_table(municipalities=towns)
    row_of = {code: row for row, code in enumerate(table.codes)}
    stands_at = [_stand_in(towns, at) for at in range(len(towns))]
    start = row_of[next(iter(teams)).base.code]
    kept = [at for at in range(len(towns)) if _road(table, stands_at, start, at) is not None]
    km, minutes = np.zeros((len(kept), len(kept))), np.zeros((len(kept), len(kept)))
    for row, origin in enumerate(kept):
        for column, destination in enumerate(kept):
            road = _road(table, stands_at, origin, destination)
            if road is None:
                raise UnableToPlanVisitsError(
                    _("No road is known from {origin} to {destination}."),
                    "no_road",
                    origin=towns[origin],
                    destination=towns[destination],
                )
            km[row, column], minutes[row, column] = road
    codes = tuple(table.codes[at] for at in kept)
    estimated = tuple(table.codes[at] for at in kept if stands_at[at] != at)
    without = tuple(sorted(set(table.codes) - set(codes)))
    return Travel(codes, km, minutes), Unreached(without, estimated)


def _stand_in(towns: Sequence[Municipality], at: int) -> int | None:
    """Return the row of a town, or of its county's seat or first town with a point when it has none."""
    if towns[at].latitude is not None:
        return at
    near = [
        other
        for other, town in enumerate(towns)
        if town.county_id == towns[at].county_id and town.latitude is not None
    ]
    return min(near, key=lambda other: (not towns[other].is_county_seat, other), default=None)


def _road(
    table: DistanceTable, stands_at: Sequence[int | None], origin: int, destination: int
) -> tuple[float, float] | None:
    """Return kilometres and minutes; a known road first, else from where the towns are taken to stand."""
    if origin == destination:
        return 0.0, 0.0
    known = table.rows[origin][destination]
    if known is not None:
        return known.km, float(known.minutes)
    one, other = stands_at[origin], stands_at[destination]
    if one is None or other is None:
        return None
    road = None if one == other else table.rows[one][other]
    if one != other and road is None:
        return None
    detours = (one != origin) + (other != destination)
    km, minutes = (road.km, float(road.minutes)) if road else (0.0, 0.0)
    return km + detours * DETOUR_KM, minutes + detours * DETOUR_MINUTES


def _team(team: Team, days: Sequence[WorkDay]) -> EngineTeam:
    absences = list(TeamAbsence.objects.filter(team=team))
    available = None
    if absences:
        available = frozenset(
            day.on for day in days if not any(each.first_on <= day.on <= each.last_on for each in absences)
        )
    return EngineTeam(
        code=team.code,
        base=team.base.code,
        name=team.name,
        available=available,
        minutes_a_day=float(team.minutes_a_day),
        nights_per_trip=team.nights_per_trip,
        nights_per_month=team.nights_per_month,
    )


def _places(
    programme: VisitProgramme,
    towns: Sequence[Municipality],
    rules: ProgrammeRules,
    wishes: Sequence[Wish],
    *,
    on: date,
) -> tuple[Place, ...]:
    run, made = programme.ranking_run, _made_within(programme)
    results = {result.municipality_id: result for result in run.results.all()}
    last_tier = max((result.tier for result in results.values()), default=0)
    visited, overdue, gaps = _last_visits(), overdue_by_town(on=on), _data_gaps(run)
    places = []
    for town in towns:
        result = results.get(town.pk)
        is_last = result is not None and result.tier == last_tier
        last = visited.get(town.pk)
        value = _value(
            result, last, overdue[town.pk], gaps.get(town.code, 1.0 if result is None else 0.0), on
        )
        places.append(
            Place(
                code=town.code,
                name=town.name_fa,
                county=town.county.code,
                visit_minutes=float(rules.visit_minutes),
                demand=_demand(
                    rules,
                    minimum=rules.visits_last_tier if is_last else rules.visits_each,
                    made=made[town.pk],
                ),
                value=value,
                closed=_closed(wishes, town),
                last_visited_on=last,
            )
        )
    return tuple(places)


def _demand(rules: ProgrammeRules, *, minimum: int, made: int) -> Demand:
    """Return what is still owed; visits made within the programme count."""
    return Demand(
        minimum=max(0, minimum - made),
        maximum=max(0, max(minimum, rules.visits_most) - made),
        spacing_days=rules.spacing_days,
    )


def _made_within(programme: VisitProgramme) -> Counter[int]:
    """Return by town the visits made from the programme's first day on."""
    rows = Visit.objects.filter(
        state__in=MADE,
        planned_start__gte=datetime.combine(programme.first_on, time(0), TEHRAN),
        planned_start__lt=datetime.combine(programme.last_on + timedelta(days=1), time(0), TEHRAN),
    )
    return Counter(rows.order_by("pk").values_list("municipality", flat=True))


def _value(result: RunResult | None, last: date | None, overdue: int, gap: float, on: date) -> VisitValue:
    return visit_value(
        last_tier_probability=result.p_last_quartile if result else 0.0,
        days_since_last=max(0, (on - last).days) if last else None,
        overdue_promises=overdue,
        data_gap_share=min(1.0, gap),
    )


def _last_visits() -> dict[int, date]:
    made = Visit.objects.filter(state__in=MADE).values("municipality")
    rows = made.annotate(last=Max(Coalesce("held_start", "planned_start")))
    return {row["municipality"]: local_date(row["last"]) for row in rows.order_by("municipality")}


def _data_gaps(run: Run) -> dict[str, float]:
    """Return by town the share of the ranking's cells that were empty."""
    width = max(1, len(run.summary.get("weights", {})))
    counted = Counter(str(cell[0]) for cell in run.summary.get("filled", []))
    return {code: number / width for code, number in counted.items()}


def week_of(day: date) -> tuple[date, date]:
    """Return the Saturday and the Friday of the week of a day."""
    saturday = day - timedelta(days=weekday(day))
    return saturday, saturday + timedelta(days=WEEK - 1)


def _closed(wishes: Sequence[Wish], town: Municipality) -> tuple[Window, ...]:
    own = [wish for wish in wishes if wish.municipality_id == town.pk]
    weeks = [Window(*week_of(wish.on)) for wish in own if wish.kind == WishKind.NOT_THIS_WEEK]
    return (*weeks, *(Window(wish.moved_from, wish.moved_from) for wish in own if wish.moved_from))


def _pinned(wishes: Sequence[Wish], travel: Travel) -> tuple[FixedVisit, ...]:
    return tuple(
        FixedVisit(wish.municipality.code, wish.on, wish.team.code if wish.team else "")
        for wish in wishes
        if wish.kind == WishKind.PIN and wish.municipality.code in travel
    )


def _previous(run: ProgrammeRun | None, places: set[str], teams: set[str]) -> tuple[FixedVisit, ...]:
    if run is None:
        return ()
    return tuple(
        FixedVisit(place, date.fromisoformat(stop["on"]), trip["team"])
        for trip in run.result["trips"]
        for stop in trip["stops"]
        for place in stop["serves"]
        if place in places and trip["team"] in teams
    )
