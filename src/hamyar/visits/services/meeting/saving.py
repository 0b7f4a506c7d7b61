"""The one way every kind of record is saved: sent twice harmlessly, refused when the writer's copy is behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.persian import normalise, normalise_line
from hamyar.places.models import Municipality
from hamyar.visits.enums import VisitState
from hamyar.visits.errors import StaleRecordError, UnableToSaveRecordError
from hamyar.visits.models import CountySession, DeviceRecord, Meeting, Visit
from hamyar.visits.permissions import require_can_record, towns_of

RecordT = TypeVar("RecordT", bound=DeviceRecord)

OPEN_FOR_RECORDS = (VisitState.PLANNED, VisitState.CONFIRMED, VisitState.HELD, VisitState.MINUTED)
"""States in which records change; after both sides confirmed, the minutes are opened first."""


@dataclass(frozen=True)
class Sending:
    """Where a record belongs, what the writer last saw of it, and who sends it when."""

    meeting: Meeting
    device_id: UUID
    revision: int
    device_time: datetime | None
    by: User
    at: datetime
    unsaid: frozenset[str] = field(default_factory=frozenset)
    """Facts that stay out of the record of changes."""


def locked(meeting: Meeting) -> Meeting:
    """Return the meeting as it stands, held until the end of the transaction."""
    if isinstance(meeting, Visit):
        return Visit.objects.select_for_update().get(pk=meeting.pk)
    return CountySession.objects.select_for_update().get(pk=meeting.pk)


def belongs_to(meeting: Meeting) -> dict[str, Meeting]:
    """Return how a record or a text of minutes names its meeting."""
    return {"visit": meeting} if isinstance(meeting, Visit) else {"session": meeting}


def open_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Return the meeting, held, when ``by`` writes its records and they may still change.

    Raises
    ------
    PermissionDenied
        When ``by`` is neither a planner nor of the team.
    UnableToSaveRecordError
        When the minutes are confirmed, or the visit was cancelled or moved.
    """
    found = locked(meeting)
    require_can_record(user=by, meeting=found)
    if found.state in (VisitState.CONFIRMED_BY_BOTH, VisitState.CLOSED):
        raise UnableToSaveRecordError(
            _("The minutes are confirmed. Open them for a new version first."), "minutes_confirmed"
        )
    if found.state not in OPEN_FOR_RECORDS:
        raise UnableToSaveRecordError(
            _("The visit is {state}; nothing is recorded there any more."),
            "meeting_not_open",
            state=found.get_state_display(),
        )
    return found


def save_record(model: type[RecordT], *, sending: Sending, values: Mapping[str, Any]) -> RecordT:
    """Create or change a record; the same content sent again changes nothing.

    Raises
    ------
    StaleRecordError
        When somebody changed the record since the writer last saw it.
    UnableToSaveRecordError
        When the content cannot be kept, or the id belongs to another meeting.
    """
    meeting = open_meeting(meeting=sending.meeting, by=sending.by)
    given = {name: _stored(model, name, value) for name, value in values.items()}
    _require_own_town(meeting, given.get("municipality"))
    current = models.QuerySet(model).filter(device_id=sending.device_id).first()
    if current is None:
        return _create(model, meeting, sending, given)
    _require_same_meeting(current, meeting)
    if current.withdrawn_at is None and _says_the_same(current, given):
        return current
    require_fresh(current, sending.revision)
    return _change(current, sending, given)


def require_fresh(current: DeviceRecord, revision: int) -> None:
    """Refuse a writer whose copy is behind; the refusal carries the record as it stands."""
    if current.revision != revision:
        raise StaleRecordError(
            _("Somebody has changed this in the meantime. Look at both and decide."), current=current
        )


def _create(model: type[RecordT], meeting: Meeting, sending: Sending, given: dict[str, Any]) -> RecordT:
    made = model(
        device_id=sending.device_id,
        device_time=sending.device_time,
        recorded_at=sending.at,
        recorded_by=sending.by,
        **belongs_to(meeting),
        **given,
    )
    _require_valid(made)
    made.save(force_insert=True)
    facts = {name: [None, _said(value)] for name, value in given.items() if name not in sending.unsaid}
    record(by=sending.by, at=sending.at, action="add_record", target=made, changes=facts)
    return made


def _change(current: RecordT, sending: Sending, given: dict[str, Any]) -> RecordT:
    before = {name: getattr(current, name) for name in given}
    for name, value in given.items():
        setattr(current, name, value)
    current.device_time, current.recorded_at, current.recorded_by = (
        sending.device_time,
        sending.at,
        sending.by,
    )
    current.withdrawn_at = current.withdrawn_by = None
    current.revision += 1
    _require_valid(current)
    current.save()
    facts = {
        name: [_said(old), _said(given[name])]
        for name, old in before.items()
        if old != given[name] and name not in sending.unsaid
    }
    changes = {**facts, "revision": [current.revision - 1, current.revision]}
    record(by=sending.by, at=sending.at, action="change_record", target=current, changes=changes)
    return current


def _says_the_same(current: DeviceRecord, given: Mapping[str, Any]) -> bool:
    return all(getattr(current, name) == value for name, value in given.items())


def _stored(model: type[DeviceRecord], name: str, value: Any) -> Any:
    """Return a text in the form in which texts are stored; names and titles on one line."""
    if not isinstance(value, str):
        return value
    is_long = isinstance(model._meta.get_field(name), models.TextField)
    return normalise(value).strip() if is_long else normalise_line(value)


def _said(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value


def _require_own_town(meeting: Meeting, town: Municipality | None) -> None:
    if town is not None and not towns_of(meeting=meeting).filter(pk=town.pk).exists():
        raise UnableToSaveRecordError(
            _("{town} does not sit at this meeting."), "town_not_at_meeting", town=town
        )


def _require_same_meeting(current: DeviceRecord, meeting: Meeting) -> None:
    if current.meeting != meeting:
        raise UnableToSaveRecordError(
            _("This record belongs to another meeting."), "record_of_another_meeting"
        )


def _require_valid(made: DeviceRecord) -> None:
    """Refuse what a field cannot hold, by its name and in words."""
    plain = {each.name: each for each in made._meta.fields}
    try:
        made.clean_fields(exclude={name for name, each in plain.items() if each.is_relation})
    except ValidationError as error:
        name, problems = next(iter(error.message_dict.items()))
        label = plain[name].verbose_name
        raise UnableToSaveRecordError(
            _("{field}: {problem}"), "record_not_valid", field=label, problem=problems[0]
        ) from error
