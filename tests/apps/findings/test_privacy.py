"""Confidential findings stay inside, and a town sees its own side only, at every way out."""

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from hamyar.findings.selectors import (
    evidence_visible_to,
    findings_of_visit,
    findings_section,
    findings_visible_to,
    open_needs_of,
    public_findings,
    public_findings_of,
)
from hamyar.findings.selectors.counts import counts_by_county, counts_by_town
from hamyar.findings.selectors.pages import finding_page, findings_of_town
from hamyar.findings.selectors.similar import similar_findings
from hamyar.findings.services import merge_findings, save_finding
from tests.factories.accounts import make_user
from tests.factories.findings import EvidenceFactory, FindingFactory, make_finding
from tests.factories.places import MunicipalityFactory, RepresentationFactory
from tests.factories.visits import NOON, CountySessionFactory, VisitFactory

pytestmark = pytest.mark.django_db

SECRET = "بدهی پنهان شهرداری"


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def mayor(town):
    user = make_user(role="mayor")
    RepresentationFactory(user=user, municipality=town)
    return user


@pytest.fixture
def secret(town):
    return FindingFactory(
        municipality=town, title=SECRET, visibility="confidential", state="confirmed", sector="income"
    )


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def workbook(response):
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


@pytest.mark.parametrize(
    "role", ["mayor", "council_secretary", "public_relations", "news_editor", "reporter"]
)
def test_a_confidential_finding_shows_at_no_door(town, secret, role):
    user = make_user(role=role)
    RepresentationFactory(user=user, municipality=town)
    client = signed_in(user)
    evidence = EvidenceFactory(finding=secret, visibility="confidential")
    listing = reverse("findings:list")
    pages = [
        client.get(listing),
        client.get(listing, {"q": "بدهی"}),
        client.get(listing, {"visibility": "confidential"}),
        client.get(listing, {"view": "map"}),
        client.get(reverse("findings:counts")),
        client.get(reverse("findings:similar"), {"title": SECRET, "municipality": town.code}),
        client.get(town.get_absolute_url()),
    ]
    for page in pages:
        assert page.status_code == 200
        assert SECRET not in page.content.decode()
    assert pages[3].context["map_data"]["points"]["features"] == []
    assert pages[4].context["matrix"].total == 0
    assert SECRET not in workbook(client.get(reverse("findings:export", args=["xlsx"])))
    csv = b"".join(client.get(reverse("findings:export", args=["csv"])).streaming_content).decode()
    assert SECRET not in csv
    assert client.get(secret.get_absolute_url()).status_code == 404
    assert client.get(reverse("findings:evidence", args=[evidence.pk])).status_code == 404
    assert client.get(f"/media/{evidence.file.name}").status_code == 404


@pytest.mark.parametrize("role", ["planner", "team_member", "analyst", "chief_executive", "auditor"])
def test_the_organisation_sees_confidential_findings(secret, role):
    client = signed_in(make_user(role=role))
    assert SECRET in client.get(reverse("findings:list")).content.decode()
    assert SECRET in client.get(secret.get_absolute_url()).content.decode()


def test_a_town_sees_its_own_reports_and_what_was_confirmed_about_it(town, mayor):
    own = FindingFactory(municipality=town, reported_by="municipality")
    confirmed = FindingFactory(municipality=town, state="planned")
    FindingFactory(municipality=town)
    FindingFactory(municipality=town, state="refused")
    FindingFactory(state="confirmed")
    FindingFactory(reported_by="municipality")
    FindingFactory(municipality=None, county=town.county)
    assert set(findings_visible_to(viewer=mayor)) == {own, confirmed}
    assert [row.place for row in counts_by_town(viewer=mayor)] == [town]
    assert [row.total for row in counts_by_county(viewer=mayor)] == [2]


def test_the_neighbours_findings_are_not_there(mayor):
    client = signed_in(mayor)
    other = FindingFactory(state="confirmed", reported_by="municipality")
    evidence = EvidenceFactory(finding=other)
    for name, args in (("finding", [other.pk]), ("change", [other.pk]), ("evidence", [evidence.pk])):
        assert client.get(reverse(f"findings:{name}", args=args)).status_code == 404
    for name, args in (
        ("change", [other.pk]),
        ("withdraw", [other.pk]),
        ("evidence_add", [other.pk]),
        ("evidence_remove", [evidence.pk]),
    ):
        assert client.post(reverse(f"findings:{name}", args=args)).status_code == 404
    other.refresh_from_db()
    assert (other.revision, other.withdrawn_at, other.evidence.count()) == (1, None, 1)
    typed = client.get(
        reverse("findings:similar"), {"title": other.title, "municipality": other.municipality.code}
    )
    assert other.title not in typed.content.decode()


def test_the_public_reads_what_is_public_and_confirmed(client, town, secret):
    shown = FindingFactory(municipality=town, state="confirmed")
    hidden = [
        FindingFactory(municipality=town),
        FindingFactory(municipality=town, state="refused"),
        FindingFactory(municipality=town, state="confirmed", withdrawn_at=NOON),
        secret,
    ]
    assert list(public_findings()) == [shown]
    assert list(public_findings_of(place=town)) == [shown] == list(public_findings_of(place=town.county))
    page = client.get(town.get_absolute_url()).content.decode()
    assert shown.title in page
    assert all(row.title not in page for row in hidden)
    assert shown.get_absolute_url() not in page


def test_what_happened_while_a_finding_was_confidential_stays_inside(town, mayor):
    planner = make_user(role="planner")
    finding = make_finding(by=planner, municipality=town, visibility="confidential", text=SECRET)
    save_finding(
        device_id=finding.device_id,
        revision=1,
        fields={"visibility": "public", "text": "متن همگانی"},
        by=planner,
        at=NOON,
    )
    finding.refresh_from_db()
    finding.state = "confirmed"
    finding.save()
    old = EvidenceFactory(finding=finding, visibility="confidential")
    new = EvidenceFactory(finding=finding)
    page = signed_in(mayor).get(finding.get_absolute_url())
    assert page.context["page"].history == ()
    assert SECRET not in page.content.decode()
    assert list(evidence_visible_to(viewer=mayor)) == [new]
    assert set(evidence_visible_to(viewer=planner)) == {old, new}
    assert len(finding_page(finding=finding, viewer=planner).history) == 2


def test_a_merged_finding_that_is_not_the_towns_is_not_named_to_it(town, mayor):
    kept = FindingFactory(municipality=town, title="گزارش درون‌سازمانی")
    own = FindingFactory(municipality=town, reported_by="municipality")
    merge_findings(kept=kept, duplicate=own, by=make_user(role="planner"), at=NOON)
    page = signed_in(mayor).get(own.get_absolute_url())
    assert page.status_code == 200
    assert kept.title not in page.content.decode()


def test_the_minutes_of_a_town_hold_no_confidential_finding(town):
    visit = VisitFactory(municipality=town)
    common = {"municipality": town, "visit": visit, "reported_by": "visit"}
    shown = FindingFactory(**common, kind="capacity")
    first = FindingFactory(**common, kind="need")
    FindingFactory(**common, visibility="confidential")
    FindingFactory(**common, withdrawn_at=NOON)
    titles = [row.title for row in findings_section(meeting=visit)]
    assert titles == [first.title, shown.title]
    assert len(findings_section(meeting=visit, is_inside=True)) == 3
    assert len(findings_of_visit(visit=visit, viewer=make_user(role="planner"))) == 3
    assert list(findings_of_visit(visit=visit, viewer=make_user(role="company"))) == []


def test_a_county_session_shows_findings_of_all_its_towns_and_a_visit_its_own(town):
    session = CountySessionFactory(county=town.county)
    visit = VisitFactory(municipality=town, session=session)
    other = VisitFactory(municipality=MunicipalityFactory(county=town.county), session=session)
    of_county = FindingFactory(municipality=None, county=town.county, session=session, reported_by="visit")
    own = FindingFactory(municipality=town, session=session, reported_by="visit")
    theirs = FindingFactory(municipality=other.municipality, visit=other, reported_by="visit")
    assert {row.title for row in findings_section(meeting=session)} == {
        of_county.title,
        own.title,
        theirs.title,
    }
    found = findings_of_visit(visit=visit, viewer=make_user(role="planner"))
    assert set(found) == {of_county, own}


def test_open_needs_come_by_urgency_and_as_far_as_the_viewer_may_see(town, mayor, secret):
    urgent = FindingFactory(municipality=town, urgency="critical", state="confirmed")
    reported = FindingFactory(municipality=town, urgency="high")
    FindingFactory(municipality=town, kind="capacity", state="confirmed")
    FindingFactory(municipality=town, state="answered")
    planner = make_user(role="planner")
    assert list(open_needs_of(municipality=town, viewer=planner)) == [urgent, reported, secret]
    assert list(open_needs_of(municipality=town, viewer=mayor)) == [urgent]
    assert list(open_needs_of(municipality=town, viewer=make_user(role="company"))) == [urgent]


@pytest.mark.parametrize("count", [1, 3])
def test_selectors_ask_a_literal_number_of_questions(town, count, django_assert_num_queries):
    visit = VisitFactory(municipality=town)
    for _number in range(count):
        row = FindingFactory(
            municipality=town, visit=visit, reported_by="visit", state="confirmed", title="کمبود خودرو"
        )
        EvidenceFactory(finding=row)
    planner = make_user(role="planner")
    with django_assert_num_queries(2):  # the roles; the findings
        assert {row.municipality.county.pk for row in open_needs_of(municipality=town, viewer=planner)}
    with django_assert_num_queries(1):
        assert len({row.county.name for row in findings_of_visit(visit=visit, viewer=planner)}) == 1
    with django_assert_num_queries(1):
        assert len(findings_section(meeting=visit)) == count
    with django_assert_num_queries(1):
        assert len(public_findings_of(place=town)) == count
    with django_assert_num_queries(2):  # the findings; the towns
        assert counts_by_town(viewer=planner)[0].total == count
    with django_assert_num_queries(2):
        assert counts_by_county(viewer=planner)[0].total == count
    with django_assert_num_queries(2):  # the titles; the best of them
        assert (
            len(similar_findings(viewer=planner, title="کمبود خودرو", municipality=town, county=None))
            == count
        )
    with django_assert_num_queries(1):
        assert findings_of_town(municipality=town, viewer=planner).matrix.total == count
    with django_assert_num_queries(4):  # duplicates; those it was merged with; events, merges; evidence
        assert len(finding_page(finding=row, viewer=planner).evidence) == 1
