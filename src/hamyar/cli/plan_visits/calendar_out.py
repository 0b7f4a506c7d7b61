"""``programme.ics``: one event for each stop, in Tehran's time."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from hamyar.cli.plan_visits.inputs import Inputs
from hamyar.cli.plan_visits.words import Words
from hamyar.core.jalali import TEHRAN
from hamyar.core.translation import gettext_noop
from hamyar_engine.visits.plan import Plan, Stop, Trip

SUMMARY = gettext_noop("Visit to {place}")
SESSION_SUMMARY = gettext_noop("County session in {place}")
DESCRIPTION = gettext_noop("{team}; {day}; stop {number} of {total}; towns: {towns}")
NAME = gettext_noop("Programme of visits")


def programme_ics(inputs: Inputs, plan: Plan, *, language: str, made_at: datetime) -> bytes:
    """Write the stops as calendar events; equal plans get equal identifiers."""
    words = Words(language)
    calendar = Calendar()
    calendar.add("prodid", "-//Hamyar//plan-visits//FA")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", words.say(NAME))
    calendar.add("x-wr-timezone", "Asia/Tehran")
    for trip in plan.trips:
        for number, stop in enumerate(trip.stops, start=1):
            calendar.add_component(_event(inputs, words, trip, stop, number=number, made_at=made_at))
    text: bytes = calendar.to_ical()
    return text


def _event(inputs: Inputs, words: Words, trip: Trip, stop: Stop, *, number: int, made_at: datetime) -> Event:
    place = inputs.name_of(stop.location)
    towns = "، ".join(inputs.name_of(code) for code in stop.serves)
    event = Event()
    event.add("uid", f"{trip.team}-{stop.on.isoformat()}-{stop.location}-{stop.session}@hamyar")
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", _moment(stop.on, stop.arrival))
    event.add("dtend", _moment(stop.on, stop.departure))
    event.add("summary", words.say(SESSION_SUMMARY if stop.session else SUMMARY, place=place))
    event.add("location", place)
    event.add(
        "description",
        words.say(
            DESCRIPTION,
            team=inputs.problem.team_of[trip.team].label,
            day=f"{words.weekday(stop.on)} {words.day(stop.on)}",
            number=number,
            total=len(trip.stops),
            towns=towns,
        ),
    )
    return event


def _moment(on: date, minutes: float) -> datetime:
    """Return an instant in UTC; every calendar program shows it in its own zone."""
    local = datetime(on.year, on.month, on.day, tzinfo=TEHRAN) + timedelta(minutes=round(minutes))
    return local.astimezone(UTC)
