"""Long work: how far it is, that it can be stopped, how it ends."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone, translation
from django_tasks import task

from hamyar.core.errors import UnableToError
from hamyar.core.models import Progress
from hamyar.core.progress import (
    StoppedByUserError,
    begin,
    enqueue,
    is_silent,
    progress_of,
    request_stop,
    running,
    silent,
)
from tests.factories.accounts import make_user

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
NOW = timezone.now
pytestmark = pytest.mark.django_db


@pytest.fixture
def progress() -> Progress:
    return begin(title="Run", by=None, at=AT, total=3)


def state_of(progress: Progress) -> tuple[str, int, int, str]:
    progress.refresh_from_db()
    return progress.state, progress.done, progress.total, progress.message


def test_work_that_ends_is_done_and_leads_to_its_result(progress: Progress) -> None:
    assert state_of(progress) == ("waiting", 0, 3, "")
    with running(progress.pk) as report:
        assert state_of(progress)[0] == "running"
        report(1, 3, "first")
        assert state_of(progress) == ("running", 1, 3, "first")
        report(3, 3)
        report.result_url = "/ranking/"
    assert state_of(progress) == ("done", 3, 3, "")
    assert progress.result_url == "/ranking/"


def test_reports_in_quick_succession_are_written_once(progress: Progress, django_assert_num_queries) -> None:
    with running(progress.pk) as report:
        report(1, 1000)
        with django_assert_num_queries(0):
            for number in range(2, 900):
                report(number, 1000)
    assert state_of(progress)[:2] == ("done", 1)


def test_running_work_stops_at_its_next_report(progress: Progress) -> None:
    reached = []
    with running(progress.pk) as report:
        assert request_stop(progress=progress, at=NOW())
        report(3, 3)
        reached.append("after")
    assert reached == []
    assert state_of(progress)[0] == "stopped"


def test_work_that_was_stopped_while_waiting_never_starts(progress: Progress) -> None:
    assert request_stop(progress=progress, at=NOW())
    with pytest.raises(StoppedByUserError), running(progress.pk):
        pytest.fail("it started")
    assert state_of(progress)[0] == "stopped"


def test_work_whose_worker_is_gone_stops_at_once(progress: Progress) -> None:
    Progress.objects.update(state="running", updated_at=NOW() - timedelta(minutes=11))
    progress.refresh_from_db()
    assert is_silent(progress=progress, at=NOW())
    assert request_stop(progress=progress, at=NOW())
    assert state_of(progress)[0] == "stopped"
    assert not is_silent(progress=progress, at=NOW())


def test_finished_work_cannot_be_stopped(progress: Progress) -> None:
    with running(progress.pk):
        pass
    assert not request_stop(progress=progress, at=NOW())
    assert state_of(progress)[0] == "done"


def test_a_refusal_is_shown_to_the_person(progress: Progress) -> None:
    with running(progress.pk):
        raise UnableToError("Two values are missing.")
    assert state_of(progress)[::3] == ("failed", "Two values are missing.")


def test_what_nobody_expected_is_shown_as_failed_and_rises(progress: Progress) -> None:
    with translation.override("en"), pytest.raises(ZeroDivisionError), running(progress.pk):
        1 / 0  # noqa: B018 - the failure itself
    assert state_of(progress)[::3] == ("failed", "Something went wrong; the operators can see it in the log.")


def test_a_person_sees_their_own_work() -> None:
    one, other = make_user(), make_user()
    mine = begin(title="Run", by=one, at=AT)
    begin(title="Run", by=other, at=AT)
    assert list(progress_of(user=one)) == [mine]
    assert mine.actor_label == one.full_name


@task()
def count_to(*, progress_id: str, number: int) -> None:
    """What a stage's ``tasks`` module would hold."""
    with running(progress_id) as report:
        for done in range(1, number + 1):
            report(done, number)
        report.result_url = "/done/"


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_the_work_and_reports_it() -> None:
    progress = enqueue(task=count_to, title="Count", by=make_user(), at=AT, number=5)
    assert state_of(progress)[0] == "waiting"
    call_command("db_worker", batch=True, interval=0, reload=False, startup_delay=False, verbosity=0)
    assert state_of(progress) == ("done", 5, 5, "")
    assert progress.result_url == "/done/"


def test_nothing_is_asked_for_before_the_transaction_is_committed(django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        enqueue(task=count_to, title="Count", by=None, at=AT, number=5)
    assert len(callbacks) == 1


def test_silent_reports_to_nobody() -> None:
    assert silent(1, 2, "x") is None
