"""Drafts from visits, sessions and rankings: the facts everyone may know, and nothing else."""

import json
from dataclasses import astuple
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from hamyar.commitments.enums import CommitmentState, Visibility
from hamyar.core.models import AuditEntry
from hamyar.findings.enums import FindingKind, FindingState, ReportedBy
from hamyar.newsroom.drafting import blocks, filled, joined
from hamyar.newsroom.enums import PLACEHOLDERS, DraftKind
from hamyar.newsroom.errors import UnableToDraftError
from hamyar.newsroom.models import NewsPage, NewsTemplate
from hamyar.newsroom.search import NEWS
from hamyar.newsroom.selectors.sources import visits_to_tell
from hamyar.newsroom.services.drafts import draft_from_ranking, draft_from_session, draft_from_visit
from hamyar.newsroom.services.templates import load_templates
from hamyar.newsroom.templatetags.newsroom import news_about
from hamyar.visits.enums import AttendanceState, Side, VisitState
from tests.factories.accounts import make_user
from tests.factories.commitments import CommitmentFactory
from tests.factories.findings import FindingFactory, make_finding
from tests.factories.newsroom import NOON, open_newsroom
from tests.factories.priorities import make_publication
from tests.factories.visits import (
    AgendaItemFactory,
    AttendanceFactory,
    CountySessionFactory,
    DecisionFactory,
    NoteFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db
SECRET = "رازی که نباید گفته شود"


def made_visit(**fields):
    open_newsroom()
    return VisitFactory(**{"state": VisitState.CLOSED, "held_start": NOON, **fields})


def body_of(page):
    return json.dumps(list(page.body.raw_data), ensure_ascii=False)


def whole_text(page):
    return "\n".join([page.kicker, page.title, page.lead, body_of(page), page.hashtags])


def draft(visit):
    return draft_from_visit(visit=visit, by=make_user(role="reporter"), at=NOON)


def test_a_paragraph_without_its_fact_and_a_head_without_text_are_left_out():
    text = "الف {شهر}\n\n## سر\n\n{فهرست}\n\n## ته\n\nب"
    assert blocks(text, {"شهر": "<رشتخوار>", "فهرست": ()}) == [
        {"type": "paragraph", "value": "<p>الف &lt;رشتخوار&gt;</p>"},
        {"type": "crosshead", "value": "ته"},
        {"type": "paragraph", "value": "<p>ب</p>"},
    ]
    assert (
        blocks("{فهرست}", {"فهرست": ("یک", "<دو>")})[0]["value"] == "<ul><li>یک</li><li>&lt;دو&gt;</li></ul>"
    )
    assert joined(("الف", "ب", "پ")) == "الف، ب و پ"
    assert filled("از {ن}", {"ن": ("الف", "ب")}) == "از الف و ب"
    assert filled("از {ن}", {}) == ""


def test_a_visit_is_told_with_its_public_facts_and_stays_linked():
    visit = made_visit()
    AttendanceFactory(visit=visit, full_name="علی فرضی", position="شهردار")
    AttendanceFactory(visit=visit, full_name="رضا فرضی", position="مدیرعامل", side=Side.ORGANISATION)
    AttendanceFactory(visit=visit, full_name="غایب فرضی", state=AttendanceState.ABSENT)
    DecisionFactory(visit=visit, number=1, text="مقرر گردید نقشهٔ زمین فرستاده شود.")
    CommitmentFactory(visit=visit, text="خودروی زباله تحویل شود.", town=visit.municipality)
    make_finding(visit=visit.pk, municipality=visit.municipality, title="یافتهٔ تأییدنشده")
    page = draft(visit)
    town = visit.municipality.name_fa
    assert page.title == f"سازمان همیاری شهرداری‌های خراسان رضوی از {town} بازدید کرد"
    body = body_of(page)
    for text in ("علی فرضی (شهردار)", "رضا فرضی (مدیرعامل)", "نقشهٔ زمین", "خودروی زباله", "مصوبات جلسه"):
        assert text in body
    for text in ("غایب فرضی", "{شهر", "یافتهٔ تأییدنشده"):
        assert text not in body
    assert (page.live, page.visit, list(page.municipalities.all())) == (False, visit, [visit.municipality])
    assert list(visit.news_items.all()) == [page]
    assert AuditEntry.objects.filter(action="draft_news").count() == 1


def established(visit, title, **fields):
    """A public finding that the organisation stands by."""
    facts = {"state": FindingState.CONFIRMED, "reported_by": ReportedBy.VISIT}
    if visit:
        facts["municipality"] = visit.municipality
    return FindingFactory(visit=visit, title=title, **{**facts, **fields})


def test_findings_that_everyone_may_read_are_told_by_what_they_ask_and_offer():
    visit = made_visit()
    established(visit, "خودروی حمل زباله کم است")
    established(visit, "آب آشامیدنی شور است", kind=FindingKind.PROBLEM, state=FindingState.PLANNED)
    established(visit, "زمین کشتارگاه آماده است", kind=FindingKind.CAPACITY)
    established(visit, "راه گردشگری کویر", kind=FindingKind.POTENTIAL)
    told = [(block["type"], block["value"]) for block in draft(visit).body.raw_data][1:]
    assert told == [
        ("crosshead", "نیازها و مشکل‌ها"),
        ("paragraph", "<ul><li>خودروی حمل زباله کم است</li><li>آب آشامیدنی شور است</li></ul>"),
        ("crosshead", "ظرفیت‌ها و پتانسیل‌ها"),
        ("paragraph", "<ul><li>زمین کشتارگاه آماده است</li><li>راه گردشگری کویر</li></ul>"),
    ]


def test_a_session_says_of_which_town_a_finding_is():
    open_newsroom()
    session = CountySessionFactory(state=VisitState.CLOSED)
    visit = VisitFactory(session=session, state=VisitState.CLOSED)
    established(visit, "آب شور است")
    established(None, "جادهٔ مشترک", session=session, municipality=None, county=session.county)
    body = body_of(draft_from_session(session=session, by=make_user(role="reporter"), at=NOON))
    assert f"<li>{visit.municipality.name_fa}: آب شور است</li><li>جادهٔ مشترک</li>" in body


def confidential_established_finding(visit):
    established(visit, SECRET, text=SECRET, visibility="confidential")


def merged_finding(visit):
    kept = FindingFactory(municipality=visit.municipality)
    established(visit, SECRET, merged_into=kept)


def withdrawn_finding(visit):
    established(visit, SECRET, withdrawn_at=NOON, withdrawn_by=make_user(role="planner"))


def inside_of_a_finding(visit):
    established(visit, "آشکار", text=SECRET)


def finding_of_another_town(visit):
    established(visit, SECRET, municipality=VisitFactory().municipality)


def confidential_finding(visit):
    make_finding(
        visit=visit.pk, municipality=visit.municipality, title=SECRET, text=SECRET, visibility="confidential"
    )


def unconfirmed_finding(visit):
    make_finding(visit=visit.pk, municipality=visit.municipality, title=SECRET, visibility="public")


def confidential_note(visit):
    NoteFactory(visit=visit, text=SECRET, is_confidential=True)


def plain_note(visit):
    NoteFactory(visit=visit, text=SECRET)


def agenda(visit):
    AgendaItemFactory(visit=visit, text=SECRET)


def internal_promise(visit):
    CommitmentFactory(visit=visit, text=SECRET, visibility=Visibility.INTERNAL)


def dropped_promise(visit):
    CommitmentFactory(visit=visit, text=SECRET, state=CommitmentState.CANCELLED)


def promise_of_a_confidential_finding(visit):
    finding = make_finding(municipality=visit.municipality, visibility="confidential")
    CommitmentFactory(visit=visit, text=SECRET, finding=finding)


def decision_with_an_internal_promise(visit):
    decision = DecisionFactory(visit=visit, text=SECRET)
    CommitmentFactory(visit=visit, decision=decision, text=SECRET, visibility=Visibility.INTERNAL)


def inside_of_a_decision(visit):
    DecisionFactory(visit=visit, text="آشکار", responsible=SECRET, cooperating=SECRET, evidence=SECRET)


def promise_to_another_town(visit):
    CommitmentFactory(visit=visit, text=SECRET, town=VisitFactory().municipality)


def room_and_reason(visit):
    type(visit).objects.filter(pk=visit.pk).update(place=SECRET, reason=SECRET)
    visit.refresh_from_db()


@pytest.mark.parametrize(
    "hide",
    [
        confidential_finding,
        confidential_established_finding,
        merged_finding,
        withdrawn_finding,
        inside_of_a_finding,
        finding_of_another_town,
        unconfirmed_finding,
        confidential_note,
        plain_note,
        agenda,
        internal_promise,
        dropped_promise,
        promise_of_a_confidential_finding,
        decision_with_an_internal_promise,
        inside_of_a_decision,
        promise_to_another_town,
        room_and_reason,
    ],
)
def test_nothing_confidential_gets_in(client, hide):
    visit = made_visit()
    hide(visit)
    page = draft(visit)
    assert SECRET not in whole_text(page)
    page.save_revision().publish()
    for text in told_to_everyone(client, page):
        assert SECRET not in text
        assert page.title in text


def told_to_everyone(client, page):
    """The page with what search engines and shared links read, the feeds, the lists, the search."""
    for address in (page.get_url(), *map(reverse, ("newsroom:list", "newsroom:atom"))):
        yield client.get(address).content.decode()
    yield json.dumps(client.get(reverse("newsroom:json")).json(), ensure_ascii=False)
    (entry,) = NEWS.entries([str(page.pk)])
    yield "\n".join(map(str, astuple(entry)))


def test_decisions_are_told_only_once_both_sides_confirmed_the_minutes():
    visit = made_visit(state=VisitState.MINUTED)
    DecisionFactory(visit=visit, text=SECRET)
    assert SECRET not in whole_text(draft(visit))


def test_a_county_session_is_told_with_all_its_towns():
    open_newsroom()
    session = CountySessionFactory(state=VisitState.CLOSED)
    first, second = (VisitFactory(session=session, state=VisitState.CLOSED) for _ in range(2))
    DecisionFactory(visit=None, session=session, text="جادهٔ مشترک ساخته شود.")
    page = draft_from_session(session=session, by=make_user(role="reporter"), at=NOON)
    assert first.municipality.name_fa in page.lead
    assert second.municipality.name_fa in page.lead
    assert "جادهٔ مشترک" in body_of(page)
    assert {session.host, first.municipality, second.municipality} == set(page.municipalities.all())


def test_a_ranking_is_told_with_the_towns_that_come_first():
    open_newsroom()
    publication = make_publication()
    page = draft_from_ranking(publication=publication, by=make_user(role="reporter"), at=NOON)
    last = publication.run.results.order_by("-rank").first().municipality.name_fa
    assert last in page.title
    assert publication.title_fa in body_of(page)
    assert page.ranking == publication


def test_pressing_again_leads_to_the_draft_that_is_begun():
    visit = made_visit()
    assert draft(visit) == draft(visit)
    assert NewsPage.objects.count() == 1


def test_after_publication_a_further_draft_gets_its_own_address():
    visit = made_visit()
    first = draft(visit)
    first.save_revision().publish()
    second = draft(visit)
    assert second.pk != first.pk
    assert second.slug != first.slug


@pytest.mark.parametrize("state", [VisitState.PLANNED, VisitState.CONFIRMED])
def test_what_was_not_held_is_not_told(state):
    visit = made_visit(state=state, held_start=None)
    with pytest.raises(UnableToDraftError):
        draft(visit)
    assert NewsPage.objects.count() == 0


@pytest.mark.parametrize("role", ["planner", "mayor", "auditor"])
def test_others_do_not_draft(role):
    visit = made_visit()
    with pytest.raises(PermissionDenied):
        draft_from_visit(visit=visit, by=make_user(role=role), at=NOON)
    assert NewsPage.objects.count() == 0


def test_without_a_template_there_is_no_draft():
    visit = made_visit()
    NewsTemplate.objects.all().delete()
    with pytest.raises(UnableToDraftError):
        draft(visit)


def test_the_shipped_templates_are_complete_and_edits_stay():
    open_newsroom()
    for template in NewsTemplate.objects.all():
        template.full_clean()
    assert set(NewsTemplate.objects.values_list("kind", flat=True)) == set(DraftKind.values)
    NewsTemplate.objects.filter(kind="visit").update(headline="تیتر ما")
    assert load_templates() == 0
    assert NewsTemplate.objects.get(kind="visit").headline == "تیتر ما"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"body": "از {راز} گفتند."}, "body"),
        ({"headline": "از {شهر بازدید شد"}, "headline"),
        ({"headline": "{مصوبات}"}, "headline"),
        ({"lead": "{میزبانان} آمدند."}, "lead"),
    ],
)
def test_a_template_with_a_wrong_placeholder_is_refused(changes, field):
    texts = {"kind": DraftKind.VISIT, "headline": "تیتر", "lead": "لید", "body": "متن {شهر}", **changes}
    with pytest.raises(ValidationError) as refused:
        NewsTemplate(**texts).full_clean()
    assert field in refused.value.message_dict


def test_each_kind_names_its_facts():
    assert set(PLACEHOLDERS) == set(DraftKind)


def test_the_button_writes_the_draft_and_opens_the_editor(client):
    visit = made_visit()
    client.force_login(make_user(role="reporter"))
    assert visit.municipality.name_fa in client.get(reverse("newsroom:drafts")).content.decode()
    answer = client.post(reverse("newsroom:draft_visit", args=[visit.pk]))
    page = NewsPage.objects.get()
    assert answer["Location"] == f"/cms/pages/{page.pk}/edit/"
    assert page.title in client.get(reverse("newsroom:drafts")).content.decode()


def test_a_refusal_is_said(client):
    visit = made_visit(state=VisitState.PLANNED, held_start=None)
    client.force_login(make_user(role="reporter"))
    answer = client.post(reverse("newsroom:draft_visit", args=[visit.pk]), follow=True)
    assert "هنوز برگزار نشده است" in answer.content.decode()


def test_item_and_session_lead_to_each_other(client):
    open_newsroom()
    session = CountySessionFactory(state=VisitState.CLOSED)
    writer = make_user(role="public_relations")
    context = {"request": SimpleNamespace(user=writer)}
    offered = news_about(context, session)
    assert offered["may_write"]
    client.force_login(writer)
    client.post(offered["draft_url"])
    page = NewsPage.objects.get()
    assert (page.session, list(news_about(context, session)["items"])) == (session, [page])
    assert list(news_about({"request": SimpleNamespace(user=AnonymousUser())}, session)["items"]) == []
    assert not news_about(context, CountySessionFactory(state=VisitState.PLANNED))["may_write"]


def test_item_and_ranking_lead_to_each_other(client):
    open_newsroom()
    publication = make_publication()
    page = draft_from_ranking(publication=publication, by=make_user(role="reporter"), at=NOON)
    address = publication.get_absolute_url()
    assert page.title not in client.get(address).content.decode()
    page.save_revision().publish()
    page.refresh_from_db()
    assert address in client.get(page.get_url()).content.decode()
    client.force_login(make_user(role="public_relations"))
    ranking = client.get(address).content.decode()
    assert page.title in ranking
    assert reverse("newsroom:draft_ranking", args=[publication.pk]) in ranking


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_drafts_asks_as_often_for_one_as_for_three(client, django_assert_num_queries, rows):
    open_newsroom()
    for _ in range(rows):
        VisitFactory(state=VisitState.HELD, held_start=NOON)
    with django_assert_num_queries(2):
        assert len([list(visit.news_items.all()) for visit in visits_to_tell()]) == rows
