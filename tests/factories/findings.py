"""Findings for tests; texts are made up."""

import uuid

import factory
from factory.django import DjangoModelFactory

from hamyar.core.persian import search_key
from hamyar.findings import models
from hamyar.findings.enums import FindingKind, FindingState, ReportedBy, Visibility
from hamyar.findings.services import merge_findings, save_finding
from tests.factories.accounts import UserFactory, make_user
from tests.factories.places import MunicipalityFactory
from tests.factories.visits import NOON


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = models.Finding

    device_id = factory.LazyFunction(uuid.uuid4)
    kind = FindingKind.NEED
    sector = "machinery"
    title = factory.Sequence(lambda n: f"کمبود خودروی حمل زباله {n}")
    municipality = factory.SubFactory(MunicipalityFactory)
    county = factory.SelfAttribute("municipality.county")
    visibility = Visibility.PUBLIC
    reported_by = ReportedBy.ORGANISATION
    state = FindingState.REPORTED
    recorded_at = NOON
    recorded_by = factory.SubFactory(UserFactory)
    changed_at = NOON
    title_key = factory.LazyAttribute(lambda row: search_key(row.title))
    search_key = factory.LazyAttribute(lambda row: search_key(row.title))


class FindingBatchFactory(DjangoModelFactory):
    class Meta:
        model = models.FindingBatch

    file_name = "findings.csv"
    digest = factory.Sequence(lambda n: f"{n:064d}")
    uploaded_at = NOON
    uploaded_by = factory.SubFactory(UserFactory)


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = models.Evidence

    finding = factory.SubFactory(FindingFactory)
    file = "findings/evidence/photo.pdf"
    name = "photo.pdf"
    content_type = "application/pdf"
    size_bytes = 4
    digest = factory.Sequence(lambda n: f"{n:064d}")
    visibility = Visibility.PUBLIC
    added_at = NOON
    added_by = factory.SubFactory(UserFactory)


def finding_fields(**changes):
    """Return what a device or a form sends for a finding."""
    return {
        "kind": "need",
        "sector": "machinery",
        "title": "کمبود خودروی حمل زباله",
        "text": "دو خودروی فرسوده دارد.",
        "size": "2",
        "unit": "دستگاه",
        "people_affected": "۱۲٬۰۰۰",
        "urgency": "high",
        "visibility": "public",
    } | changes


def make_finding(*, by=None, **changes):
    """Write a finding through the service."""
    changes.setdefault("municipality", MunicipalityFactory())
    return save_finding(
        device_id=uuid.uuid4(),
        revision=0,
        fields=finding_fields(**changes),
        by=by or make_user(role="planner"),
        at=NOON,
    )


def make_merge():
    """Merge two findings of one town."""
    kept = FindingFactory()
    duplicate = FindingFactory(municipality=kept.municipality)
    return merge_findings(kept=kept, duplicate=duplicate, by=make_user(role="planner"), at=NOON)
