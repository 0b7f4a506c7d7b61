"""Minutes: written from the records, confirmed by both sides by the digest of one text, never overwritten."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.persian import normalise, normalise_line
from hamyar.places.models import Municipality
from hamyar.visits.enums import Side, VisitState
from hamyar.visits.errors import UnableToConfirmMinutesError
from hamyar.visits.minutes_text import MinutesSection, minutes_content, plain_text
from hamyar.visits.models import Confirmation, CountySession, Meeting, MinutesVersion
from hamyar.visits.permissions import require_can_answer, require_can_record, require_can_sign
from hamyar.visits.selectors.meeting import (
    latest_minutes,
    missing_confirmations,
    someone_came,
    towns_to_confirm,
)
from hamyar.visits.services.meeting.saving import belongs_to, locked
from hamyar.visits.services.visits import set_state

WITH_TEXT = (VisitState.MINUTED, VisitState.CONFIRMED_BY_BOTH)
"""States of a meeting that has a text to confirm or to differ from."""


@transaction.atomic
def write_minutes(
    *, meeting: Meeting, extra_sections: Sequence[MinutesSection], what_is_new: str, by: User, at: datetime
) -> MinutesVersion:
    """Write the minutes as the records stand; the same text again makes no version.

    A version after the first says what is new, leads back to ``minuted`` and asks both sides again.

    Raises
    ------
    PermissionDenied
        When ``by`` is neither a planner nor of the team.
    UnableToConfirmMinutesError
        When the visit was not held, is closed, belongs to a session, nobody is recorded as present, or it is
        not said what is new.
    """
    found = locked(meeting)
    require_can_record(user=by, meeting=found)
    _require_can_be_written(found)
    content = minutes_content(meeting=found, extra_sections=extra_sections)
    text = plain_text(content)
    digest = hashlib.sha256(text.encode()).hexdigest()
    latest = latest_minutes(meeting=found)
    if latest is not None and latest.digest == digest:
        _settle(found, latest, by=by, at=at)
        return latest
    if latest is not None and not what_is_new.strip():
        raise UnableToConfirmMinutesError(_("Say what is new in this version."), "what_is_new_missing")
    made = MinutesVersion.objects.create(
        number=latest.number + 1 if latest else 1,
        content=content,
        text=text,
        digest=digest,
        what_is_new=normalise_line(what_is_new) if latest else "",
        created_at=at,
        created_by=by,
        **belongs_to(found),
    )
    _take_to(found, VisitState.MINUTED, by=by, at=at)
    changes = {"number": [latest.number if latest else None, made.number], "digest": [None, digest]}
    record(by=by, at=at, action="write_minutes", target=made, changes=changes)
    return made


def _require_can_be_written(found: Meeting) -> None:
    if found.state not in (VisitState.HELD, *WITH_TEXT):
        raise UnableToConfirmMinutesError(
            _("The visit is {state}; minutes are written after it was held."),
            "not_held",
            state=found.get_state_display(),
        )
    if not isinstance(found, CountySession) and found.session_id:
        raise UnableToConfirmMinutesError(
            _("The minutes of this visit are those of its county session."), "minutes_of_session"
        )
    if not someone_came(meeting=found):
        raise UnableToConfirmMinutesError(_("Record first who was present."), "nobody_present")


@transaction.atomic
def reopen_minutes(*, meeting: Meeting, reason: str, by: User, at: datetime) -> Meeting:
    """Open confirmed minutes for a new version: records may change again, the confirmed text stays on record.

    Raises
    ------
    UnableToConfirmMinutesError
        When they are not confirmed by both sides, or no reason is given.
    """
    found = locked(meeting)
    require_can_record(user=by, meeting=found)
    if found.state != VisitState.CONFIRMED_BY_BOTH:
        raise UnableToConfirmMinutesError(
            _("Only minutes both sides confirmed are opened again, until the visit is closed."),
            "not_confirmed",
        )
    if not reason.strip():
        raise UnableToConfirmMinutesError(_("Give the reason."), "reason_missing")
    _take_to(found, VisitState.MINUTED, by=by, at=at)
    changes = {"reason": [None, normalise_line(reason)]}
    record(by=by, at=at, action="reopen_minutes", target=found, changes=changes)
    return found


@transaction.atomic
def confirm_minutes(
    *,
    minutes: MinutesVersion,
    digest: str,
    side: Side,
    by: User,
    at: datetime,
    municipality: Municipality | None = None,
) -> Confirmation:
    """Confirm the text with this digest for one side; a second confirmation of the same side changes nothing.

    Raises
    ------
    PermissionDenied
        When ``by`` does not speak for the side, or for this town.
    UnableToConfirmMinutesError
        When there is a newer version, the text is not the one that was read, or one person would confirm for both.
    """
    found = locked(minutes.meeting)
    town = _require_speaks_for(found, side, municipality, by)
    _require_current(found, minutes, (VisitState.MINUTED,))
    if digest != minutes.digest:
        raise UnableToConfirmMinutesError(
            _("This is not the text you have read. Read it again and confirm then."), "digest_differs"
        )
    given = minutes.confirmations.filter(dissent="")
    known = given.filter(side=side, municipality=town).first()
    if known is not None:
        return known
    if given.exclude(side=side).filter(confirmed_by=by).exists():
        raise UnableToConfirmMinutesError(_("One person does not confirm for both sides."), "both_sides")
    made = _add(minutes, side, town, "", by=by, at=at)
    record(by=by, at=at, action="confirm_minutes", target=minutes, changes=_facts_of(made))
    _settle(found, minutes, by=by, at=at)
    return made


@transaction.atomic
def add_dissent(
    *,
    minutes: MinutesVersion,
    text: str,
    side: Side,
    by: User,
    at: datetime,
    municipality: Municipality | None = None,
) -> Confirmation:
    """Add what one side sees differently; it stands beside the text and nothing is overwritten.

    Raises
    ------
    PermissionDenied
        When ``by`` does not speak for the side, or for this town.
    UnableToConfirmMinutesError
        When there is a newer version, the visit is closed or nothing is said.
    """
    found = locked(minutes.meeting)
    town = _require_speaks_for(found, side, municipality, by)
    _require_current(found, minutes, WITH_TEXT)
    said = normalise(text).strip()
    if not said:
        raise UnableToConfirmMinutesError(_("Write what you see differently."), "dissent_empty")
    made = _add(minutes, side, town, said, by=by, at=at)
    record(by=by, at=at, action="add_dissent", target=minutes, changes=_facts_of(made))
    return made


def _require_speaks_for(
    found: Meeting, side: Side, municipality: Municipality | None, by: User
) -> Municipality | None:
    """Refuse who does not speak for the side; return the town of a town's side."""
    if side == Side.ORGANISATION:
        require_can_sign(user=by, meeting=found)
        return None
    if side != Side.MUNICIPALITY or municipality is None:
        raise UnableToConfirmMinutesError(_("Say for which town you speak."), "town_missing")
    require_can_answer(user=by, meeting=found, municipality=municipality)
    if municipality not in towns_to_confirm(meeting=found):
        raise UnableToConfirmMinutesError(
            _("{town} does not sit at this meeting."), "town_not_at_meeting", town=municipality
        )
    return municipality


def _require_current(found: Meeting, minutes: MinutesVersion, states: Sequence[VisitState]) -> None:
    latest = latest_minutes(meeting=found)
    if latest != minutes:
        raise UnableToConfirmMinutesError(
            _("There is a newer version of the minutes. Read it first."), "minutes_superseded"
        )
    if found.state not in states:
        raise UnableToConfirmMinutesError(
            _("The visit is {state}; this step is not open."),
            "step_not_open",
            state=found.get_state_display(),
        )


def _add(
    minutes: MinutesVersion, side: Side, town: Municipality | None, dissent: str, *, by: User, at: datetime
) -> Confirmation:
    return Confirmation.objects.create(
        minutes=minutes,
        side=side,
        municipality=town,
        digest=minutes.digest,
        dissent=dissent,
        confirmed_at=at,
        confirmed_by=by,
    )


def _facts_of(made: Confirmation) -> dict[str, object]:
    town = str(made.municipality) if made.municipality else None
    return {"side": [None, made.side], "municipality": [None, town], "digest": [None, made.digest]}


def _settle(found: Meeting, minutes: MinutesVersion, *, by: User, at: datetime) -> None:
    """Let the meeting be confirmed by both once nobody is missing."""
    if found.state == VisitState.MINUTED and not missing_confirmations(minutes=minutes, meeting=found):
        _take_to(found, VisitState.CONFIRMED_BY_BOTH, by=by, at=at)


def _take_to(found: Meeting, to: VisitState, *, by: User, at: datetime) -> None:
    """Take a meeting to a state; a session takes its visits along."""
    set_state(meeting=found, to=to, by=by, at=at)
    if isinstance(found, CountySession):
        open_for_minutes = (VisitState.HELD, *WITH_TEXT)
        for visit in found.visits.filter(state__in=open_for_minutes).order_by("pk"):
            set_state(meeting=visit, to=to, by=by, at=at)
