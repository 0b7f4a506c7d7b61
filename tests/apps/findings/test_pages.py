"""The pages of findings as a planner, a team and a town's side use them."""

import uuid
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from hamyar.findings.models import Evidence, Finding, FindingMerge
from hamyar.findings.selectors.register import Filters, register
from tests.factories.accounts import make_user
from tests.factories.findings import FindingFactory, finding_fields, make_finding
from tests.factories.places import MunicipalityFactory, RepresentationFactory
from tests.factories.visits import TeamMemberFactory, VisitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(client):
    user = make_user(role="planner")
    client.force_login(user)
    return user


def posted(**changes):
    return finding_fields(device_id=str(uuid.uuid4()), revision="0", **changes)


def test_a_planner_writes_decides_and_merges(client, planner):
    town = MunicipalityFactory()
    assert client.get(reverse("findings:new"), {"town": town.code}).status_code == 200
    sent = posted(municipality=town.code)
    page = client.post(reverse("findings:new"), sent)
    finding = Finding.objects.get()
    assert page["Location"] == finding.get_absolute_url()
    assert client.post(reverse("findings:new"), sent).status_code == 302
    assert Finding.objects.get().revision == 1

    client.post(reverse("findings:move", args=[finding.pk]), {"to": "confirmed"})
    client.post(reverse("findings:move", args=[finding.pk]), {"to": "refused", "reason": " "})
    finding.refresh_from_db()
    assert finding.state == "confirmed"
    client.post(reverse("findings:move", args=[finding.pk]), {"to": "refused", "reason": "بودجه نیست"})
    page = client.get(finding.get_absolute_url())
    assert "بودجه نیست" in page.content.decode()
    assert [step.event.after for step in page.context["page"].history] == ["reported", "confirmed", "refused"]

    twin = make_finding(by=planner, municipality=town)
    page = client.get(twin.get_absolute_url())
    assert [row.finding for row in page.context["similar"]] == [finding]
    client.post(reverse("findings:merge", args=[twin.pk]), {"kept": finding.pk})
    page = client.get(finding.get_absolute_url())
    assert page.context["page"].duplicates == (twin,)
    assert {step.event.finding for step in page.context["page"].history} == {finding, twin}
    client.post(reverse("findings:separate", args=[FindingMerge.objects.get().pk]))
    assert Finding.objects.filter(merged_into=None).count() == 2


def test_a_wrong_field_is_named_beside_it(client, planner):
    page = client.post(reverse("findings:new"), posted(municipality="", unit=""))
    assert page.status_code == 422
    assert set(page.context["form"].errors) <= {"municipality", "unit"}
    assert page.context["form"].errors
    assert not Finding.objects.exists()


def test_two_changes_at_once_are_shown_side_by_side(client, planner):
    finding = make_finding()
    address = reverse("findings:change", args=[finding.pk])
    base = posted(municipality=finding.municipality.code) | {
        "device_id": str(finding.device_id),
        "revision": "1",
    }
    client.post(address, base | {"title": "عنوان نخست"})
    page = client.post(address, base | {"title": "عنوان دوم"})
    assert page.status_code == 422
    assert page.context["stands"].title == "عنوان نخست"
    assert "عنوان دوم" in page.content.decode()
    again = {name: page.context["form"].data[name] for name in base}
    assert client.post(address, again).status_code == 302
    finding.refresh_from_db()
    assert (finding.title, finding.revision) == ("عنوان دوم", 3)


def test_a_team_member_writes_at_the_visits_of_the_own_team(client):
    visit, other = VisitFactory(), VisitFactory()
    user = make_user(role="team_member")
    TeamMemberFactory(team=visit.trip.team, user=user)
    client.force_login(user)
    page = client.get(reverse("findings:new"), {"visit": visit.pk})
    offered = [value for value, _label in page.context["form"].fields["meeting"].choices]
    assert offered == [f"visit:{visit.pk}"]
    for meeting in ("", f"visit:{other.pk}"):
        sent = posted(meeting=meeting, municipality=visit.municipality.code)
        assert client.post(reverse("findings:new"), sent).status_code == 422
    sent = posted(meeting=f"visit:{visit.pk}", municipality=visit.municipality.code)
    assert client.post(reverse("findings:new"), sent).status_code == 302
    assert Finding.objects.get().visit == visit


def test_a_town_reports_and_takes_back_its_own(client):
    town = MunicipalityFactory()
    user = make_user(role="mayor")
    RepresentationFactory(user=user, municipality=town)
    client.force_login(user)
    page = client.get(reverse("findings:new"))
    assert not {"visibility", "county", "meeting"} & set(page.context["form"].fields)
    assert client.post(reverse("findings:new"), posted(municipality=town.code)).status_code == 302
    finding = Finding.objects.get()
    assert (finding.reported_by, finding.municipality) == ("municipality", town)
    assert client.post(reverse("findings:move", args=[finding.pk]), {"to": "confirmed"}).status_code == 403
    other = MunicipalityFactory()
    assert client.post(reverse("findings:new"), posted(municipality=other.code)).status_code == 422
    client.post(reverse("findings:withdraw", args=[finding.pk]))
    assert client.get(finding.get_absolute_url()).status_code == 404
    assert list(client.get(reverse("findings:list")).context["page"]) == []


def test_the_register_is_filtered_and_sorted_by_its_address(client, planner):
    town = MunicipalityFactory()
    first = FindingFactory(municipality=town, title="جاده‌ی خاکی", sector="roads", urgency="critical")
    second = FindingFactory(kind="capacity", state="answered", people_affected=900, urgency="low")
    listing = reverse("findings:list")

    def found(**asked):
        return list(client.get(listing, asked).context["page"])

    assert found(q="جادهٔ خاكي") == [first]
    assert found(kind="capacity") == found(state="answered") == found(urgency="low") == [second]
    assert found(sector="roads") == found(town=town.code) == found(state="open") == [first]
    assert found(county=town.county.code) == [first]
    assert found(sort="urgency") == found(sort="town") == [first, second]
    assert found(sort="-urgency") == found(sort="-people") == found(sort="people") == [second, first]
    assert len(found(kind="nonsense", sort="nonsense")) == 2
    assert len(client.get(listing, {"view": "map"}).context["map_data"]["points"]["features"]) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_one_question_for_any_number_of_rows(planner, count, django_assert_num_queries):
    FindingFactory.create_batch(count)
    with django_assert_num_queries(2):  # the roles; the findings with their places
        rows = list(register(viewer=planner, filters=Filters()))
        assert len({row.county.name for row in rows if row.municipality.name}) == count


def test_the_page_of_the_register_asks_as_often_for_three_rows_as_for_one(client, planner):
    asked = []
    for more in (1, 2):
        FindingFactory.create_batch(more, municipality=MunicipalityFactory(code="1359"))
        client.get(reverse("findings:list"))
        with CaptureQueriesContext(connection) as questions:
            assert client.get(reverse("findings:list")).status_code == 200
        asked.append(len(questions))
    assert asked[0] == asked[1]


def test_evidence_is_kept_without_metadata_and_handed_out_guarded(
    client, planner, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    finding = make_finding(by=planner)
    picture = Image.new("RGB", (8, 8), "red")
    exif = picture.getexif()
    exif[0x010E] = "a secret place"
    file = BytesIO()
    picture.save(file, "JPEG", exif=exif)
    assert b"a secret place" in file.getvalue()
    add = reverse("findings:evidence_add", args=[finding.pk])
    for _time in range(2):
        sent = SimpleUploadedFile("photo.jpg", file.getvalue(), "image/jpeg")
        assert client.post(add, {"file": sent, "caption": "نما"}).status_code == 302
    kept = Evidence.objects.get()
    response = client.get(reverse("findings:evidence", args=[kept.pk]))
    assert b"a secret place" not in response.content
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    for name, content in (("a.jpg", b"no picture"), ("a.html", b"<script>"), ("a.pdf", b"<script>")):
        assert client.post(add, {"file": SimpleUploadedFile(name, content)}).status_code == 422
    assert Evidence.objects.get() == kept
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("findings:evidence_remove", args=[kept.pk]))
    assert not Evidence.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_looks_alike_is_offered_while_typing(client, planner):
    finding = FindingFactory(title="کمبود خودروی حمل زباله")
    FindingFactory(municipality=finding.municipality, title="بازسازی میدان اصلی")
    asked = {"title": "خودرو حمل‌زباله کم است", "municipality": finding.municipality.code}
    page = client.get(reverse("findings:similar"), asked)
    assert [row.finding for row in page.context["similar"]] == [finding]
    assert "کمبود خودروی حمل زباله" in page.content.decode()
    assert "<html" not in page.content.decode()
    own = client.get(reverse("findings:similar"), asked | {"device_id": str(finding.device_id)})
    assert own.context["similar"] == []
    assert client.get(reverse("findings:similar"), {"title": "خودرو"}).context["similar"] == []


def test_counts_and_matrix_hold_all_findings(client, planner):
    town = MunicipalityFactory()
    FindingFactory(municipality=town, sector="roads")
    FindingFactory(municipality=town, sector="roads", kind="problem", state="answered")
    FindingFactory(municipality=None, county=town.county, sector="tourism", kind="potential")
    page = client.get(reverse("findings:counts")).context
    assert [(row.place, row.by_kind, row.open) for row in page["towns"]] == [(town, (1, 1, 0, 0), 1)]
    assert [(row.place, row.total, row.open) for row in page["counties"]] == [(town.county, 3, 2)]
    assert [row.sector for row in page["matrix"].rows] == ["roads", "tourism"]
    assert page["matrix"].leading.sector == "roads"
