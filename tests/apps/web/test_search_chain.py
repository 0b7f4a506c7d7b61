"""Visits, findings and promises in the search: the public ones for everyone, the others only for whom their stage allows."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from hamyar.accounts.models import User
from hamyar.commitments.enums import CommitmentState
from hamyar.commitments.enums import Visibility as Reading
from hamyar.core.models import SearchDocument
from hamyar.findings.enums import FindingState, Visibility
from hamyar.places.models import Municipality
from hamyar.projects.services.publishing import publish_project, unpublish_project
from hamyar.visits.enums import ProgrammeState, VisitState
from hamyar.visits.models import Visit
from hamyar.web.search.sources import rebuild_search
from tests.factories.accounts import make_user
from tests.factories.commitments import CommitmentFactory, make_company_user, make_mayor
from tests.factories.findings import FindingBatchFactory, FindingFactory
from tests.factories.places import MunicipalityFactory
from tests.factories.projects import OpportunityFactory, ProjectFactory
from tests.factories.visits import NOON, TripFactory, VisitFactory, make_decided_programme

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
ALL_OF_IT = ("administrator", "planner", "team_member", "analyst", "chief_executive", "auditor")
ROLES = (
    *("administrator", "planner", "team_member", "analyst", "public_relations", "mayor"),
    *("council_secretary", "company", "chief_executive", "auditor"),
)


def town() -> Municipality:
    return MunicipalityFactory(code="1290", name_fa="گناباد", name_en="Gonabad")


def documents(kind: str) -> set[str]:
    return set(SearchDocument.objects.filter(kind=kind).values_list("key", flat=True))


def visit(place: Municipality, *, published: bool = True, **facts: object) -> Visit:
    programme = make_decided_programme(published=published)
    reason = "برف" if facts.get("state") in {VisitState.CANCELLED, VisitState.MOVED} else ""
    return VisitFactory(municipality=place, trip=TripFactory(programme=programme), reason=reason, **facts)


def results(client: Client, text: str) -> BeautifulSoup:
    response = client.get(reverse("web:search"), {"q": text})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def names(soup: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in soup.select(".search-name a")]


def on_the_desk(soup: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in soup.select(".search-inside li a")]


def test_visits_of_published_programmes_are_found_and_what_came_of_others_is_not() -> None:
    place = town()
    shown = [visit(place), visit(place, state=VisitState.CONFIRMED), visit(place, state=VisitState.MINUTED)]
    visit(place, published=False)
    visit(place, state=VisitState.CANCELLED)
    VisitFactory(municipality=place, trip=None, state=VisitState.HELD)
    rebuild_search()
    assert documents("visit") == {str(each.pk) for each in shown}
    minuted = SearchDocument.objects.get(kind="visit", key=str(shown[2].pk))
    assert "برگزارشده" in minuted.note_fa.replace(" ", "").replace("\u200c", "")
    assert "صورتجلسه" not in minuted.note_fa


def test_findings_are_found_when_public_and_confirmed() -> None:
    place = town()
    shown = FindingFactory(municipality=place, state=FindingState.CONFIRMED)
    FindingFactory(municipality=place, state=FindingState.CONFIRMED, visibility=Visibility.CONFIDENTIAL)
    FindingFactory(municipality=place, state=FindingState.REPORTED)
    FindingFactory(municipality=place, state=FindingState.REFUSED)
    FindingFactory(municipality=place, state=FindingState.CONFIRMED, withdrawn_at=NOON)
    FindingFactory(municipality=place, state=FindingState.CONFIRMED, merged_into=shown)
    FindingFactory(municipality=None, county=place.county, state=FindingState.CONFIRMED)
    rebuild_search()
    assert documents("finding") == {str(shown.pk)}


def test_promises_are_found_when_public_and_of_a_town() -> None:
    place = town()
    shown = CommitmentFactory(town=place)
    CommitmentFactory(town=place, visibility=Reading.INTERNAL)
    CommitmentFactory(town=place, state=CommitmentState.CANCELLED)
    CommitmentFactory(town=None)
    rebuild_search()
    assert documents("promise") == {str(shown.pk)}


def test_each_leads_to_the_page_of_the_town_where_it_stands(client: Client) -> None:
    place = town()
    visit(place, state=VisitState.HELD)
    FindingFactory(municipality=place, state=FindingState.CONFIRMED, title="کمبود آب")
    CommitmentFactory(town=place, text="نقشهٔ راه فرستاده شود.")
    rebuild_search()
    addresses = SearchDocument.objects.filter(kind__in=["visit", "finding", "promise"])
    parts = {address.split("#")[1] for address in addresses.values_list("address", flat=True)}
    assert parts == {"visits", "findings", "promises"}
    page = BeautifulSoup(client.get(place.get_absolute_url()).content, "html.parser")
    assert all(page.find(id=part) for part in parts)
    assert names(results(client, "کمبود اب")) == ["کمبود آب"]
    assert names(results(client, "نقشه راه"))[0] == "نقشهٔ راه فرستاده شود."


def test_what_is_made_confidential_leaves_the_search_after_the_commit(
    client: Client, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        place = town()
        finding = FindingFactory(municipality=place, state=FindingState.CONFIRMED, title="رازآلود")
        promise = CommitmentFactory(town=place, text="پرداخت رازآلود")
        made = visit(place, published=False)
    assert names(results(client, "رازآلود")) == ["رازآلود", "پرداخت رازآلود"]
    with django_capture_on_commit_callbacks(execute=True):
        finding.visibility = Visibility.CONFIDENTIAL
        finding.save()
        promise.visibility = Reading.INTERNAL
        promise.save()
        made.trip.programme.state, made.trip.programme.published_at = ProgrammeState.PUBLISHED, NOON
        made.trip.programme.save()
    assert names(results(client, "رازآلود")) == []
    assert documents("visit") == {str(made.pk)}


def test_an_import_that_is_undone_leaves_the_search(django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        batch = FindingBatchFactory()
        FindingFactory(municipality=town(), batch=batch, reported_by="import", state=FindingState.CONFIRMED)
    assert len(documents("finding")) == 1
    with django_capture_on_commit_callbacks(execute=True):
        batch.undone_at, batch.undone_by = NOON, batch.uploaded_by
        batch.imported_at = NOON
        batch.save()
    assert documents("finding") == set()


def test_the_town_page_shows_visits_to_come_then_those_made_and_never_a_dropped_one(client: Client) -> None:
    place = town()
    later = dt.datetime.now(dt.UTC) + 30 * DAY
    visit(place, state=VisitState.CLOSED)
    visit(place, state=VisitState.CONFIRMED, planned_start=later, planned_end=later)
    visit(place, state=VisitState.CANCELLED)
    visit(place, published=False)
    page = BeautifulSoup(client.get(place.get_absolute_url()).content, "html.parser")
    states = [badge.get_text() for badge in page.find(id="visits").parent.select(".badge")]
    assert states == [str(VisitState.CONFIRMED.label), str(VisitState.HELD.label)]


def secrets(place: Municipality) -> None:
    """Write of each kind what a town may not know, and what it may."""
    FindingFactory(municipality=place, title="یافتهٔ رازآلود", visibility=Visibility.CONFIDENTIAL)
    CommitmentFactory(town=place, text="تعهد رازآلود", visibility=Reading.INTERNAL)
    visit(place, published=False)


KNOWN = {**dict.fromkeys(ROLES, 0), **dict.fromkeys(ALL_OF_IT, 2)}
"""How many of the two confidential texts a role knows of."""


def test_nobody_finds_anything_of_the_desk_without_signing_in(client: Client) -> None:
    secrets(town())
    rebuild_search()
    soup = results(client, "رازآلود")
    assert (names(soup), on_the_desk(soup)) == ([], [])
    assert on_the_desk(results(client, "گناباد")) == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_finds_of_the_desk_what_its_registers_show(client: Client, role: str) -> None:
    from hamyar.commitments.selectors import commitments_visible_to
    from hamyar.findings.selectors.visibility import findings_visible_to
    from hamyar.visits.permissions import visits_visible_to

    secrets(town())
    user = make_user(role=role)
    client.force_login(user)
    expected = [
        *findings_visible_to(viewer=user).values_list("title", flat=True),
        *commitments_visible_to(user=user).values_list("text", flat=True),
    ]
    assert on_the_desk(results(client, "رازآلود")) == expected
    seen = on_the_desk(results(client, "گناباد"))
    assert len([name for name in seen if name.startswith("بازدید")]) == visits_visible_to(user=user).count()
    assert len(expected) == KNOWN[role]


def neighbours(place: Municipality) -> list[User]:
    mayor, _other = make_mayor()
    secretary, _another = make_mayor(role="council_secretary")
    company, _its = make_company_user()
    return [mayor, secretary, company]


def test_a_neighbour_finds_nothing_of_another_town(client: Client) -> None:
    place = town()
    secrets(place)
    FindingFactory(municipality=place, title="گزارش رازآلود", reported_by="municipality")
    CommitmentFactory(town=place, text="وعدهٔ رازآلود")
    for user in neighbours(place):
        client.force_login(user)
        assert on_the_desk(results(client, "رازآلود")) == []
        assert on_the_desk(results(client, "گناباد")) == []


def test_a_mayor_finds_the_own_reports_promises_and_visits_in_any_spelling(client: Client) -> None:
    place = town()
    secrets(place)
    FindingFactory(municipality=place, title="نیاز رازآلود", reported_by="municipality")
    CommitmentFactory(town=place, text="وعده‌های رازآلود")
    mayor, _place = make_mayor(place)
    client.force_login(mayor)
    assert on_the_desk(results(client, "رازالود")) == ["نیاز رازآلود", "وعده‌های رازآلود"]
    assert on_the_desk(results(client, "وعده هاي رازآلود")) == ["وعده‌های رازآلود"]
    assert len(on_the_desk(results(client, "گناباد"))) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_is_asked_in_a_fixed_number_of_queries(
    client: Client, count: int, django_assert_max_num_queries
) -> None:
    place = town()
    for _number in range(count):
        secrets(place)
    client.force_login(make_user(role="planner"))
    results(client, "رازآلود")
    with django_assert_max_num_queries(16):
        results(client, "رازآلود")


def test_published_projects_are_found_by_everyone_and_leave_with_their_publication(client: Client) -> None:
    project = OpportunityFactory(
        municipality=town(), title_fa="نیروگاه خورشیدی گناباد", title_en="Gonabad solar plant"
    )
    ProjectFactory(municipality=project.municipality, title_fa="نیروگاه خورشیدی داخلی")
    rebuild_search()
    assert documents("opportunity") == {str(project.pk)}
    assert names(results(client, "نيروگاه خورشيدي")) == ["نیروگاه خورشیدی گناباد"]
    assert names(results(client, "Gonabad solar")) != []
    found = SearchDocument.objects.get(kind="opportunity")
    assert "یادداشت" not in f"{found.text_fa} {found.note_fa} {found.name_fa}"


@pytest.mark.django_db(transaction=True)
def test_the_search_follows_what_is_published_and_taken_back() -> None:
    planner = make_user(role="planner")
    project = ProjectFactory(contact_phone="05130000000")
    assert documents("opportunity") == set()
    publish_project(project=project, by=planner, at=NOON)
    assert documents("opportunity") == {str(project.pk)}
    unpublish_project(project=project, reason="آزمون", by=planner, at=NOON)
    assert documents("opportunity") == set()


@pytest.mark.parametrize("role", ROLES)
def test_internal_projects_are_found_on_the_desk_by_those_who_may_know_them(
    client: Client, role: str
) -> None:
    project = ProjectFactory(municipality=town(), title_fa="نیروگاه خورشیدی داخلی")
    client.force_login(make_user(role=role))
    seen = on_the_desk(results(client, "نیروگاه داخلی"))
    user_sees = role in {"administrator", "planner", "team_member", "analyst", "chief_executive", "auditor"}
    assert (project.title_fa in seen) == user_sees
