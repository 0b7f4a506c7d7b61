"""Moves, merging and separating."""

import pytest
from django.core.exceptions import PermissionDenied

from hamyar.core.models import AuditEntry
from hamyar.findings.enums import FindingState
from hamyar.findings.errors import (
    UnableToMergeFindingsError,
    UnableToMoveFindingError,
    UnableToSaveFindingError,
)
from hamyar.findings.models import FindingMerge
from hamyar.findings.selectors import findings_visible_to
from hamyar.findings.services import merge_findings, move_finding, save_finding, separate_findings
from tests.factories.accounts import make_user
from tests.factories.findings import FindingFactory, make_finding, make_merge
from tests.factories.places import MunicipalityFactory
from tests.factories.visits import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner():
    return make_user(role="planner")


def test_a_finding_goes_its_way_and_keeps_each_step(planner):
    finding = make_finding()
    for to, reason in (
        ("confirmed", ""),
        ("planned", ""),
        ("answered", "دو دستگاه تحویل شد."),
        ("confirmed", "خراب شد."),
    ):
        finding = move_finding(finding=finding, to=FindingState(to), reason=reason, by=planner, at=NOON)
    assert [(e.before, e.after, e.reason) for e in finding.events.all()] == [
        ("", "reported", ""),
        ("reported", "confirmed", ""),
        ("confirmed", "planned", ""),
        ("planned", "answered", "دو دستگاه تحویل شد."),
        ("answered", "confirmed", "خراب شد."),
    ]
    assert AuditEntry.objects.filter(action="move_finding").count() == 4


@pytest.mark.parametrize(
    ("to", "reason", "code"),
    [
        ("planned", "", "step_not_open"),
        ("answered", "چون", "step_not_open"),
        ("refused", " ", "reason_missing"),
    ],
)
def test_a_step_that_is_not_open_or_lacks_its_reason_is_refused(planner, to, reason, code):
    finding = FindingFactory()
    with pytest.raises(UnableToMoveFindingError) as refusal:
        move_finding(finding=finding, to=FindingState(to), reason=reason, by=planner, at=NOON)
    assert refusal.value.code == code
    finding.refresh_from_db()
    assert (finding.state, finding.events.count()) == ("reported", 0)


@pytest.mark.parametrize(
    "role", ["team_member", "analyst", "mayor", "auditor", "chief_executive", "public_relations"]
)
def test_others_do_not_decide(role):
    kept = FindingFactory()
    duplicate = FindingFactory(municipality=kept.municipality)
    user, merge = make_user(role=role), make_merge()
    with pytest.raises(PermissionDenied):
        move_finding(finding=kept, to=FindingState.CONFIRMED, by=user, at=NOON)
    with pytest.raises(PermissionDenied):
        merge_findings(kept=kept, duplicate=duplicate, by=user, at=NOON)
    with pytest.raises(PermissionDenied):
        separate_findings(merge=merge, by=user, at=NOON)
    assert FindingMerge.objects.get() == merge
    merge.refresh_from_db()
    assert merge.undone_at is None


def test_merging_keeps_both_histories_and_can_be_undone(planner):
    kept = make_finding()
    duplicate = make_finding(municipality=kept.municipality)
    merge = merge_findings(kept=kept, duplicate=duplicate, reason="همان است", by=planner, at=NOON)
    assert list(findings_visible_to(viewer=planner)) == [kept]
    assert [e.event for e in duplicate.events.all()] == ["reported", "merged"]
    assert [(e.event, e.other) for e in kept.events.all()] == [("reported", None), ("absorbed", duplicate)]
    with pytest.raises(UnableToMoveFindingError):
        move_finding(finding=duplicate, to=FindingState.CONFIRMED, by=planner, at=NOON)
    with pytest.raises(UnableToSaveFindingError):
        save_finding(device_id=duplicate.device_id, revision=2, fields={"title": "دیگر"}, by=planner, at=NOON)

    separate_findings(merge=merge, by=planner, at=NOON)
    assert set(findings_visible_to(viewer=planner)) == {kept, duplicate}
    duplicate.refresh_from_db()
    assert (duplicate.state, duplicate.merged_into) == ("reported", None)
    assert [e.event for e in duplicate.events.all()] == ["reported", "merged", "separated"]
    with pytest.raises(UnableToMergeFindingsError) as refusal:
        separate_findings(merge=merge, by=planner, at=NOON)
    assert refusal.value.code == "separated_before"
    merge_findings(kept=duplicate, duplicate=kept, by=planner, at=NOON)
    assert list(findings_visible_to(viewer=planner)) == [duplicate]


def test_findings_that_are_not_one_are_not_merged(planner):
    kept = FindingFactory()
    town = kept.municipality
    merged = make_merge().duplicate
    for other, code in (
        (kept, "same_finding"),
        (FindingFactory(municipality=MunicipalityFactory(county=town.county)), "places_differ"),
        (FindingFactory(), "places_differ"),
        (FindingFactory(municipality=town, visibility="confidential"), "visibilities_differ"),
        (merged, "merged_before"),
    ):
        with pytest.raises(UnableToMergeFindingsError) as refusal:
            merge_findings(kept=kept, duplicate=other, by=planner, at=NOON)
        assert refusal.value.code == code
    assert FindingMerge.objects.count() == 1


def test_a_finding_of_the_county_merges_with_one_of_its_towns(planner):
    kept = FindingFactory()
    duplicate = FindingFactory(municipality=None, county=kept.county)
    assert merge_findings(kept=kept, duplicate=duplicate, by=planner, at=NOON).duplicate == duplicate
