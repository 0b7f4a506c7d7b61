"""The pages of visits as a planner and everybody see them."""

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse

from hamyar.visits.models import Visit, Wish
from hamyar.visits.services.programmes import approve_programme, publish_programme
from hamyar.visits.services.teams import open_feed, revoke_feed
from tests.factories.accounts import make_user
from tests.factories.visits import NOON, VisitFactory, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(client, monkeypatch):
    """Sign a planner in, on the day the factories plan from."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    user = make_user(role="planner")
    client.force_login(user)
    return user


def test_a_planner_goes_from_the_plan_to_the_public_page(client, planner):
    run = make_plan()
    page = client.get(reverse("visits:programme", args=[run.programme_id]))
    assert page.context["capacity"].fits
    page = client.get(reverse("visits:run", args=[run.pk]))
    assert page.status_code == 200
    town = page.context["plan"].visits[0].town
    assert town.name_fa in page.content.decode()
    assert len(page.context["plan"].tours["tours"]["features"]) >= 1

    client.post(reverse("visits:approve", args=[run.pk]))
    client.post(reverse("visits:publish", args=[run.programme_id]))
    assert Visit.objects.count() == len(page.context["plan"].visits)
    for visit in Visit.objects.all():
        assert client.get(visit.get_absolute_url()).status_code == 200
    assert client.get(reverse("visits:programme", args=[run.programme_id])).status_code == 200
    assert client.get(reverse("visits:programmes")).status_code == 200


def test_the_public_page_shows_published_visits_without_people(client):
    run, planner = make_plan(), make_user(role="planner")
    programme = approve_programme(run=run, by=planner, at=NOON)
    Visit.objects.update(planned_start="2099-04-05T08:30Z", planned_end="2099-04-05T10:30Z")
    town = Visit.objects.first().municipality.name_fa
    assert town not in client.get(reverse("visits:calendar")).content.decode()
    publish_programme(programme=programme, by=planner, at=NOON)
    page = client.get(reverse("visits:calendar")).content.decode()
    assert town in page
    assert programme.teams.get().name not in page


def test_the_public_page_begins_with_the_visits_that_come_next(client):
    run, planner = make_plan(visits_each=2, visits_last_tier=2), make_user(role="planner")
    programme = approve_programme(run=run, by=planner, at=NOON)
    ordered = list(Visit.objects.order_by("pk"))
    for days, visit in enumerate(reversed(ordered)):
        visit.planned_start = NOON.replace(year=2099) + dt.timedelta(days=days)
        visit.planned_end = visit.planned_start + dt.timedelta(hours=2)
        visit.save()
    publish_programme(programme=programme, by=planner, at=NOON)
    context = client.get(reverse("visits:calendar")).context
    assert [visit.pk for visit in context["next_visits"]] == [visit.pk for visit in ordered[::-1][:6]]
    assert sum(len(row.visits) for row in context["counties"]) == len(ordered) > 6


def test_a_pin_from_the_plan_is_kept_and_a_wrong_day_is_refused(client, planner):
    run = make_plan()
    address = reverse("visits:wish", args=[run.programme_id])
    visit = client.get(reverse("visits:run", args=[run.pk])).context["plan"].visits[0]
    asked = {"municipality": visit.town.pk, "kind": "not_this_week", "on": "1405/01/30"}
    client.post(address, asked)
    assert Wish.objects.get().municipality == visit.town
    client.post(address, asked | {"kind": "pin", "on": "1405/01/28"})  # a Friday
    assert Wish.objects.count() == 1
    client.post(reverse("visits:drop_wish", args=[Wish.objects.get().pk]))
    assert not Wish.objects.exists()


def test_the_table_holds_every_visit(client, planner):
    run = make_plan()
    answer = client.get(reverse("visits:table", args=[run.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    stops = sum(len(stop["serves"]) for trip in run.result["trips"] for stop in trip["stops"])
    assert sheet.max_row == stops + 1
    assert sheet.sheet_view.rightToLeft


def test_a_secret_calendar_tells_the_visits_until_it_is_revoked(client):
    visit, planner = VisitFactory(), make_user(role="planner")
    feed = open_feed(of=visit.trip.team, by=planner, at=NOON)
    other = VisitFactory()
    address = reverse("visits:feed", args=[feed.key])
    text = client.get(address).content.decode()
    assert f"visit-{visit.pk}@" in text
    assert f"visit-{other.pk}@" not in text
    revoke_feed(feed=feed, by=planner, at=NOON)
    assert client.get(address).status_code == 404
    assert client.get(reverse("visits:feed", args=["guessed"])).status_code == 404


def test_a_team_is_added_and_shown(client, planner):
    base = VisitFactory().municipality
    given = {
        "name": "گروه یکم",
        "code": "first",
        "base": base.pk,
        "minutes_a_day": "۶۰۰",
        "nights_per_trip": "1",
        "nights_per_month": "",
        "is_active": "on",
    }
    answer = client.post(reverse("visits:team_new"), given)
    assert answer.status_code == 302
    assert "گروه یکم" in client.get(answer["Location"]).content.decode()
    again = client.post(reverse("visits:team_new"), given)
    assert again.status_code == 200
    assert again.context["form"].errors


def test_two_runs_stand_side_by_side(client, planner):
    first = make_plan()
    second = make_plan(programme=first.programme)
    page = client.get(reverse("visits:compare", args=[first.pk, second.pk]))
    assert page.context["rows"] == []
    assert page.context["same"] > 0
