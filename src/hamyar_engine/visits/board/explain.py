"""Why a visit is not made, and the smallest relaxation that would let it be made in the plan as it stands."""

from collections.abc import Iterator

from hamyar_engine.visits.board.board import Board, Placed
from hamyar_engine.visits.board.facts import on_date
from hamyar_engine.visits.board.insertion import Wish, cheapest
from hamyar_engine.visits.model import Place, Team
from hamyar_engine.visits.plan import Reason, Relaxation
from hamyar_engine.visits.timetable import Call, Layout, lay_out

Explanation = tuple[Reason, Relaxation | None]

OVERTIME = (15.0, 30.0, 45.0, 60.0, 90.0, 120.0, 180.0, 240.0, 360.0)
"""Longer days that are tried, in minutes more."""
MORE_NIGHTS = (1, 2, 3)


class Explainer:
    """Explains what a board leaves out: the place's own impossibilities first, then what the plan uses up."""

    def __init__(self, board: Board) -> None:
        self.board, self.facts, self.problem = board, board.facts, board.problem

    def explain(self, place: Place, *, is_guaranteed: bool) -> Explanation:
        """Return the first reason that holds, with its relaxation."""
        call = self.facts.calls[place.code]
        able = [team for team in self.problem.teams if place.skills <= team.skills]
        if not able:
            return self._skill(place)
        strong = [team for team in able if place.load <= team.load_limit]
        if not strong:
            most = max(team.load_limit for team in able)
            return Reason.LOAD, Relaxation("load", place.load - most)
        reaching = [team for team in strong if any(True for _ in self._alone(call, team))]
        if not reaching:
            return Reason.TOO_FAR, self._nearer(call, strong)
        found = self._calendar(place, call, reaching)
        found = found or (None if is_guaranteed else self._not_worth(call))
        return found or self._used_up(call, reaching)

    def _skill(self, place: Place) -> Explanation:
        team = min(self.problem.teams, key=lambda team: (len(place.skills - team.skills), team.code))
        missing = sorted(place.skills - team.skills)
        return Reason.NO_SKILL, Relaxation("skill", len(missing), team=team.code, detail=", ".join(missing))

    def _alone(self, call: Call, team: Team) -> Iterator[tuple[int, Placed]]:
        """Yield a trip to the stop alone from each day on, other trips and the place's calendar apart."""
        known: dict[tuple[float, ...], Placed | None] = {}
        for start in self.facts.limits[team.code]:
            limits = self.facts.run_from(team.code, start)
            if limits not in known:
                known[limits] = self.board.laid_out(team, start, [call])
            found = known[limits]
            if found is not None:
                yield start, Placed(team.code, start, found.layout)

    def _nearer(self, call: Call, teams: list[Team]) -> Relaxation | None:
        """Return the least overtime of an hour at most, else the fewest more nights, else the least overtime."""
        overtime = [r for team in teams for r in self._overtime_alone(call, team)]
        nights = [r for team in teams for r in self._more_nights(call, team)]
        least = min(overtime, key=lambda found: found.amount, default=None)
        if least is not None and (least.amount <= 60 or not nights):
            return least
        return min(nights, key=lambda found: found.amount, default=None)

    def _overtime_alone(self, call: Call, team: Team) -> Iterator[Relaxation]:
        longest = max(self.facts.limits[team.code].values(), default=0.0)
        for more in OVERTIME:
            if lay_out(self.problem, team, [longest + more] * self.facts.most_days[team.code], [call]):
                yield Relaxation("minutes_a_day", more, team=team.code)
                return

    def _more_nights(self, call: Call, team: Team) -> Iterator[Relaxation]:
        longest = max(self.facts.limits[team.code].values(), default=0.0)
        for more in MORE_NIGHTS:
            nights = team.nights_per_trip + more
            freer = Team(team.code, team.base, nights_per_trip=nights, minutes_a_day=longest)
            if lay_out(self.problem, freer, [longest] * (nights + 1), [call]):
                kind = "nights_per_trip" if nights < self.problem.rules.longest_trip_days else "trip_days"
                yield Relaxation(kind, more, team=team.code)
                return

    def _calendar(self, place: Place, call: Call, teams: list[Team]) -> Explanation | None:
        """Say whether the place's own calendar leaves no day: closed, or too near another visit."""
        days = {day for team in teams for _, trip in self._alone(call, team) for _, day in trip.visits()}
        open_days = [day for day in days if self.facts.is_open(place.code, day)]
        if not open_days:
            shut = min(days)
            return Reason.NO_DAY, Relaxation("closed_window", 1, on=on_date(shut))
        others = self.board.visited[place.code]
        if any(self.board.may_visit(place.code, day) for day in open_days) or place.patterns:
            return None
        return Reason.SPACING, self._closer(place, open_days, list(others))

    def _closer(self, place: Place, days: list[int], others: list[int]) -> Relaxation | None:
        """Return by how many days the spacing would have to shrink."""
        last = [] if place.last_visited_on is None else [place.last_visited_on.toordinal()]
        best = max((min(abs(day - other) for other in (*others, *last)), -day) for day in days)
        shrink = place.demand.spacing_days - best[0]
        return (
            Relaxation("spacing_days", shrink, on=on_date(-best[1])) if shrink > 0 and best[0] > 0 else None
        )

    def _not_worth(self, call: Call) -> Explanation | None:
        """Say how much value an optional visit lacks, when it could be made."""
        option = cheapest(self.board, call, Wish())
        if option is None:
            return None
        price = self.problem.rules.prices.value_point
        lack = (option.cost - self.board.gain(call)) / price if price else 0.0
        return Reason.NOT_WORTH, Relaxation("value_points", max(0.0, lack), team=option.trip.team)

    def _used_up(self, call: Call, teams: list[Team]) -> Explanation:
        overtime = self._overtime_joined(call)
        if overtime is not None:
            return Reason.CAPACITY, overtime
        return Reason.CAPACITY, self._more_days(call, teams)

    def _overtime_joined(self, call: Call) -> Relaxation | None:
        """Return the least overtime with which a trip of the plan could make the stop too."""
        for more in OVERTIME[:6]:
            for trip in self.board.trips.values():
                on = self._joins_with(call, trip, more)
                if on is not None:
                    return Relaxation("minutes_a_day", more, team=trip.team, on=on_date(on))
        return None

    def _joins_with(self, call: Call, trip: Placed, more: float) -> int | None:
        team = self.problem.team_of[trip.team]
        calls = trip.layout.calls
        if not self.facts.able(call, team) or sum(map(self.facts.load, (*calls, call))) > team.load_limit:
            return None
        limits = [self.facts.limits[team.code][day] + more for day in trip.days]
        for position in range(len(calls) + 1):
            longer = lay_out(self.problem, team, limits, (*calls[:position], call, *calls[position:]))
            if longer is not None and self._leaves_others(trip, longer, call):
                return trip.start + longer.offsets[position]
        return None

    def _leaves_others(self, trip: Placed, longer: Layout, call: Call) -> bool:
        """Tell whether the other stops keep their days and the new one may be made on its own."""
        before = dict(zip(trip.layout.calls, trip.layout.offsets, strict=True))
        for other, offset in zip(longer.calls, longer.offsets, strict=True):
            if other is call:
                if not all(self.board.may_visit(code, trip.start + offset) for code in call.serves):
                    return False
            elif before[other] != offset:
                return False
        return True

    def _more_days(self, call: Call, teams: list[Team]) -> Relaxation | None:
        """Return how many more team-days a trip of its own would need, on its earliest day."""
        best: tuple[int, int, str] | None = None
        for team in teams:
            for start, trip in self._alone(call, team):
                if all(
                    self.board.may_visit(code, day) for stop, day in trip.visits() for code in stop.serves
                ):
                    found = len(trip.days), start, team.code
                    best = found if best is None else min(best, found)
        if best is None:
            return None
        return Relaxation("team_days", best[0], team=best[2], on=on_date(best[1]))
