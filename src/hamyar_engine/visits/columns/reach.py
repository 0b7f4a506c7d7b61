"""How many visits a place's own calendar allows."""

from datetime import date

from hamyar_engine.visits.model import Place, Problem


def most_visits(problem: Problem, place: Place) -> int:
    """Return the most visits that open days, teams' calendars and spacing leave room for.

    Taking each visit as early as possible is never worse for the count.
    """
    last = place.last_visited_on
    count = 0
    for day in problem.days:
        if count >= place.demand.maximum:
            break
        spaced = last is None or (day.on - last).days >= place.demand.spacing_days
        if spaced and place.is_open(day.on) and _someone_works(problem, place, day.on):
            count, last = count + 1, day.on
    return count


def _someone_works(problem: Problem, place: Place, on: date) -> bool:
    return any(place.skills <= team.skills and problem.minutes_of(team, on) > 0 for team in problem.teams)
