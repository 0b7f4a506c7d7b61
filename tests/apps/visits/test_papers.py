"""Letters to mayors and programme sheets: what stands in them, and that both files open."""

import datetime as dt
import io

import docx
import pytest
from django.urls import reverse

from hamyar.core.jalali import TEHRAN
from hamyar.places.enums import OfficialKind
from hamyar.places.models import Official
from hamyar.visits.enums import ProgrammeState, VisitState
from hamyar.visits.papers import letters, letters_docx, sheets
from hamyar.visits.selectors import missing_figures, trips_with_people, visits_of_programme
from hamyar.visits.services.programmes import approve_programme
from tests.factories.accounts import make_user
from tests.factories.visits import NOON, CountySessionFactory, TeamMemberFactory, make_plan

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 4, 5)


@pytest.fixture
def programme():
    return approve_programme(run=make_plan(), by=make_user(role="planner"), at=NOON)


def made_letters(programme, **given):
    given = {"number": "14505/ق/م/ب/1405", "on": TODAY} | given
    return letters(programme=programme, visits=list(visits_of_programme(programme=programme)), **given)


def test_each_town_gets_one_letter_with_all_its_days(programme):
    paper = made_letters(programme)
    visits = visits_of_programme(programme=programme)
    assert len(paper["letters"]) == len({visit.municipality_id for visit in visits})
    assert sum(len(letter["rows"]) for letter in paper["letters"]) == len(visits)
    assert paper["letters"][0]["head"][:2] == [["شماره", "14505/ق/م/ب/1405"], ["تاریخ", "۱۴۰۵/۰۱/۱۶"]]


def test_a_letter_greets_by_position_and_names_the_mayor_who_is_known(programme):
    visit = visits_of_programme(programme=programme).first()
    town = visit.municipality
    (of_town,) = [x for x in made_letters(programme)["letters"] if town.name in x["recipient"][-1]]
    assert of_town["recipient"] == [f"شهردار محترم {town.name}"]
    Official.objects.create(
        municipality=town, kind=OfficialKind.CARETAKER, full_name="مریم فرضی", since=dt.date(2026, 1, 1)
    )
    (of_town,) = [x for x in made_letters(programme)["letters"] if town.name in x["recipient"][-1]]
    assert of_town["recipient"] == ["مریم فرضی", f"سرپرست محترم شهرداری {town.name}"]


def test_cancelled_visits_stand_in_no_letter_and_no_sheet(programme):
    gone = visits_of_programme(programme=programme).first()
    gone.state, gone.reason = VisitState.CANCELLED, "برف"
    gone.save()
    rows = [row for letter in made_letters(programme)["letters"] for row in letter["rows"]]
    assert len(rows) == visits_of_programme(programme=programme).count() - 1
    told = [row for sheet in sheets(trips=trips_with_people(programme=programme, since=TODAY))["sheets"]
            for day in sheet["days"] for row in day["rows"] if "شورای شهر" in row[1]]  # fmt: skip
    assert len(told) == len(rows)


def test_figures_the_ranking_lacked_are_asked_for_by_name(programme):
    missing = missing_figures(run=programme.ranking_run)
    asked = " ".join(item for letter in made_letters(programme)["letters"] for item in letter["items"])
    towns = {visit.municipality.code for visit in visits_of_programme(programme=programme)}
    assert all(names[0] in asked for code, names in missing.items() if code in towns)
    assert ("آمارهایی که سازمان در دست ندارد" in asked) == bool(towns & missing.keys())


def test_a_sheet_tells_who_travels_when_and_where(programme):
    trip = trips_with_people(programme=programme, since=TODAY).first()
    TeamMemberFactory(team=trip.team, full_name="همراه فرضی", since=dt.date(2026, 1, 1))
    TeamMemberFactory(team=trip.team, full_name="رفته", since=dt.date(2026, 1, 1), until=dt.date(2026, 2, 1))
    sheet = sheets(trips=trips_with_people(programme=programme, since=TODAY))["sheets"][0]
    assert [row[0] for row in sheet["people"]] == ["همراه فرضی"]
    rows = [row for day in sheet["days"] for row in day["rows"]]
    assert (rows[0][1], rows[-1][1]) == ("حرکت", "بازگشت")
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)


def test_lunch_stands_after_the_visit_that_runs_into_noon_unless_the_team_is_back(programme):
    trip = trips_with_people(programme=programme, since=TODAY).first()
    day = trip.first_on
    start = dt.datetime.combine(day, dt.time(11), TEHRAN)
    trip.visits.update(planned_start=start, planned_end=start + dt.timedelta(hours=2))
    for back, lunch in ((dt.time(18), ["۱۳:۰۰"]), (dt.time(13), [])):
        type(trip).objects.filter(pk=trip.pk).update(first_on=day, last_on=day, returns_at=back)
        (sheet,) = sheets(trips=trips_with_people(programme=programme, since=TODAY).filter(pk=trip.pk))[
            "sheets"
        ]
        assert [row[0] for row in sheet["days"][0]["rows"] if row[1] == "نماز و ناهار"] == lunch


def test_towns_of_one_session_share_a_row(programme):
    trip = trips_with_people(programme=programme, since=TODAY).first()
    first = trip.visits.order_by("planned_start").first()
    session = CountySessionFactory(host=first.municipality, county=first.municipality.county, trip=trip)
    same = trip.visits.filter(planned_start__date=first.planned_start.astimezone(TEHRAN).date())
    same.update(session=session, planned_start=first.planned_start, planned_end=first.planned_end)
    sheet = sheets(trips=trips_with_people(programme=programme, since=TODAY))["sheets"][0]
    meetings = [row for row in sheet["days"][0]["rows"] if row[1].startswith("نشست شهرستان")]
    assert [row[2] for row in meetings] == [first.municipality.name]


def test_the_word_file_holds_every_letter_on_its_page(programme):
    paper = made_letters(programme)
    read = docx.Document(io.BytesIO(letters_docx(paper)))
    text = "\n".join(paragraph.text for paragraph in read.paragraphs)
    assert all(letter["recipient"][-1] in text for letter in paper["letters"])
    breaks = [each for each in read.element.iter() if each.tag.endswith("}br") and "page" in each.values()]
    assert len(breaks) == len(paper["letters"]) - 1


@pytest.mark.parametrize("name", ["visits:letters", "visits:sheets"])
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_both_files_are_sent_once_the_programme_is_approved(client, monkeypatch, programme, name, kind):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    client.force_login(make_user(role="team_member"))
    answer = client.get(reverse(name, args=[programme.pk, kind]))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF" if kind == "pdf" else b"PK")
    assert client.get(reverse(name, args=[programme.pk, kind]), {"town": "0", "trip": "0"}).status_code == 404
    type(programme).objects.update(state=ProgrammeState.DRAFT)
    assert client.get(reverse(name, args=[programme.pk, kind])).status_code == 404


@pytest.mark.parametrize("town", [None, "one"])
def test_letters_and_sheets_take_the_same_queries_for_one_town_and_all(
    programme, django_assert_num_queries, town
):
    visits = visits_of_programme(programme=programme).select_related("session__host")
    if town:
        visits = visits.filter(municipality=visits.first().municipality)
    with django_assert_num_queries(5):  # visits, officials, the programme, the ranking run, its indicators
        letters(
            programme=type(programme).objects.get(pk=programme.pk),
            visits=list(visits.prefetch_related("municipality__officials")),
            number="",
            on=TODAY,
        )
    with django_assert_num_queries(3):  # trips, visits, members
        sheets(trips=trips_with_people(programme=programme, since=TODAY))
