"""The text of minutes, always in Persian, in the form of provincial meetings: what both sides read and confirm.

Confidential notes never enter it. Where a decision stands is not part of it either: that goes on after the meeting.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from hamyar.core.jalali import TEHRAN, format_jalali, jalali_year
from hamyar.core.persian import to_persian_digits
from hamyar.visits.enums import AttendanceState, Side
from hamyar.visits.models import Attendance, CountySession, Decision, Meeting, Visit
from hamyar.visits.selectors.meeting import CAME, MeetingRecords, records_of, towns_to_confirm

LANGUAGE = "fa"


@dataclass(frozen=True)
class MinutesSection:
    """A further part of the minutes, such as the findings or the promises of the visit; one line each."""

    title: str
    items: tuple[str, ...]


def meeting_number(meeting: Meeting) -> str:
    """Return the number of a meeting: its Jalali year and its number in the house."""
    letter = "ش" if isinstance(meeting, CountySession) else ""
    return to_persian_digits(
        f"{jalali_year(meeting.held_start or meeting.planned_start)}/{letter}{meeting.pk}"
    )


def minutes_content(*, meeting: Meeting, extra_sections: Sequence[MinutesSection]) -> dict[str, Any]:
    """Return the minutes as plain data: title, facts of the head, sections with one line for each item."""
    with override(LANGUAGE):
        records = records_of(meeting=meeting, for_town=True)
        sections = [*_sections(records, in_session=isinstance(meeting, CountySession)), *extra_sections]
        return {
            "title": _title(meeting),
            "head": [[label, value] for label, value in _head(meeting) if value],
            "sections": [{"title": each.title, "lines": list(each.items)} for each in sections if each.items],
        }


def plain_text(content: dict[str, Any]) -> str:
    """Return the text whose digest both sides confirm."""
    lines = [content["title"], ""]
    lines += [f"{label}: {value}" for label, value in content["head"]]
    for section in content["sections"]:
        lines += ["", section["title"]]
        lines += [f"{to_persian_digits(str(at))}. {item}" for at, item in enumerate(section["lines"], 1)]
    return "\n".join(lines) + "\n"


def _title(meeting: Meeting) -> str:
    if isinstance(meeting, Visit):
        return _("Minutes of the visit to %(town)s") % {"town": meeting.municipality.name_fa}
    return _("Minutes of the session of the county of %(county)s") % {"county": meeting.county.name_fa}


def _head(meeting: Meeting) -> list[tuple[str, str]]:
    start, end = meeting.held_start or meeting.planned_start, meeting.held_end
    towns = [town.name_fa for town in towns_to_confirm(meeting=meeting)]
    return [
        (_("Number"), meeting_number(meeting)),
        (_("Date"), format_jalali(start, "weekday", language=LANGUAGE)),
        (_("Hour of the start"), _hour(start)),
        (_("Hour of the end"), _hour(end) if end else ""),
        (_("Place"), meeting.place),
        (_("Chair"), meeting.chair),
        (_("Secretary"), meeting.secretary),
        (_("Towns"), "، ".join(towns) if isinstance(meeting, CountySession) else ""),
    ]


def _hour(moment: Any) -> str:
    return to_persian_digits(f"{moment.astimezone(TEHRAN):%H:%M}")


def _sections(records: MeetingRecords, *, in_session: bool) -> list[MinutesSection]:
    people = records.attendances
    came = [each for each in people if each.state in CAME and each.side != Side.OTHER]
    guests = [each for each in people if each.state in CAME and each.side == Side.OTHER]
    away = [each for each in people if each.state not in CAME]
    return [
        MinutesSection(_("Present"), _lines(_person(each) for each in came)),
        MinutesSection(_("Invited"), _lines(_person(each) for each in guests)),
        MinutesSection(_("Absent"), _lines(_person(each) for each in away)),
        MinutesSection(_("Agenda"), _lines(item.text for item in records.agenda)),
        MinutesSection(_("Sites walked"), _lines(_site(site) for site in records.sites)),
        MinutesSection(_("Summary of the talks"), _lines(note.text for note in records.notes)),
        MinutesSection(
            _("Decisions"), _lines(_decision(each, in_session=in_session) for each in records.decisions)
        ),
    ]


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Return each text on one line of its own."""
    return tuple(" ".join(text.split()) for text in texts)


def _person(each: Attendance) -> str:
    town = each.municipality.name_fa if each.municipality else ""
    named = "، ".join(part for part in (each.full_name, each.position, town) if part)
    if each.state == AttendanceState.SUBSTITUTE:
        return _("%(person)s, in place of %(other)s") % {"person": named, "other": each.substitute_for}
    if each.state == AttendanceState.EXCUSED:
        return _("%(person)s (excused)") % {"person": named}
    return named


def _site(site: Any) -> str:
    return f"{site.title}: {site.text}" if site.text else site.title


def _decision(each: Decision, *, in_session: bool) -> str:
    town = each.municipality or (each.visit.municipality if each.visit and in_session else None)
    due = format_jalali(each.due_on, language=LANGUAGE) if each.due_on else ""
    parts = [
        (_("responsible"), each.responsible),
        (_("cooperating"), each.cooperating),
        (_("Until when"), due),
        (_("for the town"), town.name_fa if town else ""),
    ]
    said = "؛ ".join(f"{label}: {value}" for label, value in parts if value)
    return f"{each.text} ({said})" if said else each.text
