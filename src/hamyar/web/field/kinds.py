"""Each kind of record a device makes: how it is read back and which service saves it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5
from zlib import crc32

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.commitments.models import Commitment
from hamyar.core.jalali import TEHRAN
from hamyar.findings.models import Finding
from hamyar.group.models import Company
from hamyar.places.models import Municipality
from hamyar.visits.enums import AttendanceState, Side
from hamyar.visits.errors import UnableToSaveRecordError
from hamyar.visits.models import (
    AgendaItem,
    Attendance,
    CountySession,
    Decision,
    Meeting,
    Note,
    SitePhoto,
    SiteWalk,
)
from hamyar.visits.permissions import towns_of
from hamyar.visits.services import meeting as services
from hamyar.visits.services.meeting.saving import locked
from hamyar.visits.services.sync import Keeper, SentOperation, Standing
from hamyar.visits.services.visits import hold_visit
from hamyar.web.field import further, reading
from hamyar.web.field.reading import UnableToReadError, Values


@dataclass(frozen=True)
class MeetingKind:
    """A kind of record of a meeting: its model, the fields a device writes, how they are read and saved."""

    model: type[Model]
    names: tuple[str, ...]
    read: Callable[[Values], Any]
    save: Callable[..., Any]
    related: tuple[str, ...] = ()
    is_withdrawn: bool = True
    town: str = ""
    """The field that names the one town of a county session it is about."""
    kept: tuple[str, ...] = ()
    """Fields a device does not write and a change from it leaves as they are."""
    readable: Callable[[User], QuerySet[Any]] | None = None
    """Which rows a person may read, where not everybody of the team may read all."""

    def rows(self) -> QuerySet[Any]:
        """Return all records of the kind."""
        return QuerySet(self.model)

    def open_rows(self, *, reader: User) -> QuerySet[Any]:
        """Return the records that were not withdrawn, as far as the reader may know them or wrote them."""
        rows = self.rows().filter(withdrawn_at=None) if self.is_withdrawn else self.rows()
        if self.readable is not None:
            rows = rows.filter(Q(pk__in=self.readable(reader).values("pk")) | Q(recorded_by=reader))
        return rows.select_related("recorded_by", *self.related).order_by("pk")


def _choice(values: Values, name: str, choices: Any) -> Any:
    named = reading.text(values, name)
    if named not in choices.values:
        raise UnableToReadError(_("What the device sent could not be read: {name}."), "unreadable", name=name)
    return choices(named)


def _agenda(values: Values) -> services.AgendaFields:
    return services.AgendaFields(
        text=reading.text(values, "text"),
        position=reading.whole(values, "position"),
        is_done=reading.truth(values, "is_done"),
    )


def _attendance(values: Values) -> services.AttendanceFields:
    return services.AttendanceFields(
        full_name=reading.text(values, "full_name"),
        side=_choice(values, "side", Side),
        position=reading.text(values, "position"),
        state=_choice(values, "state", AttendanceState),
        substitute_for=reading.text(values, "substitute_for"),
    )


def _site(values: Values) -> services.SiteWalkFields:
    return services.SiteWalkFields(
        title=reading.text(values, "title"),
        latitude=reading.real(values, "latitude"),
        longitude=reading.real(values, "longitude"),
        text=reading.text(values, "text"),
    )


def _note(values: Values) -> services.NoteFields:
    return services.NoteFields(
        text=reading.text(values, "text"), is_confidential=reading.truth(values, "is_confidential")
    )


def _decision(values: Values) -> services.DecisionFields:
    return services.DecisionFields(
        text=reading.text(values, "text"),
        number=reading.whole(values, "number"),
        responsible=reading.text(values, "responsible"),
        cooperating=reading.text(values, "cooperating"),
        due_on=reading.day(values, "due_on"),
    )


def _photo(values: Values) -> services.PhotoFields:
    return services.PhotoFields(
        caption=reading.text(values, "caption"), site=reading.identity(values, "site")
    )


KINDS: Mapping[str, MeetingKind] = {
    "agenda": MeetingKind(AgendaItem, ("text", "position", "is_done"), _agenda, services.save_agenda_item),
    "attendance": MeetingKind(
        Attendance,
        ("full_name", "position", "side", "state", "substitute_for"),
        _attendance,
        services.save_attendance,
        related=("municipality",),
        town="municipality",
        kept=("municipality", "user"),
    ),
    "site": MeetingKind(SiteWalk, ("title", "latitude", "longitude", "text"), _site, services.save_site_walk),
    "photo": MeetingKind(SitePhoto, ("caption", "site"), _photo, services.save_photo, related=("site",)),
    "note": MeetingKind(Note, ("text", "is_confidential"), _note, services.save_note),
    "decision": MeetingKind(
        Decision,
        ("text", "number", "responsible", "cooperating", "due_on"),
        _decision,
        services.save_decision,
        related=("municipality",),
        town="municipality",
        kept=("municipality",),
    ),
    "finding": MeetingKind(
        Finding,
        further.FINDING,
        further.read_finding,
        further.save_finding_at,
        related=("municipality",),
        town="municipality",
        readable=further.findings_for,
    ),
    "promise": MeetingKind(
        Commitment,
        further.PROMISE,
        further.read_promise,
        further.save_promise_at,
        related=("company", "town"),
        town="town",
        is_withdrawn=False,
        readable=further.promises_for,
    ),
}


@dataclass(frozen=True)
class MeetingKeeper:
    """Reads and saves one kind of record of the meeting; ``content`` is the picture of a photo."""

    kind: MeetingKind
    content: bytes | None = None

    def standing(self, *, meeting: Meeting, record_id: UUID) -> Standing | None:
        """Return the record as it stands, locked.

        Raises
        ------
        UnableToSaveRecordError
            When it belongs to another visit.
        """
        found = self.kind.rows().select_for_update().filter(device_id=record_id).first()
        if found is None:
            return None
        if (found.visit or found.session) != meeting:
            raise UnableToSaveRecordError(
                _("This record belongs to another meeting."), "record_of_another_meeting"
            )
        return standing_of(found, self.kind)

    def save(self, *, meeting: Meeting, sent: SentOperation, by: User, at: datetime) -> int:
        """Save the record by the service of its kind."""
        fields = self._completed(self.kind.read(sent.fields), meeting, sent)
        saved = self.kind.save(
            meeting=meeting,
            device_id=sent.record_id,
            revision=sent.base_revision,
            fields=fields,
            device_time=sent.device_time,
            by=by,
            at=at,
        )
        return int(saved.revision)

    def _completed(self, fields: Any, meeting: Meeting, sent: SentOperation) -> Any:
        """Add what is not among the words of a form: the picture, the town, what the desk alone writes."""
        stored = self.kind.rows().filter(device_id=sent.record_id).first() if self.kind.kept else None
        added = {name: getattr(stored, name) for name in self.kind.kept} if stored else {}
        if self.kind.town and isinstance(meeting, CountySession):
            added[self.kind.town] = _town(meeting, sent.fields)
        if self.content is not None:
            added["content"] = self.content
        return {**fields, **added} if isinstance(fields, dict) else replace(fields, **added)


def _town(session: CountySession, values: Values) -> Municipality | None:
    """Return the town of the session a record is about; nothing for a record of all of them."""
    code = reading.text(values, "town")
    if not code:
        return None
    found = towns_of(meeting=session).filter(code=code).select_related("county").first()
    if found is None:
        raise UnableToSaveRecordError(
            _("{town} does not sit at this meeting."), "town_not_at_meeting", town=code
        )
    return found


def standing_of(found: Any, kind: MeetingKind) -> Standing:
    """Return a record as devices read it."""
    writer = found.recorded_by
    fields = {name: _said(getattr(found, name)) for name in kind.names}
    if kind.town and found.session_id is not None:
        town = getattr(found, kind.town)
        fields["town"] = town.code if town else ""
    return Standing(
        revision=found.revision,
        fields=fields,
        by=writer.full_name if writer else "",
        at=found.recorded_at,
        is_withdrawn=kind.is_withdrawn and found.withdrawn_at is not None,
    )


def _said(value: Any) -> Any:
    if isinstance(value, SiteWalk):
        return str(value.device_id)
    if isinstance(value, Company):
        return value.code
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


HELD = "held"
"""The kind of the one record of a visit that says when and where it was held."""
HELD_SPACE = UUID("6f9f2a52-6f0c-4f0e-9a39-1f5a3e0c7c11")


def held_id(meeting: Meeting) -> UUID:
    """Return the id under which every device writes that a visit or a county session was held."""
    kind = "session" if isinstance(meeting, CountySession) else "visit"
    return uuid5(HELD_SPACE, f"{kind}-{meeting.pk}")


class HeldKeeper:
    """Reads and saves when and where a visit was held; a county session takes its visits along."""

    def standing(self, *, meeting: Meeting, record_id: UUID) -> Standing | None:
        """Return when the meeting was held, locked; nothing while it was not."""
        if record_id != held_id(meeting):
            raise UnableToSaveRecordError(
                _("This record belongs to another meeting."), "record_of_another_meeting"
            )
        return held_standing(locked(meeting))

    def save(self, *, meeting: Meeting, sent: SentOperation, by: User, at: datetime) -> int:
        """Record that the visit was held."""
        started = reading.tehran(sent.fields, "held_start")
        if started is None:
            raise UnableToSaveRecordError(_("Say when the visit began."), "start_missing")
        saved = hold_visit(
            meeting=meeting,
            started=started,
            ended=reading.tehran(sent.fields, "held_end"),
            place=reading.text(sent.fields, "place"),
            by=by,
            at=at,
        )
        standing = held_standing(saved)
        return standing.revision if standing else 0


def held_standing(meeting: Meeting) -> Standing | None:
    """Return when and where a meeting was held; its revision is drawn from what it says."""
    if meeting.held_start is None:
        return None
    fields = {
        "held_start": _tehran(meeting.held_start),
        "held_end": _tehran(meeting.held_end) if meeting.held_end else None,
        "place": meeting.place,
    }
    return Standing(crc32(repr(sorted(fields.items())).encode()) & 0x7FFFFFFF, fields)


def _tehran(moment: datetime) -> str:
    return moment.astimezone(TEHRAN).strftime("%Y-%m-%dT%H:%M")


def keeper_of(kind: str, *, content: bytes | None = None) -> Keeper | None:
    """Return what reads and saves a kind of record; nothing for a kind unknown here."""
    if kind == HELD:
        return HeldKeeper()
    found = KINDS.get(kind)
    return MeetingKeeper(found, content) if found else None


def known_kinds() -> tuple[str, ...]:
    """Return the kinds of records that can be made on a device."""
    return (*KINDS, HELD)
