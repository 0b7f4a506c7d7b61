"""The cheapest plan of one team by trying everything: every trip on every day."""

from functools import cache
from itertools import pairwise, permutations

from hamyar_engine.visits.model import Problem
from hamyar_engine.visits.timetable import call_at, call_for, lay_out


def cheapest_plan_cost(problem: Problem) -> float:
    """Return the cost of the best plan of a problem with one team (no fairness, no previous plan)."""
    team = problem.teams[0]
    ordinals = [day.on.toordinal() for day in problem.days]
    limit = {day.on.toordinal(): problem.minutes_of(team, day.on) for day in problem.days}
    calls = [*map(call_at, problem.places), *map(call_for, problem.sessions)]
    orders = [order for size in range(1, len(calls) + 1) for order in permutations(calls, size)]
    orders = [order for order in orders if _is_elementary(order)]
    prices = problem.rules.prices
    most_sessions = {session.code: session.maximum for session in problem.sessions}

    def legs(order):
        rows = [problem.travel.row(code) for code in (team.base, *(c.location for c in order), team.base)]
        pairs = list(pairwise(rows))
        km = sum(problem.travel.km[leg] for leg in pairs)
        return prices.km * km + prices.hour / 60 * sum(problem.travel.minutes[leg] for leg in pairs)

    cost_of_order = {order: legs(order) for order in orders}

    @cache
    def layout(order, limits):
        return lay_out(problem, team, limits, order)

    def run_from(day):
        most = min(problem.rules.longest_trip_days, team.nights_per_trip + 1)
        found = []
        while len(found) < most and limit.get(day + len(found), 0) > 0:
            found.append(limit[day + len(found)])
        return tuple(found)

    def served(state, order, offsets, day):
        """Visits after a trip, or nothing when one breaks a rule."""
        visits = {code: list(dates) for code, dates in state}
        price = 0.0
        for call, offset in zip(order, offsets, strict=True):
            held = visits.setdefault(f"session {call.session}", [])
            held.append(day)
            if call.session and len(held) > most_sessions[call.session]:
                return None
            for code in call.serves:
                place, on = problem.place_of[code], day + offset
                dates = visits.setdefault(code, [])
                if len(dates) >= place.demand.maximum or not place.is_open(_date(on)):
                    return None
                if dates and on - dates[-1] < place.demand.spacing_days:
                    return None
                if place.preferred_days and _date(on) not in place.preferred_days:
                    price += prices.off_preference
                dates.append(on)
        visits.pop("session ", None)
        return tuple(sorted((code, tuple(dates)) for code, dates in visits.items())), price

    @cache
    def best(position, state):
        if position >= len(ordinals):
            made = dict(state)
            return sum(problem.missed_price(p, len(made.get(p.code, ()))) for p in problem.places)
        day = ordinals[position]
        least = best(position + 1, state)
        for order in orders:
            laid = layout(order, run_from(day)) if run_from(day) else None
            after = served(state, order, laid.offsets, day) if laid else None
            if after is None:
                continue
            nights = len(laid.nights)
            cost = cost_of_order[order] + prices.night * nights + after[1]
            least = min(least, cost + best(position + 1 + nights, after[0]))
        return least

    return best(0, ())


def _is_elementary(order):
    codes = [code for call in order for code in call.serves]
    return len(set(codes)) == len(codes)


def _date(ordinal):
    from datetime import date

    return date.fromordinal(ordinal)
