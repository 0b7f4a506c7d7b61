"""The agenda filled from the town file: what comes, in which order, once, and nothing the town may not read."""

import datetime as dt

import pytest
from django.urls import reverse

from hamyar.commitments.enums import PromisingSide, Visibility
from hamyar.findings.enums import FindingState
from hamyar.findings.enums import Visibility as FindingVisibility
from hamyar.visits.enums import VisitState
from hamyar.visits.models import AgendaItem
from hamyar.visits.services.meeting import AgendaFields, save_agenda_item, withdraw_record
from hamyar.web.meeting.agenda import agenda_points
from tests.factories.accounts import make_user
from tests.factories.commitments import CommitmentFactory
from tests.factories.findings import FindingFactory
from tests.factories.indicators import IndicatorFactory
from tests.factories.visits import (
    NOON,
    AgendaItemFactory,
    DecisionFactory,
    VisitFactory,
    make_member,
    make_representative,
    make_session,
)

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
DAY = dt.timedelta(days=1)


def fill(client, meeting, key=None):
    return client.post(reverse("meetings:fill_agenda", args=[key or str(meeting.pk)]))


def texts_of(visit):
    return [item.text for item in AgendaItem.objects.filter(visit=visit, withdrawn_at=None)]


@pytest.fixture
def visit():
    visit = VisitFactory()
    town = visit.municipality
    CommitmentFactory(town=town, text="جدول فرستاده شود", due_on=TODAY + DAY)
    CommitmentFactory(town=town, text="لوله تحویل شود", due_on=TODAY - DAY)
    theirs = {"side": PromisingSide.MUNICIPALITY, "municipality": town}
    CommitmentFactory(**theirs, text="سند فرستاده شود", due_on=TODAY, visibility=Visibility.INTERNAL)
    public = {"municipality": town, "visibility": FindingVisibility.PUBLIC}
    FindingFactory(**public, title="کمبود آب", kind="need", state=FindingState.CONFIRMED)
    IndicatorFactory(name_fa="سرانهٔ فضای سبز")
    return visit


def test_the_town_file_becomes_points_with_overdue_promises_first(visit):
    points = agenda_points(meeting=visit, by=make_user(role="planner"), on=TODAY)
    assert [point.text for point in points] == [
        "تعهد سازمان، معوق از ۱۵ فروردین ۱۴۰۵: لوله تحویل شود",
        "تعهد سازمان تا ۱۷ فروردین ۱۴۰۵: جدول فرستاده شود",
        f"تعهد شهرداری {visit.municipality.name_fa} تا ۱۶ فروردین ۱۴۰۵: سند فرستاده شود",
        "نیاز: کمبود آب (ماشین‌آلات و تجهیزات)",
        "آماری که هنوز در دست نیست: سرانهٔ فضای سبز",
    ]


@pytest.mark.parametrize("role", ["planner", "team_member"])
def test_one_button_puts_them_behind_what_is_there(client, visit, role):
    members = {"planner": make_user, "team_member": lambda role: make_member(team=visit.trip.team, role=role)}
    client.force_login(members[role](role=role))
    AgendaItemFactory(visit=visit, text="معارفه")
    assert (
        reverse("meetings:fill_agenda", args=[visit.pk])
        in client.get(visit.get_absolute_url()).content.decode()
    )
    fill(client, visit)
    texts = texts_of(visit)
    assert (len(texts), texts[0]) == (6, "معارفه")


def test_pressing_twice_changes_nothing_and_keeps_what_was_edited_or_withdrawn(client, visit):
    planner = make_user(role="planner")
    client.force_login(planner)
    fill(client, visit)
    first, second, *_rest = AgendaItem.objects.filter(visit=visit)
    saved = {"meeting": visit, "device_time": None, "by": planner, "at": NOON}
    words = AgendaFields(text="لوله‌ها کجاست", position=first.position)
    save_agenda_item(device_id=first.device_id, revision=first.revision, fields=words, **saved)
    withdraw_record(of=second, revision=second.revision, by=planner, at=NOON)
    before = texts_of(visit)
    answer = fill(client, visit)
    assert answer["Location"] == f"{visit.get_absolute_url()}#agenda"
    assert texts_of(visit) == before
    assert "لوله‌ها کجاست" in before


def test_what_somebody_wrote_by_hand_does_not_come_again(client, visit):
    AgendaItemFactory(visit=visit, text="نیاز: كمبود آب (ماشین‌آلات و تجهیزات)")
    client.force_login(make_user(role="planner"))
    fill(client, visit)
    assert sum("مبود آب" in text for text in texts_of(visit)) == 1


def test_nothing_the_town_may_not_read_enters_its_agenda(visit):
    town, neighbour = visit.municipality, VisitFactory().municipality
    CommitmentFactory(town=town, text="راز تعهد", due_on=TODAY, visibility=Visibility.INTERNAL)
    CommitmentFactory(town=neighbour, text="همسایه", due_on=TODAY)
    FindingFactory(
        municipality=town, title="راز یافته", kind="problem", visibility=FindingVisibility.CONFIDENTIAL
    )
    FindingFactory(municipality=town, title="سنجیده نشده", kind="problem", state=FindingState.REPORTED)
    of_meeting = DecisionFactory(visit=visit, text="مصوبهٔ جلسه")
    CommitmentFactory(
        decision=of_meeting, visit=visit, town=town, text="مصوبهٔ جلسه", visibility=Visibility.INTERNAL
    )
    points = agenda_points(meeting=visit, by=make_user(role="planner"), on=TODAY)
    said = " ".join(point.text for point in points)
    assert "مصوبهٔ جلسه" in said
    for secret in ("راز تعهد", "همسایه", "راز یافته", "سنجیده نشده"):
        assert secret not in said


def test_a_session_gets_less_of_each_town_and_nothing_internal(client):
    session = make_session()
    towns = [visit.municipality for visit in session.visits.order_by("pk")]
    for town in towns:
        for number in range(3):
            CommitmentFactory(town=town, text=f"تعهد {number}", due_on=TODAY + number * DAY)
        theirs = {"side": PromisingSide.MUNICIPALITY, "municipality": town}
        CommitmentFactory(**theirs, text="درونی", visibility=Visibility.INTERNAL)
    client.force_login(make_user(role="planner"))
    fill(client, session, f"s{session.pk}")
    texts = list(AgendaItem.objects.filter(session=session).values_list("text", flat=True))
    assert len(texts) == 4
    assert all(text.startswith((f"{towns[0].name_fa}: ", f"{towns[1].name_fa}: ")) for text in texts)
    assert "درونی" not in " ".join(texts)


def test_only_who_records_fills_the_agenda(client, visit):
    for user in (
        make_representative(town=visit.municipality),
        make_user(role="auditor"),
        make_member(team=VisitFactory().trip.team),
    ):
        client.force_login(user)
        assert fill(client, visit).status_code == 403
        assert (
            reverse("meetings:fill_agenda", args=[visit.pk])
            not in client.get(reverse("meetings:meeting", args=[visit.pk])).content.decode()
        )
    assert not AgendaItem.objects.exists()


def test_confirmed_minutes_take_no_agenda_and_say_why(client, visit):
    visit.state = VisitState.CLOSED
    visit.save()
    client.force_login(make_user(role="planner"))
    answer = client.post(reverse("meetings:fill_agenda", args=[visit.pk]), follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "صورتجلسه تأیید شده است. نخست آن را برای نسخهٔ تازه باز کنید."
    ]
    assert not AgendaItem.objects.exists()
