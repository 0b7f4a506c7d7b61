"""What a team knows before it speaks: of its town alone, as far as it may, in a fixed number of queries."""

import datetime as dt

import pytest
from django.utils import timezone

from hamyar.commitments.enums import CommitmentState, PromisingSide
from hamyar.commitments.enums import Visibility as PromiseVisibility
from hamyar.core.jalali import local_date
from hamyar.findings.enums import FindingState, Visibility
from hamyar.web.field.briefing import MOST_LINES, briefs
from hamyar.web.municipality.standing import current_standings
from tests.apps.web.field.devices import Device, make_member, make_team_visit
from tests.factories.accounts import make_user
from tests.factories.commitments import CommitmentFactory
from tests.factories.findings import FindingFactory
from tests.factories.indicators import IndicatorFactory
from tests.factories.places import CountyFactory, MunicipalityFactory
from tests.factories.priorities import make_publication

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)
DAY = dt.timedelta(days=1)


def brief_of(town, *, viewer=None, known=()):
    told = briefs(
        towns=[town],
        viewer=viewer or make_user(role="team_member"),
        standings=current_standings(),
        on=TODAY,
    )
    return told.sections(town=town, known=known)


def test_promises_stand_on_their_side_and_the_overdue_ones_first():
    town = MunicipalityFactory()
    CommitmentFactory(town=town, text="به‌موقع", due_on=TODAY + DAY)
    CommitmentFactory(
        town=town, text="دیرشده", due_on=TODAY - 12 * DAY, visibility=PromiseVisibility.INTERNAL
    )
    CommitmentFactory(
        side=PromisingSide.MUNICIPALITY, municipality=town, town=town, text="آمار", due_on=TODAY
    )
    CommitmentFactory(town=town, text="انجام‌شده", state=CommitmentState.DONE, done_on=TODAY)
    CommitmentFactory(town=MunicipalityFactory(), text="از شهر دیگر")
    ours, theirs, _found, _asked = brief_of(town)
    assert [(line.value, line.badge, line.is_late) for line in ours.lines] == [
        ("دیرشده", "۱۲ روز تأخیر", True),
        ("به‌موقع", "", False),
    ]
    assert [(line.value, line.is_late) for line in theirs.lines] == [("آمار", False)]
    assert "مسئول فرضی" in ours.lines[0].remark


def test_open_findings_of_the_town_and_its_whole_county_the_most_urgent_first():
    town = MunicipalityFactory()
    FindingFactory(municipality=town, title="کم‌فوریت", urgency="low", kind="capacity")
    FindingFactory(municipality=town, title="محرمانه", urgency="high", visibility=Visibility.CONFIDENTIAL)
    FindingFactory(municipality=None, county=town.county, title="همهٔ شهرستان", urgency="critical")
    FindingFactory(municipality=town, title="پاسخ‌داده", state=FindingState.ANSWERED)
    FindingFactory(municipality=MunicipalityFactory(county=town.county), title="همسایه")
    FindingFactory(municipality=None, county=CountyFactory(), title="شهرستان دیگر")
    found = brief_of(town)[2]
    assert [line.value for line in found.lines] == ["همهٔ شهرستان", "محرمانه", "کم‌فوریت"]
    assert [bool(line.badge) for line in found.lines] == [False, True, False]
    outside = brief_of(town, viewer=make_user(role="public_relations"))[2]
    assert [line.value for line in outside.lines] == ["همهٔ شهرستان", "کم‌فوریت"]


def test_what_would_move_the_town_is_asked_before_what_nobody_knows():
    publication = make_publication()
    result = publication.run.results.select_related("municipality").order_by("-rank").first()
    code = publication.run.summary["method"]["indicators"][0]["code"]
    result.details = {**result.details, "movers": [[code, 3.5]]}
    result.save()
    unknown = IndicatorFactory()
    lines = brief_of(result.municipality)[3].lines
    assert "۳٫۵ رتبه" in lines[0].remark
    assert unknown.name in [line.value for line in lines]
    assert len({line.value for line in lines}) == len(lines)
    known = brief_of(result.municipality, known={unknown.code})[3].lines
    assert unknown.name not in [line.value for line in known]


def test_an_empty_town_says_so_and_a_full_one_says_how_much_is_left_out():
    town = MunicipalityFactory()
    assert all(section.lines == () and section.empty for section in brief_of(town)[:3])
    for _number in range(MOST_LINES + 2):
        CommitmentFactory(town=town)
    ours = brief_of(town)[0]
    assert (len(ours.lines), ours.amount, ours.more) == (MOST_LINES, MOST_LINES + 2, "و ۲ مورد دیگر")


@pytest.mark.parametrize("towns", [1, 3])
def test_one_town_and_three_cost_the_same_queries(django_assert_num_queries, towns):
    make_publication()
    viewer, there = make_user(role="team_member"), [MunicipalityFactory() for _time in range(towns)]
    for town in there:
        CommitmentFactory(town=town)
        FindingFactory(municipality=town)
    standings = current_standings()
    briefs(towns=there, viewer=viewer, standings=standings, on=TODAY)
    with django_assert_num_queries(QUERIES):
        told = briefs(towns=there, viewer=viewer, standings=standings, on=TODAY)
        assert all(told.sections(town=town, known=()) for town in there)


QUERIES = 5


def test_the_telephone_takes_them_along():
    device = Device(make_member())
    visit = make_team_visit(device.user)
    late = local_date(timezone.now()) - 3 * DAY
    CommitmentFactory(town=visit.municipality, text="زمین میدان", due_on=late)
    (carried,) = device.snapshot()["visits"]
    ours = carried["file"][0]
    assert (ours["form"], ours["amount"]) == ("list", 1)
    assert (ours["lines"][0]["value"], ours["lines"][0]["is_late"]) == ("زمین میدان", True)
    assert carried["paper"] == f"/desk/visits/{visit.pk}/form.pdf"
