"""What is internal stays inside: the public, the neighbours, and the newsroom see no more than they may."""

import pytest
from django.urls import reverse

from hamyar.projects.selectors import (
    opportunities,
    opportunity_with_code,
    projects_of_town,
    projects_visible_to,
    public_projects_of,
)
from hamyar.projects.selectors.pages import project_page
from tests.factories.accounts import make_user
from tests.factories.commitments import make_company_user, make_mayor
from tests.factories.places import MunicipalityFactory
from tests.factories.projects import OpportunityFactory, ProjectFactory, make_contribution

pytestmark = pytest.mark.django_db
SECRETS = ("یادداشت محرمانهٔ داخلی", "هیئت کارشناسی فرضی", "گزارش ۱۲۳")


def everything(client, project):
    """Return all words the reader gets at any address of the project and its lists."""
    code = {"code": project.code}
    pages = [
        client.get(reverse("projects:opportunities")),
        client.get(reverse("projects:opportunity", kwargs=code)),
        client.get(reverse("projects:list")),
        client.get(reverse("projects:project", kwargs=code)),
        client.get(reverse("projects:change", kwargs=code)),
        client.get(project.municipality.get_absolute_url()),
        client.get(reverse("projects:opportunities_export", args=["json"])),
    ]
    files = [
        client.get(reverse("projects:opportunities_export", args=["csv"])),
        client.get(reverse("projects:export", args=["csv"])),
    ]
    read = [b"".join(file).decode() if file.streaming else file.content.decode() for file in files]
    return " ".join([page.content.decode() for page in pages] + read)


@pytest.mark.parametrize("role", ["", "public_relations", "reporter", "mayor", "company"])
def test_internal_words_valuations_and_names_show_at_no_public_door(client, role):
    project = OpportunityFactory()
    make_contribution(project)
    if role == "mayor":
        client.force_login(make_mayor()[0])
    elif role == "company":
        client.force_login(make_company_user()[0])
    elif role:
        client.force_login(make_user(role=role))
    read = everything(client, project)
    assert project.title in read
    hidden = (*SECRETS, project.recorded_by.full_name, project.published_by.full_name)
    assert [words for words in hidden if words in read] == []


@pytest.mark.parametrize("role", ["", "public_relations", "news_editor", "reporter", "mayor", "company"])
def test_an_internal_project_is_not_there_for_who_takes_no_part(client, role):
    project = ProjectFactory(title_fa="طرح پنهان هیئت مدیره")
    if role == "mayor":
        client.force_login(make_mayor()[0])
    elif role == "company":
        client.force_login(make_company_user()[0])
    elif role:
        client.force_login(make_user(role=role))
    assert "طرح پنهان هیئت مدیره" not in everything(client, project)


def test_who_takes_part_sees_the_project_with_shares_and_without_the_internal_note(client):
    mayor, town = make_mayor()
    partner, _other = make_mayor()
    speaker, company = make_company_user()
    project = ProjectFactory(municipality=town)
    project.participants.add(_other)
    project.companies.add(company)
    make_contribution(project)
    for user in (mayor, partner, speaker):
        assert list(projects_visible_to(viewer=user)) == [project]
        page = project_page(project=project, viewer=user)
        assert (page.is_inside, page.knows_shares, page.history) == (False, True, ())
        client.force_login(user)
        read = client.get(project.get_absolute_url()).content.decode()
        assert "هیئت کارشناسی فرضی" in read
        assert "یادداشت محرمانهٔ داخلی" not in read
        assert project.recorded_by.full_name not in read


@pytest.mark.parametrize("role", ["planner", "team_member", "analyst", "chief_executive", "auditor"])
def test_the_staff_sees_all(role):
    user, project = make_user(role=role), ProjectFactory()
    assert list(projects_visible_to(viewer=user)) == [project]
    page = project_page(project=project, viewer=user)
    assert (page.is_inside, page.knows_shares) == (True, True)


def test_selectors_for_everyone_give_published_projects_only():
    internal, public = ProjectFactory(), OpportunityFactory()
    town = internal.municipality
    public.participants.add(town)
    assert list(opportunities()) == [public]
    assert opportunity_with_code(code=internal.code) is None
    assert opportunity_with_code(code=public.code) == public
    assert list(public_projects_of(municipality=town)) == [public]
    assert list(public_projects_of(municipality=MunicipalityFactory())) == []
    mayor, _own = make_mayor()
    assert projects_of_town(municipality=town, viewer=mayor).rows == (public,)
