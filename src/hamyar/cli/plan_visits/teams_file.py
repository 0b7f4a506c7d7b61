"""``TEAMS.yaml``: bases, teams, guarantees, rules, prices and county sessions."""

from dataclasses import dataclass, fields
from datetime import date

from hamyar.cli.plan_visits.calendar_file import Calendar
from hamyar.cli.plan_visits.yaml_file import Part, read_yaml
from hamyar.core.translation import gettext_noop
from hamyar_engine.visits.model import Prices, Rules, Session, Team, Window

TOP = ("bases", "teams", "guarantees", "rules", "prices", "sessions", "value_weights")
TEAM_KEYS = (
    "code", "name", "base", "skills", "hours", "nights_per_trip", "nights_per_month", "available", "unavailable",
)  # fmt: skip
RULE_KEYS = (
    "longest_trip_days", "stops_a_day", "departs", "noon_break", "speed_kmh", "detour_factor", "minutes_per_leg",
)  # fmt: skip
GUARANTEE_KEYS = ("every_town", "last_tier", "at_most", "spacing_days")


@dataclass(frozen=True)
class Base:
    """Where teams start; ``point`` is empty when the base is one of the towns."""

    code: str
    name: str
    point: tuple[float, float] | None


@dataclass(frozen=True)
class Guarantees:
    """Visits each town is owed, where its own row does not say."""

    every_town: int
    last_tier: int
    at_most: int
    spacing_days: int


@dataclass(frozen=True)
class Roads:
    """How straight lines become roads."""

    speed_kmh: float
    detour_factor: float
    minutes_per_leg: float


@dataclass(frozen=True)
class Crew:
    """Everything ``TEAMS.yaml`` says."""

    file: str
    bases: tuple[Base, ...]
    teams: tuple[Team, ...]
    guarantees: Guarantees
    rules: Rules
    roads: Roads
    sessions: tuple[Session, ...]


def read_crew(content: bytes, *, file: str, calendar: Calendar) -> Crew:
    """Read the teams; available days are taken from the calendar."""
    top = read_yaml(content, file=file).only(*TOP)
    bases = tuple(_bases(top.part("bases")))
    teams = tuple(_team(part.only(*TEAM_KEYS), calendar) for part in top.parts("teams"))
    if not teams:
        raise top.refuse("teams", gettext_noop("this part is missing or empty."))
    _refuse_repeated(top, "teams", [team.code for team in teams])
    sessions = tuple(_session(part) for part in top.parts("sessions"))
    _refuse_repeated(top, "sessions", [session.code for session in sessions])
    rules = top.part("rules").only(*RULE_KEYS)
    return Crew(
        file=file,
        bases=bases,
        teams=teams,
        guarantees=_guarantees(top.part("guarantees").only(*GUARANTEE_KEYS)),
        rules=_rules(rules, _prices(top.part("prices"))),
        roads=_roads(rules),
        sessions=sessions,
    )


def _refuse_repeated(top: Part, name: str, codes: list[str]) -> None:
    for number, code in enumerate(codes, start=1):
        if code in codes[: number - 1]:
            raise top.refuse(
                f"{name}[{number}].code", gettext_noop("the code {value} stands twice."), value=code
            )


def _bases(part: Part) -> list[Base]:
    found = []
    for code in part.values:
        own = part.part(str(code)).only("name", "latitude", "longitude")
        point = None
        if "latitude" in own.values or "longitude" in own.values:
            point = own.number("latitude", 999, (-90, 90)), own.number("longitude", 999, (-180, 180))
        found.append(Base(str(code), own.text("name", str(code)), point))
    return found


def _team(part: Part, calendar: Calendar) -> Team:
    code = part.text("code")
    nights = part.whole("nights_per_month", -1, (-1, 31))
    return Team(
        code=code,
        base=part.text("base"),
        name=part.text("name", code),
        skills=frozenset(str(skill).strip() for skill in part.items("skills")),
        available=_available(part, calendar),
        minutes_a_day=60 * part.number("hours", 10, (0.5, 24)),
        nights_per_trip=part.whole("nights_per_trip", 0, (0, 6)),
        nights_per_month=None if nights < 0 else nights,
    )


def _available(part: Part, calendar: Calendar) -> frozenset[date] | None:
    within, without = part.spans("available"), part.spans("unavailable")
    if not within and not without:
        return None
    dates = [day.on for day in calendar.days]
    return frozenset(on for on in dates if (not within or _covered(within, on)) and not _covered(without, on))


def _covered(windows: tuple[Window, ...], on: date) -> bool:
    return any(window.covers(on) for window in windows)


def _guarantees(part: Part) -> Guarantees:
    every = part.whole("every_town", 1, (0, 60))
    last = part.whole("last_tier", max(2, every), (0, 60))
    return Guarantees(
        every_town=every,
        last_tier=last,
        at_most=part.whole("at_most", 0, (0, 60)),
        spacing_days=part.whole("spacing_days", 28, (1, 400)),
    )


def _rules(part: Part, prices: Prices) -> Rules:
    pause = part.part("noon_break").only("at", "minutes")
    stops = part.whole("stops_a_day", 0, (0, 20))
    return Rules(
        longest_trip_days=part.whole("longest_trip_days", 3, (1, 7)),
        stops_a_day=stops or None,
        day_starts_at=_clock(part, "departs", 450),
        break_at=_clock(pause, "at", 735),
        break_minutes=pause.number("minutes", 60, (0, 240)),
        prices=prices,
    )


def _clock(part: Part, name: str, default: float) -> float:
    """Read «07:30» as minutes after midnight."""
    if name not in part.values:
        return default
    hours, _, minutes = part.text(name).partition(":")
    if not (hours.isdigit() and (minutes.isdigit() or not minutes)):
        raise part.refuse(name, gettext_noop('write a time such as "07:30", in quotation marks.'))
    total = int(hours) * 60 + int(minutes or 0)
    if not 0 <= total < 24 * 60:
        raise part.refuse(name, gettext_noop('write a time such as "07:30", in quotation marks.'))
    return total


def _prices(part: Part) -> Prices:
    names = [field.name for field in fields(Prices)]
    part.only(*names)
    usual = Prices()
    return Prices(**{name: part.number(name, getattr(usual, name), (0, 1e9)) for name in names})


def _roads(part: Part) -> Roads:
    return Roads(
        speed_kmh=part.number("speed_kmh", 70, (5, 150)),
        detour_factor=part.number("detour_factor", 1.3, (1, 3)),
        minutes_per_leg=part.number("minutes_per_leg", 5, (0, 120)),
    )


def _session(part: Part) -> Session:
    part.only("code", "host", "members", "hours", "maximum")
    members = tuple(str(code).strip() for code in part.items("members"))
    if not members or len(set(members)) != len(members):
        raise part.refuse("members", gettext_noop("name each town of the session once."))
    return Session(
        code=part.text("code"),
        host=part.text("host"),
        members=members,
        visit_minutes=60 * part.number("hours", 3, (0.1, 24)),
        maximum=part.whole("maximum", 1, (0, 60)),
    )
