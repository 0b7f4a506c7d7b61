"""One service for each kind of record, all of one form; see :mod:`hamyar.visits.services.meeting.saving`.

``revision`` is the one the writer last saw, 0 for a record nobody has seen yet. ``device_time`` is what the
device's clock said and may be wrong; ``at`` is the server's.
"""

from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.visits.enums import AttendanceState
from hamyar.visits.errors import UnableToSaveRecordError
from hamyar.visits.models import (
    AgendaItem,
    Attendance,
    Decision,
    DeviceRecord,
    Meeting,
    Note,
    SitePhoto,
    SiteWalk,
)
from hamyar.visits.services.meeting.fields import (
    AgendaFields,
    AttendanceFields,
    DecisionFields,
    NoteFields,
    PhotoFields,
    SiteWalkFields,
)
from hamyar.visits.services.meeting.pictures import picture_values
from hamyar.visits.services.meeting.saving import Sending, open_meeting, require_fresh, save_record

IRAN = ((24, 41), (43, 65))
"""Least and most latitude and longitude of a point that can have been walked."""


def _values(given: Any) -> dict[str, Any]:
    """Return the fields as they are; records they point to stay whole."""
    return {field.name: getattr(given, field.name) for field in fields(given)}


@transaction.atomic
def save_agenda_item(
    *,
    meeting: Meeting,
    device_id: UUID,
    revision: int,
    fields: AgendaFields,
    device_time: datetime | None,
    by: User,
    at: datetime,
) -> AgendaItem:
    """Save a point of the agenda."""
    sending = Sending(meeting, device_id, revision, device_time, by, at)
    return save_record(AgendaItem, sending=sending, values=_values(fields))


@transaction.atomic
def save_attendance(
    *,
    meeting: Meeting,
    device_id: UUID,
    revision: int,
    fields: AttendanceFields,
    device_time: datetime | None,
    by: User,
    at: datetime,
) -> Attendance:
    """Save who came, was excused or sent a substitute.

    Raises
    ------
    UnableToSaveRecordError
        When a substitute does not name whom they stand for.
    """
    values = _values(fields)
    if fields.state != AttendanceState.SUBSTITUTE:
        values["substitute_for"] = ""
    elif not fields.substitute_for.strip():
        raise UnableToSaveRecordError(_("Say in whose place the substitute came."), "substitute_unnamed")
    sending = Sending(meeting, device_id, revision, device_time, by, at)
    return save_record(Attendance, sending=sending, values=values)


@transaction.atomic
def save_site_walk(
    *,
    meeting: Meeting,
    device_id: UUID,
    revision: int,
    fields: SiteWalkFields,
    device_time: datetime | None,
    by: User,
    at: datetime,
) -> SiteWalk:
    """Save a site that was walked.

    Raises
    ------
    UnableToSaveRecordError
        When its point is half given or lies outside Iran.
    """
    _require_point(fields.latitude, fields.longitude)
    sending = Sending(meeting, device_id, revision, device_time, by, at)
    return save_record(SiteWalk, sending=sending, values=_values(fields))


def _require_point(latitude: float | None, longitude: float | None) -> None:
    if latitude is None and longitude is None:
        return
    (south, north), (west, east) = IRAN
    is_there = latitude is not None and longitude is not None
    if not (is_there and south <= (latitude or 0) <= north and west <= (longitude or 0) <= east):
        raise UnableToSaveRecordError(
            _("A point needs a latitude from 24 to 41 and a longitude from 43 to 65."), "point_not_in_iran"
        )


@transaction.atomic
def save_photo(
    *,
    meeting: Meeting,
    device_id: UUID,
    revision: int,
    fields: PhotoFields,
    device_time: datetime | None,
    by: User,
    at: datetime,
) -> SitePhoto:
    """Save a photo, of a site that was walked or of the meeting; what the camera wrote into it is taken out.

    Raises
    ------
    UnableToSaveRecordError
        When it is no picture, is too large, or its site is not known yet.
    """
    sending = Sending(meeting, device_id, revision, device_time, by, at, unsaid=frozenset({"file"}))
    open_meeting(meeting=meeting, by=by)
    values = picture_values(meeting=meeting, device_id=device_id, given=fields)
    return save_record(SitePhoto, sending=sending, values=values)


@transaction.atomic
def save_note(
    *,
    meeting: Meeting,
    device_id: UUID,
    revision: int,
    fields: NoteFields,
    device_time: datetime | None,
    by: User,
    at: datetime,
) -> Note:
    """Save what was said or seen; its text stays out of the record of changes."""
    sending = Sending(meeting, device_id, revision, device_time, by, at, unsaid=frozenset({"text"}))
    return save_record(Note, sending=sending, values=_values(fields))


@transaction.atomic
def save_decision(
    *,
    meeting: Meeting,
    device_id: UUID,
    revision: int,
    fields: DecisionFields,
    device_time: datetime | None,
    by: User,
    at: datetime,
) -> Decision:
    """Save a decision of the meeting."""
    sending = Sending(meeting, device_id, revision, device_time, by, at)
    return save_record(Decision, sending=sending, values=_values(fields))


@transaction.atomic
def withdraw_record(*, of: DeviceRecord, revision: int, by: User, at: datetime) -> DeviceRecord:
    """Take a record out of the lists and the minutes; it stays stored, and saving it again brings it back.

    Raises
    ------
    StaleRecordError
        When somebody changed it since the writer last saw it.
    """
    open_meeting(meeting=of.meeting, by=by)
    current: DeviceRecord = QuerySet(type(of)).get(pk=of.pk)
    if current.withdrawn_at is not None:
        return current
    require_fresh(current, revision)
    current.withdrawn_at, current.withdrawn_by, current.revision = at, by, current.revision + 1
    current.save()
    record(by=by, at=at, action="withdraw_record", target=current)
    return current
