"""Drafts from investment opportunities: what the public page tells, and nothing else a project holds."""

import datetime as dt
import json
from dataclasses import astuple

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models
from django.urls import reverse
from wagtail.models import Page

from hamyar.commitments.enums import CommitmentState, Visibility
from hamyar.core.models import AuditEntry
from hamyar.findings.enums import FindingState, ReportedBy
from hamyar.newsroom.errors import UnableToDraftError
from hamyar.newsroom.models import NewsPage
from hamyar.newsroom.search import NEWS
from hamyar.newsroom.selectors.project_facts import TOLD
from hamyar.newsroom.selectors.sources import projects_to_tell
from hamyar.newsroom.services.drafts import draft_from_project
from hamyar.projects.models import Project, StageChange
from hamyar.projects.services.contributions import Side
from tests.factories.accounts import make_user
from tests.factories.commitments import CommitmentFactory
from tests.factories.findings import FindingFactory
from tests.factories.newsroom import NOON, open_newsroom
from tests.factories.places import MunicipalityFactory
from tests.factories.projects import OpportunityFactory, ProjectFactory, make_contribution

pytestmark = pytest.mark.django_db
SECRET = "رازی که نباید گفته شود"
SECRET_NUMBER = 987_654_321_012


@pytest.fixture(autouse=True)
def _newsroom():
    open_newsroom()


def draft(project):
    return draft_from_project(project=project, by=make_user(role="reporter"), at=NOON)


def whole_text(page):
    body = json.dumps(list(page.body.raw_data), ensure_ascii=False)
    return "\n".join([page.kicker, page.title, page.deck, page.lead, body, page.hashtags, page.slug])


def public_finding(project, **fields):
    finding = FindingFactory(
        municipality=project.municipality,
        **{"state": FindingState.CONFIRMED, "reported_by": ReportedBy.VISIT, **fields},
    )
    project.findings.add(finding)
    return finding


def test_a_project_is_told_with_its_public_facts_and_stays_linked():
    other = MunicipalityFactory(name_fa="سنگان")
    project = OpportunityFactory(
        title_fa="نیروگاه خورشیدی مشترک",
        contract="bot",
        size="1500",
        unit="kilowatt",
        cost_rial=600 * 10**9,
        cost_as_of=dt.date(2026, 4, 5),
        public_text="زمین پانزده هکتاری آماده است.",
        offer="زمین با سند",
    )
    project.participants.add(other)
    CommitmentFactory(text="نقشهٔ زمین داده شود.", finding=public_finding(project))
    page = draft(project)
    text = whole_text(page)
    for told in (
        "«نیروگاه خورشیدی مشترک» شریک می‌پذیرد",
        "ساخت نیروگاه خورشیدی روی زمین شهرداری.",
        "زمین پانزده هکتاری آماده است.",
        "سنگان",
        "۱٬۵۰۰ کیلووات",
        "۶۰ میلیارد تومان",
        "۱۶ فروردین ۱۴۰۵",
        "زمین با سند",
        "سرمایه‌گذار می‌سازد",
        "مرحلهٔ «فراخوان",
        "نقشهٔ زمین داده شود",
    ):
        assert told in text, told
    assert "{" not in page.title + page.lead
    assert (page.live, page.project) == (False, project)
    assert set(page.municipalities.all()) == {project.municipality, other}
    assert AuditEntry.objects.filter(action="draft_news").count() == 1
    assert draft(project) == page


def test_what_is_not_settled_is_left_out():
    text = whole_text(draft(OpportunityFactory(contract="", summary="خلاصه")))
    for left_out in ("اندازهٔ طرح", "هزینهٔ برآوردشده", "به میان می‌آورد", "با همراهی", "تعهدها", "None", "«»"):
        assert left_out not in text, left_out


NAMED_OTHERWISE = {"year", "number", "sector", "participants", "companies", "findings", "title_en"}


def test_every_column_of_a_project_is_either_told_or_kept_back():
    """A column that is added must be put on one of the two sides."""
    columns = {
        field.name
        for field in [*Project._meta.fields, *Project._meta.many_to_many]
        if not isinstance(field, models.AutoField)
    }
    kept_back = set(KEPT_BACK) | {
        "published_by",
        "recorded_by",
        "recorded_at",
        "changed_at",
        "revision",
        "origin",
    }
    assert columns - set(TOLD) - NAMED_OTHERWISE == kept_back


KEPT_BACK = {
    "internal_note": SECRET,
    "contact_office": SECRET,
    "contact_phone": "05199988877",
    "contact_email": "secret@example.ir",
    "income_rial": SECRET_NUMBER,
    "title_key": SECRET,
    "search_key": SECRET,
}


def of_columns(project):
    changes = {**KEPT_BACK, "cost_as_of": dt.date(2026, 4, 5)}
    Project.objects.filter(pk=project.pk).update(**changes)


def of_people(project):
    person = make_user(role="planner", full_name=SECRET)
    Project.objects.filter(pk=project.pk).update(published_by=person, recorded_by=person)


def of_contributions(project):
    make_contribution(project, amount=SECRET_NUMBER)
    make_contribution(project, side=Side("other", body=SECRET), amount=SECRET_NUMBER)


def of_a_step(project):
    before = project.stage_changes.get()
    StageChange.objects.create(
        project=project, after=before.after, held_on=before.held_on, at=before.at, by=before.by, note=SECRET
    )


def of_a_confidential_finding(project):
    finding = public_finding(project, title=SECRET, visibility="confidential")
    CommitmentFactory(text=SECRET, finding=finding)


def of_a_public_finding(project):
    public_finding(project, title=SECRET, text=SECRET)


def of_an_internal_promise(project):
    CommitmentFactory(text=SECRET, finding=public_finding(project), visibility=Visibility.INTERNAL)


def of_a_dropped_promise(project):
    CommitmentFactory(text=SECRET, finding=public_finding(project), state=CommitmentState.CANCELLED)


def of_another_project(project):
    other = ProjectFactory(municipality=project.municipality, title_fa=SECRET, summary=SECRET)
    CommitmentFactory(text=SECRET, finding=public_finding(other))


@pytest.mark.parametrize(
    "hide",
    [
        of_columns,
        of_people,
        of_contributions,
        of_a_step,
        of_a_confidential_finding,
        of_a_public_finding,
        of_an_internal_promise,
        of_a_dropped_promise,
        of_another_project,
    ],
)
def test_nothing_confidential_gets_in(client, hide):
    project = OpportunityFactory()
    hide(project)
    page = draft(project)
    page.save_revision().publish()
    page = NewsPage.objects.get()
    (entry,) = NEWS.entries([str(page.pk)])
    told = [
        whole_text(page),
        client.get(page.get_url()).content.decode(),
        client.get(reverse("newsroom:atom")).content.decode(),
        client.get(reverse("newsroom:json")).content.decode(),
        "\n".join(map(str, astuple(entry))),
    ]
    digits = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")
    for text in told:
        plain = text.translate(digits).replace("٬", "")
        for secret in (SECRET, str(SECRET_NUMBER), "98765", "05199988877", "secret@example.ir"):
            assert secret not in plain


def test_a_project_that_is_not_public_is_not_told():
    project = ProjectFactory()
    with pytest.raises(UnableToDraftError):
        draft(project)
    Project.objects.filter(pk=project.pk).update(title_fa=SECRET)
    assert not Page.objects.filter(title__contains=SECRET).exists()
    assert NewsPage.objects.count() == 0


@pytest.mark.parametrize("role", ["planner", "mayor", "auditor", "company"])
def test_others_do_not_draft(role):
    project = OpportunityFactory()
    with pytest.raises(PermissionDenied):
        draft_from_project(project=project, by=make_user(role=role), at=NOON)
    assert NewsPage.objects.count() == 0


def test_item_and_project_lead_to_each_other_while_the_project_is_public(client):
    project = OpportunityFactory()
    page = draft(project)
    assert page.title not in client.get(project.public_url).content.decode()
    page.save_revision().publish()
    page = NewsPage.objects.get()
    assert page.title in client.get(project.public_url).content.decode()
    assert project.public_url in client.get(page.get_url()).content.decode()
    client.force_login(make_user(role="public_relations"))
    for address in (project.public_url, project.get_absolute_url()):
        text = client.get(address).content.decode()
        assert page.title in text
        assert reverse("newsroom:draft_project", args=[project.pk]) in text
    Project.objects.filter(pk=project.pk).update(published_at=None, published_by=None)
    item = client.get(page.get_url()).content.decode()
    assert project.public_url not in item


def test_the_button_writes_the_draft_and_opens_the_editor(client):
    project = OpportunityFactory()
    ProjectFactory(title_fa=SECRET)
    client.force_login(make_user(role="reporter"))
    listed = client.get(reverse("newsroom:drafts")).content.decode()
    assert project.title_fa in listed
    assert SECRET not in listed
    answer = client.post(reverse("newsroom:draft_project", args=[project.pk]))
    assert answer["Location"] == f"/cms/pages/{NewsPage.objects.get().pk}/edit/"


def test_an_internal_project_has_no_button_and_no_door(client):
    project = ProjectFactory()
    client.force_login(make_user(role="administrator"))
    address = reverse("newsroom:draft_project", args=[project.pk])
    assert address not in client.get(project.get_absolute_url()).content.decode()
    assert client.post(address).status_code == 404


def test_the_editor_offers_published_projects_and_keeps_the_one_that_was_taken_back():
    shown, taken_back, internal = OpportunityFactory(), OpportunityFactory(), ProjectFactory()
    page = draft(taken_back)
    Project.objects.filter(pk=taken_back.pk).update(published_at=None, published_by=None)
    form_class = NewsPage.get_edit_handler().get_form_class()
    offered = set(
        form_class(instance=page, for_user=make_user(role="public_relations")).fields["project"].queryset
    )
    assert offered == {shown, taken_back}
    assert internal not in offered


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_drafts_asks_as_often_for_one_as_for_three(django_assert_num_queries, rows):
    for _ in range(rows):
        OpportunityFactory()
    with django_assert_num_queries(2):
        assert len([list(project.news_items.all()) for project in projects_to_tell()]) == rows
