"""Projects for tests; projects, amounts and bodies are made up."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from hamyar.core.persian import search_key
from hamyar.projects import models
from hamyar.projects.enums import ContributionKind, PartyKind, Stage
from hamyar.projects.services import record_project
from hamyar.projects.services.contributions import Side, Valuation, record_contribution
from tests.factories.accounts import UserFactory, make_user
from tests.factories.places import MunicipalityFactory
from tests.factories.visits import NOON

DAY = dt.date(2026, 4, 5)
"""The day of ``NOON``."""
BILLION = 10**9


class ProjectFactory(DjangoModelFactory):
    """An internal project at its first stage; its year is one in which no service gives numbers."""

    class Meta:
        model = models.Project
        skip_postgeneration_save = True

    year = 1390
    number = factory.Sequence(lambda n: n + 1)
    code = factory.LazyAttribute(lambda row: f"{row.year}-{row.number}")
    title_fa = factory.Sequence(lambda n: f"نیروگاه خورشیدی فرضی {n}")
    kind = "solar_plant"
    municipality = factory.SubFactory(MunicipalityFactory)
    summary = "ساخت نیروگاه خورشیدی روی زمین شهرداری."
    internal_note = "یادداشت محرمانهٔ داخلی"
    recorded_at = NOON
    recorded_by = factory.SubFactory(UserFactory)
    changed_at = NOON
    title_key = factory.LazyAttribute(lambda row: search_key(row.title_fa))
    search_key = factory.LazyAttribute(lambda row: search_key(f"{row.code} {row.title_fa} {row.summary}"))

    @factory.post_generation
    def first_step(self, create, extracted, **options):
        """Keep the step by which every project comes on record."""
        if create:
            models.StageChange.objects.create(
                project=self,
                after=self.stage,
                held_on=options.get("held_on", DAY),
                at=self.recorded_at,
                by=self.recorded_by,
            )


class OpportunityFactory(ProjectFactory):
    """A project that everyone may read."""

    stage = Stage.CALL
    contact_office = "واحد سرمایه‌گذاری شهرداری"
    contact_phone = "05130000000"
    published_at = NOON
    published_by = factory.SubFactory(UserFactory)


def project_fields(**changes):
    """Return what a form gives for a project."""
    return {
        "title_fa": "نیروگاه خورشیدی مشترک",
        "kind": "solar_plant",
        "sector": "energy",
        "contract": "bot",
        "size": "1500",
        "unit": "kilowatt",
        "cost_rial": 600 * BILLION,
        "cost_as_of": DAY,
        "income_rial": 90 * BILLION,
        "summary": "ساخت نیروگاه خورشیدی روی زمین شهرداری.",
        "public_text": "زمین پانزده هکتاری کنار شهر آماده است.",
        "offer": "زمین با سند",
        "contact_phone": "05130000000",
    } | changes


def make_project(*, by=None, at=NOON, **changes):
    """Record a project through the service."""
    changes.setdefault("municipality", MunicipalityFactory())
    return record_project(fields=project_fields(**changes), by=by or make_user(role="planner"), at=at)


def make_contribution(
    project=None, *, side=None, kind=ContributionKind.LAND, amount=200 * BILLION, day=DAY, by=None
):
    """Record what a side brings through the service; the host municipality brings land."""
    project = project or ProjectFactory()
    return record_contribution(
        project=project,
        side=side or Side(PartyKind.MUNICIPALITY, municipality=project.municipality),
        kind=kind,
        valuation=Valuation(amount, day, "هیئت کارشناسی فرضی", "گزارش ۱۲۳"),
        by=by or make_user(role="planner"),
        at=NOON,
    )
