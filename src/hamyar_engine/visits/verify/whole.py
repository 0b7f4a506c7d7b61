"""Whether the plan holds together: teams' calendars, cost, status and bound."""

from collections import Counter
from collections.abc import Iterator

from hamyar_engine.visits.model import Problem
from hamyar_engine.visits.plan import CostSplit, Plan, Status
from hamyar_engine.visits.verify.places import dates_of
from hamyar_engine.visits.verify.violation import Violation, differs, exceeds


def whole_violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield what is wrong across trips and in the figures of the plan."""
    yield from _calendars(problem, plan)
    yield from _figures(problem, plan)
    missing = any(item.is_guaranteed for item in plan.unserved)
    if missing != (plan.status is Status.IMPOSSIBLE):
        yield Violation("status", f"status {plan.status} although guarantees missing is {missing}")
    if plan.lower_bound is not None and exceeds(plan.lower_bound, plan.cost.total):
        yield Violation("bound", f"bound {plan.lower_bound} above the cost {plan.cost.total}")


def _calendars(problem: Problem, plan: Plan) -> Iterator[Violation]:
    busy = Counter((trip.team, on) for trip in plan.trips for on in trip.days)
    for (code, on), times in busy.items():
        if times > 1:
            yield Violation("overlap", f"{times} trips on one day", team=code, on=on)
    month = {day.on: day.month for day in problem.days}
    nights = Counter((trip.team, month.get(on, "")) for trip in plan.trips for on in trip.days[:-1])
    for (code, key), times in nights.items():
        limit = next((team.nights_per_month for team in problem.teams if team.code == code), None)
        if limit is not None and times > limit:
            yield Violation("nights_per_month", f"{times} nights in {key}", team=code)


def _figures(problem: Problem, plan: Plan) -> Iterator[Violation]:
    found = recomputed_cost(problem, plan)
    for part in vars(found):
        one, other = getattr(found, part), getattr(plan.cost, part)
        if differs(one, other):
            yield Violation("cost", f"{part} is {one}, written {other}")


def recomputed_cost(problem: Problem, plan: Plan) -> CostSplit:
    """Price a plan from its visits alone."""
    prices = problem.rules.prices
    dates = dates_of(plan)
    guarantees = value = preference = 0.0
    for place in problem.places:
        visited = dates.get(place.code, [])
        guarantees += prices.guarantee * max(0, place.demand.minimum - len(visited))
        for number in range(len(visited), place.demand.maximum):
            points = place.value.points * place.priority * problem.rules.repeat_share**number
            value += prices.value_point * points
        if place.preferred_days:
            preference += prices.off_preference * sum(on not in place.preferred_days for on in visited)
    return CostSplit(
        km=prices.km * sum(trip.km for trip in plan.trips),
        hours=prices.hour * sum(trip.drive_minutes for trip in plan.trips) / 60,
        nights=prices.night * sum(len(trip.nights) for trip in plan.trips),
        missed_guarantees=guarantees,
        missed_value=value,
        off_preference=preference,
        changes=prices.change * _changes(problem, plan),
        fairness=prices.fairness_hour * _spread_hours(problem, plan),
    )


def _changes(problem: Problem, plan: Plan) -> int:
    made = set(plan.visits())
    places_and_days = {(place, on) for place, on, _ in made}
    kept = sum(
        (old.place, old.on, old.team) in made if old.team else (old.place, old.on) in places_and_days
        for old in problem.previous
    )
    return len(problem.previous) - kept


def _spread_hours(problem: Problem, plan: Plan) -> float:
    """Sum over bases of the hours between the busiest and the least busy team."""
    worked = {team.code: 0.0 for team in problem.teams}
    for trip in plan.trips:
        worked[trip.team] = worked.get(trip.team, 0.0) + trip.work_minutes / 60
    spread = 0.0
    for base in {team.base for team in problem.teams}:
        hours = [worked[team.code] for team in problem.teams if team.base == base]
        spread += max(hours) - min(hours)
    return spread
