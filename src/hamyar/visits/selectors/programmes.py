"""Reading programmes, plans and coming visits."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from hamyar.core.jalali import jalali_parts
from hamyar.places.models import County, Municipality
from hamyar.priorities.models import Run
from hamyar.priorities.selectors import indicators_of
from hamyar.visits.enums import COMING, ProgrammeState
from hamyar.visits.models import Feed, ProgrammeRun, Trip, Visit, VisitProgramme, Wish
from hamyar.visits.rules import read_rules


@dataclass(frozen=True)
class CountyVisits:
    """The coming visits of one county."""

    county: County
    visits: tuple[Visit, ...]


def programmes() -> QuerySet[VisitProgramme]:
    """Return all programmes with their runs, newest first."""
    runs = ProgrammeRun.objects.defer("inputs", "result")
    return VisitProgramme.objects.select_related("created_by", "approved_by").prefetch_related(
        Prefetch("runs", queryset=runs), "teams"
    )


def coming_visits(*, since: datetime) -> QuerySet[Visit]:
    """Return the visits still to be made, from an instant on."""
    return (
        Visit.objects.filter(state__in=COMING, planned_start__gte=since)
        .select_related("municipality__county", "trip__team", "trip__programme")
        .order_by("planned_start", "municipality__sort_key", "pk")
    )


def published_visits(*, since: datetime) -> QuerySet[Visit]:
    """Return the coming visits everybody may know of."""
    return coming_visits(since=since).filter(trip__programme__state=ProgrammeState.PUBLISHED)


def by_county(visits: QuerySet[Visit]) -> tuple[CountyVisits, ...]:
    """Group visits by county, counties in the order of the alphabet."""
    found: dict[int, list[Visit]] = {}
    counties: dict[int, County] = {}
    for visit in visits:
        county = visit.municipality.county
        counties[county.pk] = county
        found.setdefault(county.pk, []).append(visit)
    order = sorted(counties.values(), key=lambda county: (county.sort_key, county.code))
    return tuple(CountyVisits(county, tuple(found[county.pk])) for county in order)


def visits_of_programme(*, programme: VisitProgramme) -> QuerySet[Visit]:
    """Return every visit of an approved programme, moved and cancelled ones too."""
    return (
        Visit.objects.filter(trip__programme=programme)
        .select_related("municipality__county", "trip__team", "moved_to")
        .order_by("planned_start", "municipality__sort_key", "pk")
    )


def visits_of_feed(*, feed: Feed) -> QuerySet[Visit]:
    """Return the visits of the calendar address of a team or a town; cancelled and moved ones are told."""
    rows = Visit.objects.select_related("municipality__county", "trip__team")
    owner = {"trip__team": feed.team} if feed.team_id else {"municipality": feed.municipality}
    return rows.filter(**owner).order_by("planned_start", "pk")


def year_months(first_on: date, last_on: date) -> list[tuple[int, int]]:
    """Return the Jalali months (year, month) that a span of days touches."""
    year, month, _day = jalali_parts(first_on)
    end_year, end_month, _day = jalali_parts(last_on)
    months = []
    while (year, month) <= (end_year, end_month):
        months.append((year, month))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months


@dataclass(frozen=True)
class NamedSession:
    """A county session a draft names."""

    host: Municipality
    members: tuple[Municipality, ...]
    minutes: int


def named_sessions(*, programme: VisitProgramme) -> tuple[NamedSession, ...]:
    """Return the county sessions of a programme with their towns, in one query."""
    rules = read_rules(programme.rules).sessions
    codes = {code for each in rules for code in (each.host, *each.members)}
    towns = {town.code: town for town in Municipality.objects.filter(code__in=codes).select_related("county")}
    return tuple(
        NamedSession(
            towns[each.host],
            tuple(sorted((towns[code] for code in each.members), key=lambda town: town.sort_key)),
            each.minutes,
        )
        for each in rules
    )


def wishes_since(*, run: ProgrammeRun) -> QuerySet[Wish]:
    """Return what was asked for after a run, which the next one will heed."""
    return (
        Wish.objects.filter(programme=run.programme_id, created_at__gt=run.created_at)
        .select_related("municipality", "team")
        .order_by("created_at", "pk")
    )


def trips_with_people(*, programme: VisitProgramme, since: date) -> QuerySet[Trip]:
    """Return the trips of a programme from a day on that have visits, with teams, visits and their towns."""
    visits = Visit.objects.select_related("municipality__county", "session__host").order_by(
        "planned_start", "pk"
    )
    return (
        Trip.objects.filter(programme=programme, last_on__gte=since, visits__state__in=COMING)
        .distinct()
        .select_related("team__base", "programme")
        .prefetch_related(Prefetch("visits", queryset=visits), "team__members")
        .order_by("first_on", "team__code", "pk")
    )


def missing_figures(*, run: Run) -> dict[str, tuple[str, ...]]:
    """Return by town code the names of the indicators the ranking had to do without, in one query."""
    names = {code: indicator.name for code, indicator in indicators_of(run).items()}
    found: dict[str, list[str]] = {}
    for unit, code, _value in run.summary.get("filled", []):
        if code in names:
            found.setdefault(unit, []).append(names[code])
    return {unit: tuple(own) for unit, own in found.items()}
