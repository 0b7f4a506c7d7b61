from datetime import date, timedelta

import pytest

from hamyar_engine.visits.model import Demand, Place, Rules, Session, Team
from hamyar_engine.visits.timetable import Call, call_at, call_for, lay_out, timed_trip
from tests.engine.visits.cases import SATURDAY, line, programme


def calls(problem, *codes):
    return [call_at(problem.place_of[code]) for code in codes]


def test_lay_out_keeps_what_fits_on_one_day():
    problem = programme(line(60, 120))
    found = lay_out(problem, problem.teams[0], [600], calls(problem, "a", "b"))
    assert (found.offsets, found.nights) == ((0, 0), ())


def test_lay_out_drives_on_in_the_evening_and_sleeps_where_it_arrives():
    team = Team("T", "B", minutes_a_day=400, nights_per_trip=1)
    problem = programme(line(100, 220), teams=(team,))
    found = lay_out(problem, team, [400, 400], calls(problem, "a", "b"))
    assert (found.offsets, found.nights) == ((0, 1), ("b",))


def test_lay_out_sleeps_where_it_is_when_the_next_stop_is_too_far_for_today():
    team = Team("T", "B", minutes_a_day=400, nights_per_trip=1)
    problem = programme(line(-150, 30), teams=(team,))
    found = lay_out(problem, team, [400, 400], calls(problem, "a", "b"))
    assert (found.offsets, found.nights) == ((0, 1), ("a",))


def test_lay_out_refuses_without_enough_nights_or_days():
    problem = programme(line(300))
    few = Team("T", "B", nights_per_trip=0)
    assert lay_out(problem, few, [600, 600], calls(problem, "a")) is None
    assert lay_out(problem, Team("T", "B", nights_per_trip=1), [600], calls(problem, "a")) is None
    assert lay_out(problem, Team("T", "B", nights_per_trip=1), [600, 600], calls(problem, "a")).nights == (
        "a",
    )


def test_lay_out_respects_the_most_stops_of_a_day():
    team = Team("T", "B", nights_per_trip=1)
    problem = programme(line(10, 20), teams=(team,), rules=Rules(stops_a_day=1))
    assert lay_out(problem, team, [600, 600], calls(problem, "a", "b")).offsets == (0, 1)


def test_shorter_days_need_more_of_them():
    team = Team("T", "B", nights_per_trip=2)
    problem = programme(line(60, 120), teams=(team,))
    assert lay_out(problem, team, [480, 480], calls(problem, "a", "b")).nights == ()
    assert len(lay_out(problem, team, [300, 300, 300], calls(problem, "a", "b")).nights) == 1


def test_timed_trip_writes_the_clock_with_the_noon_stop():
    rules = Rules(day_starts_at=480, break_at=720, break_minutes=60)
    problem = programme(line(60, 120), rules=rules)
    team = problem.teams[0]
    trip = timed_trip(problem, team, SATURDAY, lay_out(problem, team, [600], calls(problem, "a", "b")))
    assert [(stop.arrival, stop.departure) for stop in trip.stops] == [(540, 660), (720, 900)]
    assert (trip.departs_at, trip.returns_at) == (480, 1020)
    assert (trip.km, trip.drive_minutes, trip.work_minutes) == (240, 240, 480)


def test_timed_trip_spreads_over_days():
    team = Team("T", "B", minutes_a_day=400, nights_per_trip=1)
    problem = programme(line(100, 220), teams=(team,))
    layout = lay_out(problem, team, [400, 400], calls(problem, "a", "b"))
    trip = timed_trip(problem, team, date(2025, 4, 6), layout)
    assert trip.days == (date(2025, 4, 6), date(2025, 4, 7))
    assert [stop.on for stop in trip.stops] == list(trip.days)
    assert trip.stops[1].arrival == 450
    assert trip.km == 440


def test_a_session_is_one_stop_for_all_its_members():
    places = (Place("a", demand=Demand()), Place("b", demand=Demand()))
    session = Session("county", "a", ("a", "b"), 180)
    problem = programme(line(60, 120), places=places, sessions=(session,))
    assert call_for(session) == Call("a", ("a", "b"), 180, "county")
    layout = lay_out(problem, problem.teams[0], [600], [call_for(session)])
    trip = timed_trip(problem, problem.teams[0], SATURDAY, layout)
    assert trip.stops[0].serves == ("a", "b")
    assert trip.stops[0].departure - trip.stops[0].arrival == pytest.approx(180)
    assert trip.days[0] + timedelta(0) == SATURDAY
