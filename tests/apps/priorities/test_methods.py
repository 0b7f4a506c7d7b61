import pytest
from django.core.exceptions import PermissionDenied

from hamyar.core.models import AuditEntry
from hamyar.priorities.enums import VersionState
from hamyar.priorities.errors import UnableToAdoptMethodError, UnableToReadMethodError
from hamyar.priorities.models import MethodVersion
from hamyar.priorities.services.methods import adopt_version, load_methods, write_draft
from tests.factories.accounts import make_user
from tests.factories.indicators import IndicatorFactory
from tests.factories.priorities import NOON, TEXT, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def _indicators() -> None:
    IndicatorFactory(code="paved")
    IndicatorFactory(code="jobless")


def test_load_methods_twice_changes_nothing() -> None:
    first = load_methods(at=NOON)
    again = load_methods(at=NOON)

    assert first == again
    assert {version.state for version in first} == {VersionState.ADOPTED}


def test_load_methods_leaves_a_version_that_a_person_adopted_in_force() -> None:
    shipped = load_methods(at=NOON)[0]
    analyst = make_user(role="analyst")
    MethodVersion.objects.filter(pk=shipped.pk).update(digest="of an older text", adopted_by=analyst)

    load_methods(at=NOON)

    states = list(shipped.method.versions.order_by("number").values_list("state", flat=True))
    assert states == [VersionState.ADOPTED, VersionState.DRAFT]


@pytest.mark.usefixtures("_indicators")
def test_write_draft_replaces_the_open_draft_and_is_audited() -> None:
    analyst = make_user(role="analyst")

    first = write_draft(content=TEXT.encode(), note="", by=analyst, at=NOON, file="m")
    second = write_draft(
        content=TEXT.replace("seed: 7", "seed: 8").encode(), note="", by=analyst, at=NOON, file="m"
    )

    assert (first.pk, first.number) == (second.pk, second.number)
    assert "seed: 8" in MethodVersion.objects.get(pk=first.pk).text
    assert AuditEntry.objects.filter(action="write_method_draft").count() == 2


def test_write_draft_refuses_an_indicator_that_is_not_defined() -> None:
    with pytest.raises(UnableToReadMethodError) as caught:
        write_draft(content=TEXT.encode(), note="", by=make_user(role="analyst"), at=NOON, file="m")

    assert caught.value.params["key"] == "indicators.paved"
    assert not MethodVersion.objects.exists()


@pytest.mark.parametrize("role", ["auditor", "mayor", "planner"])
def test_write_draft_is_refused_without_the_permission(role: str) -> None:
    with pytest.raises(PermissionDenied):
        write_draft(content=TEXT.encode(), note="", by=make_user(role=role), at=NOON, file="m")

    assert not MethodVersion.objects.exists()


def test_adopt_version_supersedes_the_former_one() -> None:
    former, draft = make_version(), make_version(state=VersionState.DRAFT, number=2)

    adopt_version(version=draft, by=make_user(role="analyst"), at=NOON)

    former.refresh_from_db()
    draft.refresh_from_db()
    assert (former.state, draft.state) == (VersionState.SUPERSEDED, VersionState.ADOPTED)


def test_adopt_version_is_refused_for_one_that_is_frozen() -> None:
    version = make_version()

    with pytest.raises(UnableToAdoptMethodError):
        adopt_version(version=version, by=make_user(role="analyst"), at=NOON)
