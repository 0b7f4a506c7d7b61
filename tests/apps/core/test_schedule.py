"""Regular work: when it is due, that late, doubled and failed ticks do no harm."""

from datetime import UTC, datetime, time, timedelta

import pytest

from hamyar.core.jalali import TEHRAN
from hamyar.core.models import ScheduledWork
from hamyar.core.schedule import AGAIN_AFTER, HOLD, RegularWork, regular_work, run_due

HALF_PAST_SEVEN = datetime(2026, 11, 22, 7, 30, tzinfo=TEHRAN)
DAY = timedelta(days=1)


class Diary:
    """Notes each call."""

    def __init__(self) -> None:
        self.calls: list[datetime] = []

    def __call__(self, *, at: datetime) -> None:
        self.calls.append(at)


@pytest.fixture
def diary() -> Diary:
    return Diary()


def daily(function) -> RegularWork:
    return RegularWork("test.daily", function, daily=time(7, 30))


def test_a_daily_time_is_that_of_tehran(diary: Diary) -> None:
    work = daily(diary)
    assert work.slot(HALF_PAST_SEVEN) == HALF_PAST_SEVEN
    assert work.slot(HALF_PAST_SEVEN - timedelta(minutes=1)) == HALF_PAST_SEVEN - DAY
    assert work.slot(datetime(2026, 11, 22, 3, 59, tzinfo=UTC)) == HALF_PAST_SEVEN - DAY
    assert work.slot(datetime(2026, 11, 22, 4, 0, tzinfo=UTC)) == HALF_PAST_SEVEN


def test_a_distance_gives_the_last_full_step(diary: Diary) -> None:
    work = RegularWork("test.often", diary, every=timedelta(minutes=5))
    assert work.slot(datetime(2026, 11, 22, 4, 9, 59, tzinfo=UTC)) == datetime(2026, 11, 22, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize("times", [{}, {"daily": time(1), "every": DAY}, {"every": timedelta()}])
def test_work_without_one_clear_time_is_refused(times: dict, diary: Diary) -> None:
    with pytest.raises(ValueError, match=r"test\.unclear"):
        RegularWork("test.unclear", diary, **times)


@pytest.mark.django_db
class TestRunDue:
    def test_two_ticks_do_the_work_of_a_day_once(self, diary: Diary) -> None:
        later = HALF_PAST_SEVEN + timedelta(minutes=1)
        assert run_due(at=HALF_PAST_SEVEN, works=[daily(diary)]) == ["test.daily"]
        assert run_due(at=HALF_PAST_SEVEN, works=[daily(diary)]) == []
        assert run_due(at=later, works=[daily(diary)]) == []
        assert diary.calls == [HALF_PAST_SEVEN]

    def test_ten_days_without_a_worker_are_caught_up_once(self, diary: Diary) -> None:
        run_due(at=HALF_PAST_SEVEN, works=[daily(diary)])
        late = HALF_PAST_SEVEN + 10 * DAY + timedelta(hours=5)
        run_due(at=late, works=[daily(diary)])
        run_due(at=late + timedelta(minutes=1), works=[daily(diary)])
        assert diary.calls == [HALF_PAST_SEVEN, late]
        assert ScheduledWork.objects.get().slot == HALF_PAST_SEVEN + 10 * DAY

    def test_a_second_worker_stays_away_while_one_is_at_work(self) -> None:
        inner: list[list[str]] = []
        counted = Diary()

        def slow(*, at: datetime) -> None:
            counted(at=at)
            inner.append(run_due(at=at, works=[daily(slow)]))

        run_due(at=HALF_PAST_SEVEN, works=[daily(slow)])
        assert (inner, len(counted.calls)) == ([[]], 1)

    def test_work_whose_worker_died_is_begun_again_after_the_hold(self, diary: Diary) -> None:
        ScheduledWork.objects.create(
            name="test.daily", held_until=HALF_PAST_SEVEN + HOLD, started_at=HALF_PAST_SEVEN
        )
        assert run_due(at=HALF_PAST_SEVEN + timedelta(minutes=29), works=[daily(diary)]) == []
        assert run_due(at=HALF_PAST_SEVEN + HOLD, works=[daily(diary)]) == ["test.daily"]

    def test_a_failure_is_kept_tried_again_and_stops_no_other_work(self, diary: Diary, caplog) -> None:
        def failing(*, at: datetime) -> None:
            diary(at=at)
            if len(diary.calls) == 1:
                raise RuntimeError("no line")

        others = Diary()
        works = [daily(failing), RegularWork("test.other", others, daily=time(7, 0))]
        assert run_due(at=HALF_PAST_SEVEN, works=works) == ["test.other"]
        assert ScheduledWork.objects.get(name="test.daily").failure == "RuntimeError"
        assert run_due(at=HALF_PAST_SEVEN + timedelta(minutes=1), works=works) == []
        assert run_due(at=HALF_PAST_SEVEN + AGAIN_AFTER, works=works) == ["test.daily"]
        row = ScheduledWork.objects.get(name="test.daily")
        assert (row.failure, row.slot, row.held_until) == ("", HALF_PAST_SEVEN, None)
        assert "test.daily failed" in caplog.text

    def test_a_clock_that_was_ahead_does_not_repeat_what_is_done(self, diary: Diary) -> None:
        run_due(at=HALF_PAST_SEVEN + DAY, works=[daily(diary)])
        assert run_due(at=HALF_PAST_SEVEN, works=[daily(diary)]) == []


def test_the_work_of_the_stages_is_found_by_its_name() -> None:
    names = [work.name for work in regular_work()]
    assert len(names) == len(set(names))
