import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from hamyar.core.models import AuditEntry
from hamyar.core.money import Money
from hamyar.places import services
from hamyar.places.enums import CouncilRole, OfficialKind
from hamyar.places.models import (
    CityCouncil,
    CouncilMember,
    Distance,
    District,
    Municipality,
    MunicipalityGrade,
    Official,
    Representation,
    Shareholding,
)
from tests.apps.places.conftest import AT
from tests.factories.accounts import make_user
from tests.factories.places import (
    CityCouncilFactory,
    CouncilMemberFactory,
    CountyFactory,
    DistanceFactory,
    MunicipalityFactory,
    MunicipalityGradeFactory,
    OfficialFactory,
    RepresentationFactory,
    ShareholdingFactory,
)

pytestmark = pytest.mark.django_db
START = dt.date(2022, 1, 1)
LATER = dt.date(2023, 1, 1)


@pytest.fixture
def planner():
    return make_user(role="planner")


@pytest.fixture
def administrator():
    return make_user(role="administrator")


@pytest.fixture
def auditor():
    return make_user(role="auditor")


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


class TestMunicipality:
    def facts(self, **changed):
        values = {"code": "7001", "name_fa": "شهر نو", "county": CountyFactory()}
        return services.MunicipalityFacts(**{**values, **changed})

    def test_a_new_one_is_kept_with_keys_district_and_audit(self, planner) -> None:
        facts = self.facts(name_fa="فیض‌آباد", district="مركزي")

        municipality = services.create_municipality(facts=facts, by=planner, at=AT)

        assert municipality.district.name_fa == "مرکزی"
        assert "فیضاباد" in municipality.search_key
        entry = AuditEntry.objects.get()
        assert (entry.action, entry.actor_id) == ("create_municipality", str(planner.pk))
        assert entry.changes["name_fa"] == [None, "فیض‌آباد"]

    def test_a_change_is_audited_from_old_to_new(self, planner) -> None:
        municipality = MunicipalityFactory(name_en="Old")
        facts = replace(services.facts_of(municipality), name_en="New")

        services.save_municipality(facts=facts, by=planner, at=AT)

        municipality.refresh_from_db()
        assert municipality.name_en == "New"
        assert AuditEntry.objects.get().changes == {"name_en": ["Old", "New"]}

    def test_the_same_facts_change_nothing(self, planner) -> None:
        municipality = MunicipalityFactory()

        services.save_municipality(facts=services.facts_of(municipality), by=planner, at=AT)

        assert actions() == []

    def test_a_district_is_shared_by_the_towns_of_a_county(self, planner) -> None:
        county = CountyFactory()
        for code in ("7001", "7002"):
            facts = self.facts(code=code, county=county, district="مرکزی")
            services.create_municipality(facts=facts, by=planner, at=AT)

        assert District.objects.count() == 1

    @pytest.mark.parametrize(
        "wrong",
        [
            {"code": "12a"},
            {"code": ""},
            {"name_fa": ""},
            {"latitude": 34.9},
            {"longitude": 59.6},
            {"latitude": 59.6, "longitude": 34.9},
            {"established_year": 1921},
        ],
    )
    def test_what_cannot_be_true_is_refused(self, planner, wrong) -> None:
        with pytest.raises(services.UnableToSaveMunicipalityError):
            services.create_municipality(facts=self.facts(**wrong), by=planner, at=AT)

        assert not Municipality.objects.exists()
        assert actions() == []

    def test_a_code_on_record_is_refused(self, planner) -> None:
        municipality = MunicipalityFactory(code="7001", name_fa="اول")

        with pytest.raises(services.UnableToSaveMunicipalityError):
            services.create_municipality(facts=self.facts(), by=planner, at=AT)

        municipality.refresh_from_db()
        assert municipality.name_fa == "اول"

    @pytest.mark.parametrize("role", ["auditor", "analyst", "mayor", "team_member", "chief_executive"])
    def test_who_may_not_edit_is_refused(self, role) -> None:
        with pytest.raises(PermissionDenied):
            services.create_municipality(facts=self.facts(), by=make_user(role=role), at=AT)

        assert not Municipality.objects.exists()


class TestGrade:
    def test_a_new_grade_ends_the_one_before(self, planner) -> None:
        old = MunicipalityGradeFactory(grade=4, since=START)

        new = services.record_grade(
            municipality=old.municipality, grade=5, since=LATER, by=planner, at=AT, letter_number="12/3401"
        )

        old.refresh_from_db()
        assert (old.until, new.until, new.grade) == (LATER, None, 5)
        assert actions() == ["record_grade"]

    @pytest.mark.parametrize("grade", [0, 13, -1])
    def test_a_grade_outside_1_to_12_is_refused(self, planner, grade) -> None:
        with pytest.raises(services.UnableToRecordGradeError):
            services.record_grade(
                municipality=MunicipalityFactory(), grade=grade, since=START, by=planner, at=AT
            )

        assert not MunicipalityGrade.objects.exists()

    def test_a_grade_before_the_newest_is_refused(self, planner) -> None:
        newest = MunicipalityGradeFactory(since=LATER)

        with pytest.raises(services.UnableToRecordGradeError):
            services.record_grade(municipality=newest.municipality, grade=5, since=START, by=planner, at=AT)

        assert MunicipalityGrade.objects.get().until is None

    def test_an_auditor_is_refused(self, auditor) -> None:
        with pytest.raises(PermissionDenied):
            services.record_grade(municipality=MunicipalityFactory(), grade=5, since=START, by=auditor, at=AT)

        assert not MunicipalityGrade.objects.exists()


class TestOfficial:
    def appoint(self, municipality, by, since=LATER, name="شهردار تازه"):
        return services.appoint_official(
            municipality=municipality, kind=OfficialKind.MAYOR, full_name=name, since=since, by=by, at=AT
        )

    def test_an_appointment_ends_the_term_before(self, planner) -> None:
        before = OfficialFactory(since=START)

        official = self.appoint(before.municipality, planner)

        before.refresh_from_db()
        assert (before.until, official.until) == (LATER, None)
        assert actions() == ["end_office", "appoint_official"]

    def test_names_are_kept_normalised(self, planner) -> None:
        assert self.appoint(MunicipalityFactory(), planner, name=" علي  كاظمي ").full_name == "علی کاظمی"

    @pytest.mark.parametrize("since", [START, START - dt.timedelta(days=1)])
    def test_a_day_not_after_the_one_in_office_is_refused(self, planner, since) -> None:
        before = OfficialFactory(since=START)

        with pytest.raises(services.UnableToAppointOfficialError):
            self.appoint(before.municipality, planner, since=since)

        assert Official.objects.get().until is None

    def test_a_day_within_an_ended_term_is_refused(self, planner) -> None:
        before = OfficialFactory(since=START, until=dt.date(2024, 1, 1))

        with pytest.raises(services.UnableToAppointOfficialError):
            self.appoint(before.municipality, planner, since=LATER)

        assert Official.objects.count() == 1

    def test_a_missing_name_is_refused(self, planner) -> None:
        with pytest.raises(services.UnableToAppointOfficialError):
            self.appoint(MunicipalityFactory(), planner, name="  ")

        assert not Official.objects.exists()

    def test_a_mayor_may_not_appoint(self) -> None:
        mayor, municipality = make_user(role="mayor"), MunicipalityFactory()
        RepresentationFactory(user=mayor, municipality=municipality)

        with pytest.raises(PermissionDenied):
            self.appoint(municipality, mayor)

        assert not Official.objects.exists()

    def test_a_term_is_ended_once(self, planner) -> None:
        official = OfficialFactory(since=START)

        services.end_office(official=official, until=LATER, by=planner, at=AT)
        with pytest.raises(services.UnableToAppointOfficialError):
            services.end_office(official=official, until=dt.date(2024, 1, 1), by=planner, at=AT)

        official.refresh_from_db()
        assert official.until == LATER
        assert actions() == ["end_office"]

    def test_a_term_ends_after_its_first_day(self, planner) -> None:
        official = OfficialFactory(since=START)

        with pytest.raises(services.UnableToAppointOfficialError):
            services.end_office(official=official, until=START, by=planner, at=AT)

        assert Official.objects.get().until is None


class TestCouncil:
    def record(self, municipality, by, **changed):
        values = {"term_no": 6, "since": START, "until": dt.date(2026, 1, 1), "seats": 5}
        return services.record_council(municipality=municipality, by=by, at=AT, **{**values, **changed})

    def test_the_end_of_a_term_can_be_postponed(self, planner) -> None:
        municipality = MunicipalityFactory()
        self.record(municipality, planner)

        self.record(municipality, planner, until=dt.date(2026, 6, 17))

        assert CityCouncil.objects.get().until == dt.date(2026, 6, 17)
        assert AuditEntry.objects.order_by("pk").last().changes["until"] == ["2026-01-01", "2026-06-17"]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"term_no": 7},
            {"term_no": 7, "since": dt.date(2025, 1, 1), "until": None},
            {"term_no": 5, "since": dt.date(2018, 1, 1), "until": dt.date(2022, 1, 2)},
            {"term_no": 7, "since": dt.date(2027, 1, 1), "until": dt.date(2027, 1, 1)},
            {"term_no": 0, "since": dt.date(2027, 1, 1), "until": None},
        ],
    )
    def test_terms_may_not_overlap_or_run_backwards(self, planner, wrong) -> None:
        municipality = MunicipalityFactory()
        self.record(municipality, planner)

        with pytest.raises(services.UnableToRecordCouncilError):
            self.record(municipality, planner, **wrong)

        assert CityCouncil.objects.get().term_no == 6

    def test_the_next_term_begins_when_the_last_ends(self, planner) -> None:
        municipality = MunicipalityFactory()
        self.record(municipality, planner)

        self.record(municipality, planner, term_no=7, since=dt.date(2026, 1, 1), until=None)

        assert CityCouncil.objects.count() == 2

    @pytest.mark.parametrize("role", ["mayor", "council_secretary"])
    def test_a_representative_records_the_own_council_but_not_the_neighbours(self, role) -> None:
        person, own, neighbour = make_user(role=role), MunicipalityFactory(), MunicipalityFactory()
        RepresentationFactory(user=person, municipality=own)

        self.record(own, person)
        with pytest.raises(PermissionDenied):
            self.record(neighbour, person)

        assert CityCouncil.objects.get().municipality == own

    def test_a_former_representative_is_refused(self) -> None:
        person, own = make_user(role="mayor"), MunicipalityFactory()
        RepresentationFactory(user=person, municipality=own, until=dt.date(2022, 6, 1))

        with pytest.raises(PermissionDenied):
            self.record(own, person)

        assert not CityCouncil.objects.exists()

    def member(self, council, by, name="عضو تازه", **changed):
        return services.record_council_member(
            council=council, full_name=name, since=council.since, by=by, at=AT, **changed
        )

    def test_members_fill_the_seats_and_no_more(self, planner) -> None:
        council = CityCouncilFactory(seats=2)
        self.member(council, planner, "یک", role=CouncilRole.CHAIR)
        self.member(council, planner, "دو")

        with pytest.raises(services.UnableToRecordCouncilError):
            self.member(council, planner, "سه")
        self.member(council, planner, "علی‌البدل", is_alternate=True)

        assert list(council.members.values_list("full_name", flat=True)) == ["یک", "دو", "علی‌البدل"]

    def test_a_seat_is_free_again_after_a_membership_ends(self, planner) -> None:
        council = CityCouncilFactory(seats=1)
        member = self.member(council, planner, "یک")
        services.end_membership(member=member, until=LATER, by=planner, at=AT)

        services.record_council_member(council=council, full_name="دو", since=LATER, by=planner, at=AT)

        assert council.members.count() == 2

    def test_a_council_has_one_chair(self, planner) -> None:
        council = CityCouncilFactory()
        self.member(council, planner, "یک", role=CouncilRole.CHAIR)

        with pytest.raises(services.UnableToRecordCouncilError):
            self.member(council, planner, "دو", role=CouncilRole.CHAIR)

        assert council.members.count() == 1

    @pytest.mark.parametrize("name", ["", "  ", "عضو یک", "عضو  يك"])
    def test_a_missing_or_known_name_is_refused(self, planner, name) -> None:
        council = CityCouncilFactory()
        CouncilMemberFactory(council=council, full_name="عضو یک")

        with pytest.raises(services.UnableToRecordCouncilError):
            self.member(council, planner, name)

        assert CouncilMember.objects.count() == 1

    def test_a_day_outside_the_term_is_refused(self, planner) -> None:
        council = CityCouncilFactory(since=START, until=LATER)

        for since in (START - dt.timedelta(days=1), LATER):
            with pytest.raises(services.UnableToRecordCouncilError):
                services.record_council_member(
                    council=council, full_name="عضو", since=since, by=planner, at=AT
                )

        assert not CouncilMember.objects.exists()

    def test_a_membership_is_ended_once_and_after_its_first_day(self, planner) -> None:
        member = CouncilMemberFactory()

        with pytest.raises(services.UnableToRecordCouncilError):
            services.end_membership(member=member, until=member.since, by=planner, at=AT)
        services.end_membership(member=member, until=LATER, by=planner, at=AT)
        with pytest.raises(services.UnableToRecordCouncilError):
            services.end_membership(member=member, until=dt.date(2024, 1, 1), by=planner, at=AT)

        assert CouncilMember.objects.get().until == LATER


class TestShareholding:
    def record(self, municipality, by, **changed):
        values = {"amount": Money(2_000), "since": LATER, "percent": Decimal("20.75")}
        return services.record_shareholding(municipality=municipality, by=by, at=AT, **{**values, **changed})

    def test_a_new_share_ends_the_one_before_and_overwrites_nothing(self, administrator) -> None:
        old = ShareholdingFactory(amount=1_000, since=START)

        new = self.record(old.municipality, administrator)

        old.refresh_from_db()
        assert (old.amount, old.until, new.amount, new.until) == (1_000, LATER, 2_000, None)
        assert AuditEntry.objects.get().changes["amount"] == [None, 2_000]

    def test_a_share_of_zero_is_kept(self, administrator) -> None:
        assert self.record(MunicipalityFactory(), administrator, amount=Money(0)).amount == 0

    @pytest.mark.parametrize(
        "wrong", [{"amount": Money(-1)}, {"percent": Decimal("100.1")}, {"percent": Decimal(-1)}]
    )
    def test_what_cannot_be_is_refused(self, administrator, wrong) -> None:
        with pytest.raises(services.UnableToRecordShareholdingError):
            self.record(MunicipalityFactory(), administrator, **wrong)

        assert not Shareholding.objects.exists()

    def test_percents_of_all_may_not_exceed_100(self, administrator) -> None:
        ShareholdingFactory(percent=Decimal(80), since=START)

        with pytest.raises(services.UnableToRecordShareholdingError):
            self.record(MunicipalityFactory(), administrator)

        assert Shareholding.objects.count() == 1
        assert actions() == []

    def test_a_share_before_the_newest_is_refused(self, administrator) -> None:
        newest = ShareholdingFactory(since=LATER)

        with pytest.raises(services.UnableToRecordShareholdingError):
            self.record(newest.municipality, administrator, since=START)

        assert Shareholding.objects.get().until is None

    @pytest.mark.parametrize("role", ["planner", "chief_executive", "auditor", "mayor"])
    def test_only_an_administrator_records_shares(self, role) -> None:
        with pytest.raises(PermissionDenied):
            self.record(MunicipalityFactory(), make_user(role=role))

        assert not Shareholding.objects.exists()


class TestRepresentation:
    def grant(self, by, user=None, municipality=None, **changed):
        return services.grant_representation(
            user=user or make_user(role="mayor"),
            municipality=municipality or MunicipalityFactory(),
            by=by,
            at=AT,
            **{"since": START, **changed},
        )

    def test_it_is_granted_and_ended(self, administrator) -> None:
        row = self.grant(administrator)

        services.end_representation(representation=row, until=LATER, by=administrator, at=AT)

        row.refresh_from_db()
        assert row.until == LATER
        assert actions() == ["grant_representation", "end_representation"]

    def test_it_is_not_granted_twice_at_once(self, administrator) -> None:
        row = self.grant(administrator)

        with pytest.raises(services.UnableToGrantRepresentationError):
            self.grant(administrator, user=row.user, municipality=row.municipality, since=LATER)

        assert Representation.objects.count() == 1

    def test_it_may_be_granted_again_after_it_ended(self, administrator) -> None:
        row = self.grant(administrator, until=LATER)

        self.grant(administrator, user=row.user, municipality=row.municipality, since=LATER)

        assert Representation.objects.count() == 2

    def test_it_may_end_earlier_than_planned_but_not_later(self, administrator) -> None:
        row = self.grant(administrator, until=LATER)

        services.end_representation(representation=row, until=dt.date(2022, 6, 1), by=administrator, at=AT)
        with pytest.raises(services.UnableToGrantRepresentationError):
            services.end_representation(representation=row, until=LATER, by=administrator, at=AT)

        row.refresh_from_db()
        assert row.until == dt.date(2022, 6, 1)

    def test_days_out_of_order_and_inactive_users_are_refused(self, administrator) -> None:
        with pytest.raises(services.UnableToGrantRepresentationError):
            self.grant(administrator, until=START)
        with pytest.raises(services.UnableToGrantRepresentationError):
            self.grant(administrator, user=make_user(is_active=False))

        assert not Representation.objects.exists()

    def test_a_planner_may_not_say_who_represents(self, planner) -> None:
        with pytest.raises(PermissionDenied):
            self.grant(planner)

        assert not Representation.objects.exists()


class TestDistance:
    def record(self, by, **changed):
        values = {
            "origin": MunicipalityFactory(),
            "destination": MunicipalityFactory(),
            "km": 200.0,
            "minutes": 150,
        }
        return services.record_distance(by=by, at=AT, **{**values, **changed})

    def test_a_road_is_kept_and_corrected(self, planner) -> None:
        road = self.record(planner)

        self.record(planner, origin=road.origin, destination=road.destination, km=205.5)

        assert Distance.objects.get().km == 205.5
        assert AuditEntry.objects.order_by("pk").last().changes["km"] == [200.0, 205.5]

    @pytest.mark.parametrize(
        "wrong", [{"km": 0}, {"km": -3}, {"km": 5000}, {"minutes": 0}, {"minutes": 6000}]
    )
    def test_figures_that_cannot_be_are_refused(self, planner, wrong) -> None:
        with pytest.raises(services.UnableToRecordDistanceError):
            self.record(planner, **wrong)

        assert not Distance.objects.exists()

    def test_a_road_leads_between_two_towns(self, planner) -> None:
        town = MunicipalityFactory()

        with pytest.raises(services.UnableToRecordDistanceError):
            self.record(planner, origin=town, destination=town)

        assert not Distance.objects.exists()

    def test_a_road_is_forgotten_with_an_audit_entry(self, planner) -> None:
        services.forget_distance(distance=DistanceFactory(km=120), by=planner, at=AT)

        assert not Distance.objects.exists()
        assert AuditEntry.objects.get().changes["km"] == [120.0, None]

    def test_an_analyst_may_not_record_or_forget(self) -> None:
        analyst, road = make_user(role="analyst"), DistanceFactory()

        with pytest.raises(PermissionDenied):
            self.record(analyst)
        with pytest.raises(PermissionDenied):
            services.forget_distance(distance=road, by=analyst, at=AT)

        assert Distance.objects.get() == road
