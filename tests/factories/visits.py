"""Teams, programmes and visits for tests; towns are real or made up, people are made up."""

import datetime as dt
import io
import uuid

import factory
from factory.django import DjangoModelFactory
from PIL import Image

from hamyar.accounts.models import User
from hamyar.places.models import Municipality
from hamyar.priorities.models import Run
from hamyar.visits import models
from hamyar.visits.enums import ProgrammeState, RunStatus, Side, Span, WishKind
from hamyar.visits.services.planning import Search, compute_programme
from hamyar.visits.services.programmes import ProgrammeFacts, create_programme
from tests.factories.accounts import UserFactory, make_user
from tests.factories.places import CountyFactory, MunicipalityFactory, RepresentationFactory
from tests.factories.priorities import make_run, make_towns_with_values

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


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = models.AgendaItem

    device_id = factory.LazyFunction(uuid.uuid4)
    visit = factory.SubFactory(VisitFactory)
    text = "آب آشامیدنی"
    recorded_at = NOON


class NoteFactory(DjangoModelFactory):
    class Meta:
        model = models.Note

    device_id = factory.LazyFunction(uuid.uuid4)
    visit = factory.SubFactory(VisitFactory)
    text = "زمین کنار جاده آماده است."
    recorded_at = NOON


class SiteWalkFactory(DjangoModelFactory):
    class Meta:
        model = models.SiteWalk

    device_id = factory.LazyFunction(uuid.uuid4)
    visit = factory.SubFactory(VisitFactory)
    title = "زمین میدان میوه و تره‌بار"
    recorded_at = NOON


class SitePhotoFactory(DjangoModelFactory):
    class Meta:
        model = models.SitePhoto

    device_id = factory.LazyFunction(uuid.uuid4)
    visit = factory.SubFactory(VisitFactory)
    digest = "0" * 64
    recorded_at = NOON


class MinutesVersionFactory(DjangoModelFactory):
    class Meta:
        model = models.MinutesVersion

    visit = factory.SubFactory(VisitFactory)
    number = 1
    text = "متن صورتجلسه"
    digest = "0" * 64
    created_at = NOON


def make_programme(*, towns: int = 4, **rules: int) -> models.VisitProgramme:
    """Make a draft for the spring of 1405 with one team; its base is the first of the ranked towns."""
    run = make_run(version=None)
    results = list(run.results.select_related("municipality").order_by("municipality__code"))
    for place, result in enumerate(results[:towns]):
        town = result.municipality
        town.latitude, town.longitude = 35.0 + place / 10, 59.5
        town.save()
    team = TeamFactory(base=results[0].municipality)
    return create_programme(
        facts=ProgrammeFacts(
            title="برنامهٔ آزمون",
            jalali_year=1405,
            span=Span.SPRING,
            ranking_run=run,
            teams=(team,),
            rules=rules,
        ),
        by=None,
        at=NOON,
    )


def make_plan(
    *, programme: models.VisitProgramme | None = None, keeps: bool = True, **rules: int
) -> models.ProgrammeRun:
    """Plan a programme with a fixed number of rounds."""
    return compute_programme(
        programme=programme or make_programme(**rules),
        search=Search(rounds=5, keeps=keeps),
        by=None,
        at=NOON,
        clock=lambda: NOON,
    )


def make_decided_programme(*, published: bool) -> models.VisitProgramme:
    """Make an approved programme, published or not, without planning it; its visits are what a test adds."""
    ranking = Run.objects.first()
    if ranking is None:
        make_towns_with_values()
        ranking = make_run()
    programme = VisitProgrammeFactory(ranking_run=ranking)
    run = models.ProgrammeRun.objects.create(
        programme=programme,
        number=1,
        created_at=NOON,
        inputs={},
        inputs_digest="0" * 64,
        engine="none",
        engine_version="0",
        seed=1,
        seconds=0,
        result={"trips": []},
        status=RunStatus.FEASIBLE,
        cost=0,
    )
    programme.approved_run, programme.approved_at = run, NOON
    programme.state = ProgrammeState.PUBLISHED if published else ProgrammeState.APPROVED
    programme.published_at = NOON if published else None
    programme.save()
    return programme


def make_wish_row() -> models.Wish:
    """Make a wish without asking whether it makes sense."""
    return models.Wish.objects.create(
        programme=VisitProgrammeFactory(),
        municipality=MunicipalityFactory(),
        kind=WishKind.PIN,
        on=dt.date(2026, 4, 5),
        created_at=NOON,
    )


class DeviceOperationFactory(DjangoModelFactory):
    class Meta:
        model = models.DeviceOperation

    operation_id = factory.LazyFunction(uuid.uuid4)
    visit = factory.SubFactory(VisitFactory)
    kind = "note"
    record_id = factory.LazyFunction(uuid.uuid4)
    fields = factory.LazyFunction(lambda: {"text": "یادداشت"})
    result = "applied"
    revision = 1
    received_at = NOON
    sent_by = factory.SubFactory(UserFactory)


def make_member(*, team: models.Team, role: str = "team_member", is_head: bool = False) -> User:
    """Make somebody with an account who travels with a team."""
    user = make_user(role=role)
    TeamMemberFactory(team=team, user=user, full_name=user.full_name, is_head=is_head)
    return user


def make_representative(*, town: Municipality, role: str = "mayor") -> User:
    """Make somebody who speaks for a town."""
    user = make_user(role=role)
    RepresentationFactory(user=user, municipality=town)
    return user


def make_session(*, towns: int = 2) -> models.CountySession:
    """Make a county session with a visit to each of its towns, by one trip."""
    county, trip = CountyFactory(), TripFactory()
    there = [MunicipalityFactory(county=county) for _ in range(towns)]
    session = CountySessionFactory(county=county, host=there[0], trip=trip)
    for town in there:
        VisitFactory(municipality=town, trip=trip, session=session)
    return session


def picture(*, colour: str = "green", with_place: bool = True) -> bytes:
    """Return a small JPEG that tells where it was taken, as a telephone writes it."""
    target, exif = io.BytesIO(), Image.Exif()
    if with_place:
        exif[0x010F] = "a camera"
        exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (8, 6), colour).save(target, format="JPEG", exif=exif)
    return target.getvalue()
