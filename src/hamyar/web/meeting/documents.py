"""Minutes as files to print, sign and keep: the confirmed text, who confirmed it, who sees what differently."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from hamyar.core.documents import Document, render_pdf
from hamyar.core.jalali import TEHRAN, format_jalali
from hamyar.core.persian import to_persian_digits
from hamyar.visits.minutes_text import LANGUAGE, minutes_content
from hamyar.visits.models import Confirmation, Meeting, MinutesVersion
from hamyar.visits.selectors.meeting import records_of

PLAIN = "core/documents/plain.typ"


def minutes_pdf(minutes: MinutesVersion) -> bytes:
    """Return a version of the minutes as PDF."""
    with override(LANGUAGE):
        data = {
            "title": minutes.content["title"],
            "organisation": settings.ORGANISATION[LANGUAGE],
            "lead": _lead(minutes),
            "parts": [
                {"facts": minutes.content["head"]},
                *(
                    {"heading": each["title"], "paragraphs": _numbered(each)}
                    for each in minutes.content["sections"]
                ),
                *({"heading": title, "items": lines} for title, lines in _afterwards(minutes)),
            ],
            "signatures": _signatures(),
            "foot": _foot(minutes),
        }
        return render_pdf(template=PLAIN, data=data)


def minutes_docx(minutes: MinutesVersion) -> bytes:
    """Return a version of the minutes as DOCX."""
    with override(LANGUAGE):
        document = Document(title=minutes.content["title"])
        document.heading(minutes.content["title"], level=1)
        document.paragraph(_lead(minutes), is_soft=True)
        document.facts([(label, value) for label, value in minutes.content["head"]])
        for section in minutes.content["sections"]:
            document.heading(section["title"])
            for line in _numbered(section):
                document.paragraph(line)
        for title, lines in _afterwards(minutes):
            document.heading(title)
            document.items(lines)
        document.paragraph("")
        document.signatures(_signatures())
        document.paragraph(_foot(minutes), is_soft=True, size=8.5)
        return document.to_bytes()


def _numbered(section: dict[str, Any]) -> list[str]:
    return [f"{to_persian_digits(str(at))}. {item}" for at, item in enumerate(section["lines"], 1)]


def _lead(minutes: MinutesVersion) -> str:
    said = _("Version %(number)s of %(day)s") % {
        "number": to_persian_digits(str(minutes.number)),
        "day": format_jalali(minutes.created_at, language=LANGUAGE),
    }
    return f"{said}: {minutes.what_is_new}" if minutes.what_is_new else said


def _foot(minutes: MinutesVersion) -> str:
    return _("Digest of the text: %(digest)s") % {"digest": minutes.digest[:16]}


def _signatures() -> list[str]:
    return [_("For the organisation"), _("For the municipality")]


def _afterwards(minutes: MinutesVersion) -> list[tuple[str, list[str]]]:
    given = list(minutes.confirmations.select_related("confirmed_by", "municipality"))
    confirmed = [_who(each) for each in given if not each.dissent]
    differing = [f"{_who(each)}: {' '.join(each.dissent.split())}" for each in given if each.dissent]
    parts = [(_("Confirmed by"), confirmed), (_("Dissent"), differing)]
    return [(title, lines) for title, lines in parts if lines]


def _who(each: Confirmation) -> str:
    side = each.municipality.name_fa if each.municipality else each.get_side_display()
    moment = each.confirmed_at.astimezone(TEHRAN)
    hour = to_persian_digits(f"{moment:%H:%M}")
    day = format_jalali(each.confirmed_at, language=LANGUAGE)
    return "، ".join([side, each.confirmed_by.full_name, f"{day} {hour}"])


EMPTY = ""
ROWS = {"people": 8, "sites": 4, "notes": 6, "decisions": 6, "findings": 5, "promises": 5}
"""Empty rows of the printed form: what fits on two A4 pages."""


def paper_form(meeting: Meeting) -> bytes:
    """Return the form to fill in by hand where neither telephone nor line is at hand, as PDF."""
    with override(LANGUAGE):
        return render_pdf(template=PLAIN, data=paper_content(meeting))


def paper_content(meeting: Meeting) -> dict[str, Any]:
    """Return what the form to fill in by hand holds: what is known, and empty rows after it."""
    with override(LANGUAGE):
        content = minutes_content(meeting=meeting, extra_sections=())
        records = records_of(meeting=meeting)
        agenda = [[_number(at), item.text, EMPTY] for at, item in enumerate(records.agenda, 1)]
        people = [
            [_number(at), each.full_name, each.position, EMPTY]
            for at, each in enumerate(records.attendances, 1)
        ]
        return {
            "title": content["title"],
            "organisation": settings.ORGANISATION[LANGUAGE],
            "lead": _("To be filled in by hand and entered on the desk afterwards"),
            "parts": [
                {"facts": content["head"]},
                _table(_("Agenda"), [_("Point of the agenda"), _("Talked about")], agenda, 3, (1, 10, 3)),
                _table(
                    _("Who came"),
                    [_("Full name"), _("Position"), _("Attendance")],
                    people,
                    ROWS["people"],
                    (1, 5, 5, 3),
                ),
                _table(_("Sites walked"), [_("Site"), _("What was seen")], [], ROWS["sites"], (1, 5, 8)),
                _table(_("Notes"), [_("Note")], [], ROWS["notes"], (1, 13)),
                _table(
                    _("Decisions of the meeting"),
                    [_("It was decided that"), _("Who acts"), _("Until when")],
                    [],
                    ROWS["decisions"],
                    (1, 7, 4, 3),
                ),
                _table(
                    _("Findings"),
                    [_("Kind"), _("What was found, in one line"), _("Size"), _("People affected")],
                    [],
                    ROWS["findings"],
                    (1, 2, 8, 2, 2),
                ),
                _table(
                    _("Promises"),
                    [_("Who promised"), _("What is promised"), _("Owner"), _("Until when")],
                    [],
                    ROWS["promises"],
                    (1, 3, 6, 3, 2),
                ),
            ],
            "signatures": _signatures(),
        }


def _number(at: int) -> str:
    return to_persian_digits(str(at))


def _table(
    heading: str, columns: list[str], known: list[list[str]], empty: int, widths: tuple[int, ...]
) -> dict[str, Any]:
    """Return a table with what is known and empty rows after it, high enough to write in."""
    blank = ["\n"] * len(columns)
    more = [[_number(len(known) + at), *blank] for at in range(1, empty + 1)]
    return {
        "heading": heading,
        "header": [_("Row"), *columns],
        "rows": [*known, *more],
        "widths": list(widths),
    }
