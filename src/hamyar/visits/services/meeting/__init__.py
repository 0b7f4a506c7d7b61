"""What is recorded at a visit or a county session: saved once however often it is sent, never overwritten silently."""

from hamyar.visits.services.meeting.agenda import fill_agenda
from hamyar.visits.services.meeting.fields import (
    AgendaFields,
    AgendaPoint,
    AttendanceFields,
    DecisionFields,
    NoteFields,
    PhotoFields,
    SiteWalkFields,
)
from hamyar.visits.services.meeting.records import (
    save_agenda_item,
    save_attendance,
    save_decision,
    save_note,
    save_photo,
    save_site_walk,
    withdraw_record,
)

__all__ = [
    "AgendaFields",
    "AgendaPoint",
    "AttendanceFields",
    "DecisionFields",
    "NoteFields",
    "PhotoFields",
    "SiteWalkFields",
    "fill_agenda",
    "save_agenda_item",
    "save_attendance",
    "save_decision",
    "save_note",
    "save_photo",
    "save_site_walk",
    "withdraw_record",
]
