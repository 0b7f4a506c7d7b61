"""The pages of projects as planners, towns and the public use them."""

import io
import json

import openpyxl
import pytest
from django.urls import reverse

from hamyar.core.forms import MoneyField
from hamyar.core.models import Contact
from hamyar.projects.enums import Stage
from hamyar.projects.models import Contribution, Project
from hamyar.projects.selectors import latest_opportunities, opportunities, projects_of_town
from hamyar.projects.selectors.pages import project_page
from hamyar.projects.selectors.register import Filters, register
from tests.factories.accounts import make_user
from tests.factories.commitments import LONG_AGO, make_mayor
from tests.factories.findings import FindingFactory
from tests.factories.places import MunicipalityFactory
from tests.factories.projects import (
    BILLION,
    OpportunityFactory,
    ProjectFactory,
    make_contribution,
    make_project,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(client):
    user = make_user(role="planner")
    client.force_login(user)
    return user


def written(**changes):
    return {
        "title_fa": "کشتارگاه مشترک",
        "kind": "slaughterhouse",
        "stage": "idea",
        "held_on": "۱۴۰۲/۰۱/۰۵",
        "size": "۸۰",
        "cost_rial": "۵",
        "cost_rial_unit": "billion_toman",
        "cost_as_of": "۱۴۰۲/۰۱/۱۰",
        "summary": "کشتارگاه سه شهر",
    } | changes


def test_a_planner_records_a_project_values_it_moves_it_and_publishes_it(client, planner):
    town = MunicipalityFactory()
    finding = FindingFactory(municipality=town)
    page = client.get(reverse("projects:new"), {"municipality": town.code})
    assert finding.title in page.content.decode()
    sent = client.post(reverse("projects:new"), written(municipality=town.code, findings=[finding.pk]))
    project = Project.objects.get()
    assert sent["Location"] == project.get_absolute_url()
    assert (project.cost_rial, project.unit, project.size) == (50 * BILLION, "head_day", 80)

    sides = {
        "side": f"town-{town.code}", "kind": "land", "amount": "۲۰", "amount_unit": "billion_toman",
        "valued_on": "۱۴۰۲/۰۱/۱۰", "valuer": "کارشناس رسمی", "document": "۵",
    }  # fmt: skip
    add = reverse("projects:contribution_new", args=[project.code])
    assert client.post(add, sides).status_code == 302
    new = sides | {"side": "new", "body": "سرمایه‌گذار فرضی", "amount": "۳۰"}
    assert client.post(add, new).status_code == 302
    assert client.post(add, sides | {"side": "new"}).status_code == 422
    page = client.get(project.get_absolute_url())
    assert [str(row.percent) for row in page.context["shares"].rows] == ["40.00", "60.00"]
    words = page.content.decode()
    assert "۴۰٫۰۰٪" in words
    assert finding.title in words

    land = Contribution.objects.get(kind="land", party__kind="municipality")
    again = {"amount": "۲۵", "amount_unit": "billion_toman", "valued_on": "۱۴۰۲/۰۲/۱۰", "valuer": "هیئت"}
    assert client.post(reverse("projects:revalue", args=[land.pk]), again).status_code == 302
    assert (
        "نمی‌توان ریال روزهای گوناگون را با هم جمع کرد"
        in client.get(project.get_absolute_url()).content.decode()
    )
    current = land.replaced_by
    taken = client.post(reverse("projects:withdraw", args=[current.pk]), {"reason": "زمین فروخته شد."})
    assert taken.status_code == 302
    assert "زمین فروخته شد." in client.get(project.get_absolute_url()).content.decode()

    move = reverse("projects:move", args=[project.code])
    refused = client.post(move, {"to": "call", "held_on": "۱۴۰۲/۰۹/۰۱"})
    assert refused.status_code == 422
    assert "این مرحله، مرحلهٔ بعدی در ترتیب معمول نیست" in refused.content.decode()


def test_a_step_is_taken_and_the_opportunity_published_and_taken_back(client, planner):
    project = ProjectFactory(first_step__held_on=LONG_AGO)
    client.post(reverse("projects:move", args=[project.code]), {"to": "screening", "held_on": "۱۴۰۲/۰۱/۲۰"})
    publish = reverse("projects:publish", args=[project.code])
    assert "تلفن یا رایانامه" in client.post(publish, follow=True).content.decode()
    Contact.objects.create(pk=1, phone="051-1234")
    client.post(publish)
    project.refresh_from_db()
    assert (project.stage, project.is_published) == ("screening", True)
    assert client.get(project.public_url).status_code == 200
    unpublish = reverse("projects:unpublish", args=[project.code])
    client.post(unpublish, {"reason": " "})
    project.refresh_from_db()
    assert project.is_published
    client.post(unpublish, {"reason": "قیمت‌ها عوض شد."})
    assert client.get(project.public_url).status_code == 404


def test_a_form_that_was_refused_keeps_what_was_written_and_names_the_field(client, planner):
    town = MunicipalityFactory()
    page = client.post(reverse("projects:new"), written(municipality=town.code, unit="stall"))
    assert page.status_code == 422
    assert "unit" in page.context["form"].errors
    assert "کشتارگاه مشترک" in page.content.decode()
    assert not Project.objects.exists()


def test_the_form_of_a_change_shows_what_is_on_record_and_saves_it_unchanged(client, planner):
    project = make_project(by=planner, participants=[MunicipalityFactory()], cost_as_of=LONG_AGO)
    address = reverse("projects:change", args=[project.code])
    sent = {}
    for bound in client.get(address).context["form"]:
        value, widget = bound.value(), bound.field.widget
        if isinstance(bound.field, MoneyField):
            names = (bound.html_name, f"{bound.html_name}_unit")
            sent |= dict(zip(names, widget.decompress(value), strict=False))
        elif value not in (None, "", []):
            sent[bound.html_name] = value if isinstance(value, list) else widget.format_value(value)
    sent = {
        name: [str(each) for each in value] if isinstance(value, list) else value
        for name, value in sent.items()
    }
    assert client.post(address, sent).status_code == 302
    project.refresh_from_db()
    assert project.revision == 1


def test_a_town_proposes_for_itself_and_changes_its_idea(client):
    mayor, town = make_mayor()
    client.force_login(mayor)
    page = client.get(reverse("projects:new"))
    assert "internal_note" not in page.context["form"].fields
    assert page.context["form"]["municipality"].value() == town.code
    client.post(reverse("projects:new"), written(municipality=town.code))
    project = Project.objects.get()
    assert (project.municipality, project.origin, project.stage) == (town, "municipality", "idea")
    neighbour = MunicipalityFactory()
    assert client.post(reverse("projects:new"), written(municipality=neighbour.code)).status_code == 422
    change = reverse("projects:change", args=[project.code])
    assert client.get(change).status_code == 200
    Project.objects.update(stage=Stage.SCREENING)
    assert client.get(change).status_code == 403


def test_the_register_filters_sorts_and_downloads(client, planner):
    solar = OpportunityFactory(
        title_fa="نیروگاه بزرگ", title_key="b", contract="bot", cost_rial=9, cost_as_of="2026-04-05"
    )
    camp = ProjectFactory(title_fa="کمپ", title_key="a", kind="tourism_camp", stage=Stage.OPERATION)
    joined = MunicipalityFactory()
    camp.participants.add(joined)
    asked = {
        Filters(kind="tourism_camp"): [camp],
        Filters(stage="seeking"): [solar],
        Filters(stage="operation"): [camp],
        Filters(contract="bot"): [solar],
        Filters(town=joined.code): [camp],
        Filters(county=joined.county.code): [camp],
        Filters(town=solar.municipality.code): [solar],
        Filters(published="yes"): [solar],
        Filters(published="no"): [camp],
        Filters(words=solar.code): [solar],
        Filters(sort="title"): [camp, solar],
        Filters(sort="stage"): [solar, camp],
        Filters(sort="-cost"): [solar, camp],
        Filters(sort="nonsense"): [camp, solar],
    }
    assert {each: list(register(viewer=planner, filters=each)) for each in asked} == asked
    book = client.get(reverse("projects:export", args=["xlsx"]), {"kind": "tourism_camp"})
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).active.iter_rows(values_only=True))
    assert (len(rows), rows[1][:2]) == (2, (camp.code, "کمپ"))
    lines = b"".join(client.get(reverse("projects:export", args=["csv"]))).decode()
    assert solar.title in lines


def test_the_public_list_filters_and_its_files_hold_the_same(client):
    public = OpportunityFactory(
        contract="bot", cost_rial=600 * BILLION, cost_as_of="2026-04-05", income_rial=7
    )
    ProjectFactory()
    listed = client.get(
        reverse("projects:opportunities"), {"contract": "bot", "county": public.municipality.county.code}
    )
    assert list(listed.context["page"].object_list) == [public]
    none = client.get(reverse("projects:opportunities"), {"contract": "boo"})
    assert "فرصتی با این صافی‌ها پیدا نشد" in none.content.decode()
    file = client.get(reverse("projects:opportunities_export", args=["json"]))
    (record,) = json.loads(file.content)["opportunities"]
    assert (record["code"], record["cost_rial"], record["stage"]) == (public.code, 600 * BILLION, "call")
    assert "income_rial" not in record
    lines = b"".join(client.get(reverse("projects:opportunities_export", args=["csv"]))).decode()
    assert public.title in lines


def test_the_public_page_says_what_where_how_and_whom_to_call(client):
    other = MunicipalityFactory()
    project = OpportunityFactory(
        contract="boo", offer="زمین با سند", public_text="شرح کامل", size=80, unit="head_day"
    )
    project.participants.add(other)
    page = client.get(project.public_url).content.decode()
    for words in (
        project.title,
        "زمین با سند",
        "شرح کامل",
        "رأس در روز",
        "مالک می‌ماند",
        other.name_fa,
        "۰۵۱۳۰۰۰۰۰۰۰",
    ):
        assert words in page
    english = client.get(f"/en/opportunities/{project.code}/").content.decode()
    assert "Whom to call" in english


def test_the_latest_opportunities_are_those_that_still_look_for_a_partner():
    first, second = OpportunityFactory(), OpportunityFactory()
    OpportunityFactory(stage=Stage.OPERATION)
    ProjectFactory()
    assert latest_opportunities(limit=5) == [second, first]
    assert latest_opportunities(limit=1) == [second]


def test_a_town_page_and_a_town_file_show_the_projects_of_the_town(client):
    mayor, town = make_mayor()
    hosted = OpportunityFactory()
    hosted.participants.add(town)
    internal = ProjectFactory(municipality=town)
    page = client.get(town.get_absolute_url()).content.decode()
    assert hosted.title in page
    assert internal.title not in page
    client.force_login(mayor)
    page = client.get(town.get_absolute_url()).content.decode()
    assert internal.title in page
    assert internal.title in client.get(reverse("web:town_file", args=[town.code])).content.decode()


def test_a_town_without_projects_says_nothing_of_them(client):
    page = client.get(MunicipalityFactory().get_absolute_url())
    assert 'id="projects"' not in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
class TestQueries:
    """One project or three cost the same."""

    def test_lists(self, count, django_assert_num_queries):
        planner = make_user(role="planner")
        register(viewer=planner, filters=Filters()).exists()
        OpportunityFactory.create_batch(count)
        with django_assert_num_queries(1):
            rows = list(register(viewer=planner, filters=Filters()))
            assert [row.municipality.county.name for row in rows if row.kind_label]
        with django_assert_num_queries(1):
            assert len([row.municipality.county.name for row in opportunities()]) == count
        with django_assert_num_queries(1):
            latest_opportunities(limit=3)

    def test_the_public_list(self, client, count, django_assert_num_queries):
        OpportunityFactory.create_batch(count)
        client.get(reverse("projects:opportunities"))
        with django_assert_num_queries(5):
            client.get(reverse("projects:opportunities"))

    def test_the_page_of_a_project(self, count, django_assert_num_queries):
        planner, project = make_user(role="planner"), ProjectFactory()
        project.participants.add(*MunicipalityFactory.create_batch(count))
        for amount in range(1, count + 1):
            make_contribution(project, amount=amount)
        project_page(project=Project.objects.get(), viewer=planner)
        with django_assert_num_queries(6):
            project_page(project=project, viewer=planner)

    def test_the_projects_of_a_town(self, count, django_assert_num_queries):
        planner, town = make_user(role="planner"), MunicipalityFactory()
        ProjectFactory.create_batch(count, municipality=town)
        projects_of_town(municipality=town, viewer=planner)
        with django_assert_num_queries(2):
            assert len(projects_of_town(municipality=town, viewer=planner).rows) == count
