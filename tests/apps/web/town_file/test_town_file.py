"""The town file on one page: what it says, that the fullest town fits, and who may read what."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from hamyar.commitments.enums import PromisingSide
from hamyar.commitments.enums import Visibility as PromiseVisibility
from hamyar.core.documents import render_pdf
from hamyar.findings.enums import Visibility
from hamyar.web.town_file.sheet import MOST_NEEDS, MOST_PROJECTS, MOST_PROMISES, town_sheet
from tests.factories.accounts import make_user
from tests.factories.commitments import CommitmentFactory, make_mayor
from tests.factories.findings import FindingFactory
from tests.factories.places import MunicipalityFactory, OfficialFactory
from tests.factories.priorities import make_publication
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 4, 5)
LONG = "بازسازی کامل شبکهٔ جمع‌آوری آب‌های سطحی و آسفالت خیابان‌های کمربندی شهر با مشارکت شرکت‌های گروه " * 3


def sheet_of(town, viewer=None):
    return town_sheet(municipality=town, viewer=viewer or make_user(role="administrator"), on=TODAY)


def test_an_empty_town_says_what_is_not_known():
    sheet = sheet_of(MunicipalityFactory())
    assert [part.lines for part in sheet.parts] == [(), (), (), (), ()]
    assert all(part.empty for part in sheet.parts)
    assert sheet.facts[0] == ("جمعیت", "ثبت نشده")


def test_rank_pulls_and_what_would_move_it_come_from_the_published_ranking():
    publication = make_publication()
    result = publication.run.results.select_related("municipality").order_by("-rank").first()
    sheet = sheet_of(result.municipality)
    assert str(publication) in " ".join(sheet.parts[0].lines)
    assert "رتبهٔ میانه" in sheet.parts[0].lines[0]


def test_promises_stand_on_their_side_and_overdue_ones_first():
    town = MunicipalityFactory()
    CommitmentFactory(town=town, text="به‌موقع", due_on=TODAY + dt.timedelta(days=5))
    CommitmentFactory(town=town, text="دیرشده", due_on=TODAY - dt.timedelta(days=5))
    CommitmentFactory(side=PromisingSide.MUNICIPALITY, municipality=town, text="آمار فرستاده شود")
    CommitmentFactory(town=MunicipalityFactory(), text="از شهر دیگر")
    _rank, ours, theirs, _needs, _asked = sheet_of(town).parts
    assert [line.split(": ")[1].split(" (")[0] for line in ours.lines] == ["دیرشده", "به‌موقع"]
    assert ours.lines[0].startswith("معوق از")
    assert len(theirs.lines) == 1


def test_the_fullest_town_fits_on_one_page():
    publication = make_publication()
    town = publication.run.results.order_by("pk").first().municipality
    OfficialFactory(municipality=town)
    for _number in range(12):
        CommitmentFactory(town=town, text=LONG)
        CommitmentFactory(side=PromisingSide.MUNICIPALITY, municipality=town, text=LONG)
        FindingFactory(municipality=town, title=LONG[:160])
        ProjectFactory(municipality=town, title_fa=LONG[:160])
    sheet = sheet_of(town)
    assert [len(part.lines) for part in sheet.parts[1:4]] == [MOST_PROMISES, MOST_PROMISES, MOST_NEEDS]
    assert len(sheet.parts[4].lines) == MOST_PROJECTS
    assert all(part.more for part in sheet.parts[1:5])
    made = render_pdf(template="web/town_file/sheet.typ", data=sheet.as_json())
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", made)) == 1


def test_a_mayor_sees_nothing_confidential_and_no_neighbour(client):
    mayor, town = make_mayor()
    FindingFactory(municipality=town, title="محرمانه", visibility=Visibility.CONFIDENTIAL)
    CommitmentFactory(town=town, text="درون‌سازمانی", visibility=PromiseVisibility.INTERNAL)
    CommitmentFactory(town=town, text="آشکار")
    client.force_login(mayor)
    page = client.get(reverse("web:town_file", args=[town.code])).content.decode()
    assert "آشکار" in page
    assert "محرمانه" not in page
    assert "درون‌سازمانی" not in page
    for name in ("web:town_file", "web:town_file_pdf"):
        assert client.get(reverse(name, args=[MunicipalityFactory().code])).status_code == 403
    assert client.get(reverse("web:town_file_pdf", args=[town.code])).content.startswith(b"%PDF")


@pytest.mark.parametrize("promises", [1, 3])
def test_the_page_takes_the_same_queries_for_one_promise_and_three(django_assert_num_queries, promises):
    town, viewer = MunicipalityFactory(), make_user(role="administrator")
    for _number in range(promises):
        CommitmentFactory(town=town)
        FindingFactory(municipality=town)
    town_sheet(municipality=town, viewer=viewer, on=TODAY)
    with django_assert_num_queries(QUERIES):
        town_sheet(municipality=town, viewer=viewer, on=TODAY)


QUERIES = 17
