"""Reminders: when they stand, to whom they go, and that late, doubled and failed ticks do no harm."""

import datetime as dt
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from hamyar.commitments.definitions import ReminderRule, reminder_rule
from hamyar.commitments.enums import ReminderKind
from hamyar.commitments.errors import UnableToSendRemindersError
from hamyar.commitments.models import Digest, Reminder
from hamyar.commitments.reminder_days import chief_reminder, owner_reminder
from hamyar.commitments.selectors.people import people_on
from hamyar.commitments.services.reminding import HOLD, send_reminders
from hamyar.core.schedule import regular_work, run_due
from tests.factories.accounts import make_user
from tests.factories.commitments import AT, DAY, TODAY, CommitmentFactory, make_company_user, make_mayor

RULE = ReminderRule(since=TODAY, days_before=7, repeat_every_days=7, escalate_after_days=14)


class BrokenBackend(EmailBackend):
    """A line that is down for the addresses named in ``DOWN``."""

    DOWN: set[str] = set()

    def send_messages(self, messages):
        if any(address in self.DOWN for message in messages for address in message.to):
            raise SMTPException("no line")
        return super().send_messages(messages)


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        (-8, None),
        (-7, ("week_before", -7)),
        (-1, ("week_before", -7)),
        (0, ("due_day", 0)),
        (6, ("due_day", 0)),
        (7, ("weekly", 7)),
        (13, ("weekly", 7)),
        (14, ("weekly", 14)),
    ],
)
def test_the_reminder_of_a_day_is_the_last_that_has_come_up(days: int, standing) -> None:
    found = owner_reminder(TODAY, today=TODAY + days * DAY, rule=RULE)
    assert found == (standing and (ReminderKind(standing[0]), TODAY + standing[1] * DAY))


def test_the_chief_is_told_from_the_stated_day_on() -> None:
    assert chief_reminder(TODAY, today=TODAY + 13 * DAY, rule=RULE) is None
    assert chief_reminder(TODAY, today=TODAY + 30 * DAY, rule=RULE) == (
        ReminderKind.ESCALATION,
        TODAY + 14 * DAY,
    )


def test_the_rule_is_that_of_the_day() -> None:
    rule = reminder_rule(TODAY)
    assert (rule.days_before, rule.repeat_every_days, rule.escalate_after_days) == (7, 7, 14)
    assert reminder_rule(dt.date(1990, 1, 1)) == rule
    with pytest.raises(ValueError, match="at least 1"):
        ReminderRule(since=TODAY, days_before=0, repeat_every_days=7, escalate_after_days=14)


def to() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


@pytest.mark.django_db
class TestSending:
    def test_one_message_a_day_names_all_that_is_due_with_the_links(self) -> None:
        owner = make_user(role="team_member")
        late = CommitmentFactory(owner=owner, due_on=TODAY - 8 * DAY, text="پروانهٔ بهره‌برداری")
        CommitmentFactory(owner=owner, due_on=TODAY)
        CommitmentFactory(owner=owner, due_on=TODAY + 7 * DAY)
        CommitmentFactory(owner=owner, due_on=TODAY + 8 * DAY)
        CommitmentFactory(owner=owner, due_on=TODAY, state="cancelled")
        assert send_reminders(at=AT) == 1
        message = mail.outbox[0]
        assert (message.to, Reminder.objects.count(), message.body.count("http")) == ([owner.email], 3, 3)
        assert f"/desk/promises/{late.pk}/done/" in message.body
        assert "پروانهٔ بهره‌برداری" in message.body
        assert "سررسید: ۲۳ آبان ۱۴۰۵ (۸ روز تأخیر)" in message.body
        assert "<" not in message.body

    def test_two_ticks_send_once(self) -> None:
        CommitmentFactory(owner=make_user(role="team_member"), due_on=TODAY)
        assert [send_reminders(at=AT), send_reminders(at=AT)] == [1, 0]
        assert send_reminders(at=AT + dt.timedelta(hours=5)) == 0
        assert (len(mail.outbox), Digest.objects.count()) == (1, 1)

    def test_ten_days_without_a_worker_are_caught_up_in_one_message(self) -> None:
        CommitmentFactory(owner=make_user(role="team_member"), due_on=TODAY)
        send_reminders(at=AT - 7 * DAY)
        assert send_reminders(at=AT + 3 * DAY) == 1
        assert send_reminders(at=AT + 4 * DAY) == 0
        assert list(Reminder.objects.order_by("pk").values_list("kind", "on")) == [
            ("week_before", TODAY - 7 * DAY),
            ("due_day", TODAY),
        ]

    def test_a_year_day_by_day_reminds_weekly_and_tells_the_chief_once(self) -> None:
        chief = make_user(role="chief_executive")
        owner = make_user(role="team_member")
        CommitmentFactory(owner=owner, due_on=TODAY)
        for day in range(-10, 31):
            send_reminders(at=AT + day * DAY)
        assert to().count(owner.email) == 6
        assert to().count(chief.email) == 1

    def test_what_was_done_before_the_message_is_left_out(self) -> None:
        owner = make_user(role="team_member")
        promise = CommitmentFactory(owner=owner, due_on=TODAY)
        send_reminders(at=AT - 7 * DAY)
        promise.state, promise.done_on = "done", TODAY
        promise.save()
        assert (send_reminders(at=AT), len(mail.outbox)) == (0, 1)

    def test_a_new_date_reminds_anew(self) -> None:
        promise = CommitmentFactory(owner=make_user(role="team_member"), due_on=TODAY)
        send_reminders(at=AT)
        promise.due_on = TODAY + 7 * DAY
        promise.save()
        assert send_reminders(at=AT + DAY) == 1

    def test_what_is_recorded_after_the_message_of_the_day_waits_until_tomorrow(self) -> None:
        owner = make_user(role="team_member")
        CommitmentFactory(owner=owner, due_on=TODAY)
        send_reminders(at=AT)
        CommitmentFactory(owner=owner, due_on=TODAY)
        assert send_reminders(at=AT + dt.timedelta(hours=1)) == 0
        assert send_reminders(at=AT + DAY) == 1

    def test_a_line_that_is_down_stops_nobody_else_and_is_tried_again(self, settings, monkeypatch) -> None:
        settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"
        one, other = make_user(role="team_member"), make_user(role="team_member")
        for owner in (one, other):
            CommitmentFactory(owner=owner, due_on=TODAY)
        monkeypatch.setattr(BrokenBackend, "DOWN", {one.email})
        with pytest.raises(UnableToSendRemindersError):
            send_reminders(at=AT)
        assert to() == [other.email]
        assert Digest.objects.get(user=one).failure == "SMTPException"
        monkeypatch.setattr(BrokenBackend, "DOWN", set())
        assert send_reminders(at=AT + dt.timedelta(minutes=10)) == 1
        assert to() == sorted([one.email, other.email])

    def test_what_did_not_leave_yesterday_comes_in_the_message_of_today(self, settings, monkeypatch) -> None:
        settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"
        owner = make_user(role="team_member")
        CommitmentFactory(owner=owner, due_on=TODAY)
        monkeypatch.setattr(BrokenBackend, "DOWN", {owner.email})
        with pytest.raises(UnableToSendRemindersError):
            send_reminders(at=AT)
        monkeypatch.setattr(BrokenBackend, "DOWN", set())
        CommitmentFactory(owner=owner, due_on=TODAY + DAY)
        assert send_reminders(at=AT + DAY) == 1
        assert mail.outbox[0].body.count("http") == 2

    def test_a_worker_that_died_after_sending_leads_to_a_second_message_not_to_none(self) -> None:
        """The stated side: rather twice than forgotten."""
        owner = make_user(role="team_member")
        CommitmentFactory(owner=owner, due_on=TODAY)
        send_reminders(at=AT)
        Digest.objects.update(sent_at=None)
        assert send_reminders(at=AT + HOLD - dt.timedelta(minutes=1)) == 0
        assert send_reminders(at=AT + HOLD) == 1
        assert (to(), Reminder.objects.count()) == ([owner.email] * 2, 1)

    def test_the_schedule_names_it_and_a_doubled_tick_is_harmless(self) -> None:
        CommitmentFactory(owner=make_user(role="team_member"), due_on=TODAY)
        works = [work for work in regular_work() if work.name == "commitments.send_reminders"]
        assert run_due(at=AT, works=works) == ["commitments.send_reminders"]
        assert run_due(at=AT, works=works) == []
        assert len(mail.outbox) == 1


@pytest.mark.django_db
class TestWhoIsTold:
    def test_without_an_account_it_is_who_speaks_for_the_side_else_who_recorded_it(self) -> None:
        company_user, company = make_company_user()
        mayor, town = make_mayor()
        recorder = make_user(role="planner")
        people_of = [
            (CommitmentFactory(side="company", company=company), company_user),
            (CommitmentFactory(side="municipality", municipality=town), mayor),
            (CommitmentFactory(side="other", body="شرکت گاز", recorded_by=recorder), recorder),
        ]
        people = people_on(TODAY)
        assert [people.reminded(promise) for promise, _user in people_of] == [[u] for _p, u in people_of]

    def test_an_owner_who_left_is_not_written_to(self) -> None:
        recorder = make_user(role="planner")
        promise = CommitmentFactory(owner=make_user(role="planner", is_active=False), recorded_by=recorder)
        assert people_on(TODAY).reminded(promise) == [recorder]

    def test_the_chief_is_who_was_named_the_head_the_mayor_or_the_chief_executive(self) -> None:
        executive, named = make_user(role="chief_executive"), make_user(role="planner")
        worker, company = make_company_user()
        head, _company = make_company_user(company, is_head=True)
        mayor, town = make_mayor()
        secretary, _town = make_mayor(town, role="council_secretary")
        people = people_on(TODAY)
        asked = [
            (CommitmentFactory(chief=named), named),
            (CommitmentFactory(side="company", company=company, owner=worker), head),
            (CommitmentFactory(side="company", company=company, owner=head), executive),
            (CommitmentFactory(side="municipality", municipality=town, owner=secretary), mayor),
            (CommitmentFactory(side="municipality", municipality=town, owner=mayor), executive),
            (CommitmentFactory(owner=worker), executive),
        ]
        assert [people.chiefs(promise) for promise, _user in asked] == [[user] for _p, user in asked]

    def test_people_are_found_in_four_queries(self, django_assert_num_queries) -> None:
        for _number in range(3):
            make_company_user()
            make_mayor()
        with django_assert_num_queries(4):
            people_on(TODAY)
