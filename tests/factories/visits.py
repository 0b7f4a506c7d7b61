"""Teams, programmes and visits for tests; towns are real or made up, people are made up."""

import datetime as dt
import uuid

import factory
from factory.django import DjangoModelFactory

from hamyar.visits import models
from hamyar.visits.enums import Side
from tests.factories.places import CountyFactory, MunicipalityFactory
from tests.factories.priorities import make_run

NOON = dt.datetime(2026, 4, 5, 8, 30, tzinfo=dt.UTC)


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = models.Team

    code = factory.Sequence(lambda n: f"team-{n}")
    name = factory.Sequence(lambda n: f"گروه فرضی {n}")
    base = factory.SubFactory(MunicipalityFactory)


class TeamMemberFactory(DjangoModelFactory):
    class Meta:
        model = models.TeamMember

    team = factory.SubFactory(TeamFactory)
    full_name = factory.Sequence(lambda n: f"همکار فرضی {n}")
    since = dt.date(2026, 3, 21)


class VisitProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = models.VisitProgramme

    title = "برنامهٔ آزمون"
    jalali_year = 1405
    first_on = dt.date(2026, 3, 21)
    last_on = dt.date(2027, 3, 20)
    ranking_run = factory.LazyFunction(make_run)
    created_at = NOON


class TripFactory(DjangoModelFactory):
    class Meta:
        model = models.Trip

    team = factory.SubFactory(TeamFactory)
    first_on = dt.date(2026, 4, 5)
    last_on = dt.date(2026, 4, 5)


class CountySessionFactory(DjangoModelFactory):
    class Meta:
        model = models.CountySession

    county = factory.SubFactory(CountyFactory)
    host = factory.SubFactory(MunicipalityFactory)
    planned_start = NOON
    planned_end = NOON + dt.timedelta(hours=2)


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = models.Visit

    municipality = factory.SubFactory(MunicipalityFactory)
    trip = factory.SubFactory(TripFactory)
    planned_start = NOON
    planned_end = NOON + dt.timedelta(hours=2)


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = models.Decision

    device_id = factory.LazyFunction(uuid.uuid4)
    visit = factory.SubFactory(VisitFactory)
    text = "مقرر گردید نقشهٔ زمین فرستاده شود."
    recorded_at = NOON


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = models.Attendance

    device_id = factory.LazyFunction(uuid.uuid4)
    visit = factory.SubFactory(VisitFactory)
    full_name = factory.Sequence(lambda n: f"حاضر فرضی {n}")
    side = Side.MUNICIPALITY
    recorded_at = NOON


class MinutesVersionFactory(DjangoModelFactory):
    class Meta:
        model = models.MinutesVersion

    visit = factory.SubFactory(VisitFactory)
    number = 1
    text = "متن صورتجلسه"
    digest = "0" * 64
    created_at = NOON
