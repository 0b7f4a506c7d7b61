"""What the page of a meeting shows to whom."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.commitments.enums import CommitmentState
from hamyar.commitments.models import Commitment
from hamyar.commitments.permissions import can_record as can_record_promise
from hamyar.commitments.selectors import commitments_visible_to
from hamyar.core.jalali import local_date
from hamyar.findings.models import Finding
from hamyar.findings.selectors.visibility import findings_visible_to
from hamyar.places.models import Municipality
from hamyar.visits.enums import COMING, WITH_REASON, Side, VisitState
from hamyar.visits.models import (
    Confirmation,
    CountySession,
    Decision,
    Meeting,
    MinutesVersion,
    Visit,
    VisitComment,
)
from hamyar.visits.permissions import (
    CHANGE_TEAMS,
    CHANGE_VISITS,
    can_answer,
    can_record,
    can_sign,
    can_view_inside,
    own_towns,
)
from hamyar.visits.selectors.meeting import (
    MeetingRecords,
    Party,
    belonging_to,
    missing_confirmations,
    records_of,
    versions_of,
)
from hamyar.visits.services.comments import CLOSED
from hamyar.visits.services.meeting.saving import OPEN_FOR_RECORDS
from hamyar.web.meeting.asked import comments_of
from hamyar.web.meeting.sections import all_promises_of


@dataclass(frozen=True)
class May:
    """What the reader may do here now."""

    record: bool
    hold: bool
    write: bool
    reopen: bool
    plan: bool
    close: bool
    share: bool
    gather: bool
    promise: bool


@dataclass(frozen=True)
class DecisionRow:
    """A decision, and the promise that was made of it as far as the reader may know of it."""

    decision: Decision
    promise: Commitment | None


@dataclass(frozen=True)
class MeetingPage:
    """A meeting with all its records, as one reader sees it."""

    meeting: Meeting
    is_inside: bool
    today: date
    records: MeetingRecords
    findings: tuple[Finding, ...]
    promises: tuple[Commitment, ...]
    decisions: tuple[DecisionRow, ...]
    comments: tuple[VisitComment, ...]
    comment_as: str
    no_comments: str
    versions: tuple[MinutesVersion, ...]
    missing: tuple[Party, ...]
    may: May

    @property
    def is_session(self) -> bool:
        """Tell whether several towns meet."""
        return isinstance(self.meeting, CountySession)

    @property
    def minutes(self) -> MinutesVersion | None:
        """Return the text in force."""
        return self.versions[0] if self.versions else None

    def earlier_dissents(self, shown: MinutesVersion) -> tuple[tuple[MinutesVersion, Confirmation], ...]:
        """Return what was seen differently in the versions before, oldest first; it stays on record."""
        before = [version for version in reversed(self.versions) if version.number < shown.number]
        return tuple(
            (version, each) for version in before for each in version.confirmations.all() if each.dissent
        )

    @property
    def shares_minutes(self) -> bool:
        """Tell whether the minutes are those of a county session."""
        return isinstance(self.meeting, Visit) and self.meeting.session_id is not None


def meeting_page(*, meeting: Meeting, reader: User, at: datetime) -> MeetingPage:
    """Return what ``reader`` sees of a meeting."""
    is_inside = can_view_inside(user=reader)
    versions = tuple(versions_of(meeting=meeting))
    findings = findings_visible_to(viewer=reader).filter(belonging_to(meeting))
    records, promises = records_of(meeting=meeting, for_town=not is_inside), _promises(meeting, reader)
    made_of = {each.decision_id: each for each in promises}
    return MeetingPage(
        meeting=meeting,
        is_inside=is_inside,
        today=local_date(at),
        records=records,
        findings=tuple(findings.select_related("municipality", "county").order_by("recorded_at", "pk")),
        promises=tuple(each for each in promises if each.state != CommitmentState.CANCELLED),
        decisions=tuple(DecisionRow(each, made_of.get(each.pk)) for each in records.decisions),
        comments=tuple(comments_of(meeting=meeting, reader=reader)),
        comment_as=_comment_as(meeting, reader),
        no_comments=_no_comments(meeting),
        versions=versions,
        missing=missing_confirmations(minutes=versions[0], meeting=meeting) if versions else (),
        may=_may(meeting, reader),
    )


def _promises(meeting: Meeting, reader: User) -> tuple[Commitment, ...]:
    """Return the promises of the meeting; ``is_readable`` tells whose own page the reader may open."""
    rows = all_promises_of(meeting=meeting, for_town=not can_view_inside(user=reader))
    readable = commitments_visible_to(user=reader).filter(pk=OuterRef("pk"))
    return tuple(rows.annotate(is_readable=Exists(readable)))


def _comment_as(meeting: Meeting, reader: User) -> str:
    """Return the side for which the reader comments on a visit, nothing where they only read."""
    if not isinstance(meeting, Visit):
        return ""
    if can_answer(user=reader, meeting=meeting, municipality=meeting.municipality):
        return Side.MUNICIPALITY
    return Side.ORGANISATION if can_record(user=reader, meeting=meeting) else ""


def _no_comments(meeting: Meeting) -> str:
    """Return why no more comments are taken."""
    reason = CLOSED.get(VisitState(meeting.state))
    return gettext(reason) if reason else ""


def _may(meeting: Meeting, reader: User) -> May:
    writes = can_record(user=reader, meeting=meeting)
    plans = has_permission(reader, CHANGE_VISITS)
    state = VisitState(meeting.state)
    is_alone = isinstance(meeting, CountySession) or meeting.session_id is None
    with_minutes = (VisitState.HELD, VisitState.MINUTED, VisitState.CONFIRMED_BY_BOTH)
    return May(
        record=writes and state in OPEN_FOR_RECORDS,
        hold=writes and state in OPEN_FOR_RECORDS,
        write=writes and is_alone and state in with_minutes,
        reopen=writes and is_alone and state == VisitState.CONFIRMED_BY_BOTH,
        plan=plans and state in COMING and isinstance(meeting, Visit),
        close=plans and is_alone and state == VisitState.CONFIRMED_BY_BOTH,
        share=isinstance(meeting, Visit) and has_permission(reader, CHANGE_TEAMS),
        gather=plans and state in COMING and isinstance(meeting, Visit) and meeting.session_id is None,
        promise=can_record_promise(user=reader, meeting=meeting) and state not in WITH_REASON,
    )


@dataclass(frozen=True)
class Voice:
    """A side the reader may speak for: the organisation, or a town."""

    side: str
    municipality: Municipality | None
    has_confirmed: bool


def voices_of(*, page: MeetingPage, reader: User) -> tuple[Voice, ...]:
    """Return for which sides the reader confirms or differs."""
    meeting, missing = page.meeting, set(page.missing)
    towns = own_towns(user=reader, meeting=meeting).order_by("sort_key", "code")
    speaks_for = [Party(Side.ORGANISATION)] if can_sign(user=reader, meeting=meeting) else []
    speaks_for += [
        Party(Side.MUNICIPALITY, town)
        for town in towns
        if can_answer(user=reader, meeting=meeting, municipality=town)
    ]
    return tuple(Voice(each.side, each.municipality, each not in missing) for each in speaks_for)
