"""Letters to mayors and the programme sheet of each trip, as data that PDF and DOCX are set from."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from hamyar.core.documents import Document, render_pdf
from hamyar.core.jalali import TEHRAN, format_jalali, local_date
from hamyar.core.persian import format_number
from hamyar.core.translation import active_language
from hamyar.places.enums import OfficialKind
from hamyar.places.models import Municipality, Official
from hamyar.places.selectors import at_day
from hamyar.visits.enums import COMING
from hamyar.visits.models import TeamMember, Trip, Visit, VisitProgramme
from hamyar.visits.plan_page import clock
from hamyar.visits.rules import ProgrammeRules, read_rules
from hamyar.visits.selectors import missing_figures

Paper = dict[str, Any]
BLANK = "…………………"
NOON = dt.time(12, 15)
MOST_MISSING = 6
"""So many missing figures are asked for in one letter."""


def organisation() -> str:
    """Return the organisation's name in the language of the page."""
    language = active_language()
    return str(settings.ORGANISATION.get(language, settings.ORGANISATION["fa"]))


def _day(moment: dt.date | dt.datetime) -> str:
    return format_jalali(moment, "weekday", language=active_language())


def _hour(moment: dt.datetime | dt.time) -> str:
    local = moment.astimezone(TEHRAN) if isinstance(moment, dt.datetime) else moment
    return clock(local.hour * 60 + local.minute)


def letters(*, programme: VisitProgramme, visits: Sequence[Visit], number: str, on: dt.date) -> Paper:
    """Return one letter for each town that has a coming visit, in the order of the first visits."""
    by_town: dict[Municipality, list[Visit]] = {}
    for visit in visits:
        if visit.state in COMING:
            by_town.setdefault(visit.municipality, []).append(visit)
    missing = missing_figures(run=programme.ranking_run)
    return {
        "title": _("Letters to mayors"),
        "organisation": organisation(),
        "subject_label": _("Subject"),
        "signature": _("Chief executive of the organisation"),
        "letters": [
            _letter(programme, town, own, missing.get(town.code, ()), number=number, on=on)
            for town, own in by_town.items()
        ],
    }


def _letter(
    programme: VisitProgramme,
    town: Municipality,
    visits: Sequence[Visit],
    missing: Sequence[str],
    *,
    number: str,
    on: dt.date,
) -> Paper:
    return {
        "head": [
            [_("Number"), number or BLANK],
            [_("Date"), format_jalali(on, "short", language=active_language())],
            [_("Attachment"), _("no attachment")],
        ],
        "recipient": _recipient(town, on),
        "subject": _("visit of the organisation, %(programme)s") % {"programme": programme.title},
        "opening": [
            _("With greetings and respect,"),
            _(
                "the organisation visits each municipality by a published programme, to see needs, problems, "
                "capacities and potentials on the spot and to follow up what was promised. Your "
                "municipality is visited as follows:"
            ),
        ],
        "header": [_("Day"), _("Hour"), _("Place")],
        "rows": [[_day(visit.planned_start), _hour(visit.planned_start), _where(visit)] for visit in visits],
        "ask": _("Please prepare until then:"),
        "items": [*_to_prepare(), *_missing_words(missing)],
        "closing": _(
            "If this day does not suit you, please tell the organisation a week before at the latest."
        ),
    }


def _recipient(town: Municipality, on: dt.date) -> list[str]:
    """Return whom the letter is for: the name when it is known, then the salutation by position."""
    official: Official | None = at_day(town.officials.all(), on=on)
    words = {"town": town.name}
    is_caretaker = official is not None and official.kind == OfficialKind.CARETAKER
    position = (
        _("Honoured caretaker of the municipality of %(town)s") % words
        if is_caretaker
        else _("Honoured mayor of %(town)s") % words
    )
    return [official.full_name, position] if official else [position]


def _where(visit: Visit) -> str:
    if visit.session:
        return _("County session in %(host)s") % {"host": visit.session.host.name}
    return visit.place or _("Municipality of %(town)s") % {"town": visit.municipality.name}


def _to_prepare() -> list[str]:
    return [
        _("the presence of the mayor, the head of the city council and the experts concerned"),
        _("the needs and problems of the town in the order of their urgency, with size and cost"),
        _("capacities and plots that suit joint investment, with their documents"),
        _("the income of the municipality by source and the approved budget of this year"),
        _("what became of the earlier decisions and promises"),
        _("the sites you propose to walk to"),
    ]


def _missing_words(missing: Sequence[str]) -> list[str]:
    if not missing:
        return []
    names = _(", ").join(missing[:MOST_MISSING])
    return [_("figures the organisation does not have: %(names)s") % {"names": names}]


def letters_pdf(paper: Paper) -> bytes:
    """Set the letters as PDF, each on its own page."""
    return render_pdf(template="visits/documents/letters.typ", data=paper)


def letters_docx(paper: Paper) -> bytes:
    """Write the letters as DOCX, each on its own page."""
    document = Document(title=paper["title"])
    for at, letter in enumerate(paper["letters"]):
        if at:
            document.page_break()
        document.heading(paper["organisation"])
        document.facts([(label, value) for label, value in letter["head"]])
        for line in letter["recipient"]:
            document.paragraph(line, is_bold=True)
        document.facts([(paper["subject_label"], letter["subject"])])
        for text in letter["opening"]:
            document.paragraph(text)
        document.table(letter["header"], letter["rows"], widths=[2, 1, 2])
        document.paragraph(letter["ask"], is_bold=True)
        document.items(letter["items"])
        document.paragraph(letter["closing"])
        document.signatures(["", paper["signature"]])
    return document.to_bytes()


def sheets(*, trips: Iterable[Trip]) -> Paper:
    """Return the programme sheet of each trip: delegation, timetable, what to bring."""
    return {
        "title": _("Programme sheets"),
        "organisation": organisation(),
        "words": {
            "delegation": _("Delegation"),
            "people": [_("Name"), _("Position"), _("Telephone")],
            "nobody": _("Nobody is in the team yet."),
            "timetable": _("Timetable"),
            "columns": [_("Hour"), _("What"), _("Where")],
            "bring": _("To bring along"),
        },
        "bring": [
            _("the town file of each town, printed"),
            _("the minutes of the last visit and the promises still open"),
            _("the form of the minutes and the stamp of the organisation"),
            _("the telephone with the offline page opened once before leaving"),
        ],
        "sheets": [_sheet(trip) for trip in trips],
    }


def _sheet(trip: Trip) -> Paper:
    visits = [visit for visit in trip.visits.all() if visit.state in COMING]
    counties = dict.fromkeys(visit.municipality.county.name for visit in visits)
    rules = read_rules(trip.programme.rules) if trip.programme else ProgrammeRules()
    span = _day(trip.first_on)
    if trip.last_on != trip.first_on:
        span = _("%(first)s to %(last)s") % {"first": span, "last": _day(trip.last_on)}
    return {
        "title": _("Programme of the visit to %(counties)s") % {"counties": _(", ").join(counties)},
        "lead": span,
        "facts": [
            [_("Team"), trip.team.name],
            [_("Base"), trip.team.base.name],
            [_("Road"), _("%(km)s km") % {"km": format_number(round(trip.km), language=active_language())}],
            [_("Nights away"), format_number(len(trip.nights), language=active_language())],
            [_("Contact"), BLANK],
            [_("Vehicle and driver"), BLANK],
        ],
        "people": [[member.full_name, member.position, ""] for member in _delegation(trip)],
        "days": _days(trip, visits, rules),
    }


def _delegation(trip: Trip) -> list[TeamMember]:
    return [
        member
        for member in trip.team.members.all()
        if member.since <= trip.first_on and (member.until is None or member.until > trip.first_on)
    ]


def _days(trip: Trip, visits: Sequence[Visit], rules: ProgrammeRules) -> list[Paper]:
    days = [trip.first_on + dt.timedelta(days=at) for at in range((trip.last_on - trip.first_on).days + 1)]
    return [
        {
            "label": _day(day),
            "rows": _rows(trip, day, [v for v in visits if local_date(v.planned_start) == day], rules),
        }
        for day in days
    ]


def _rows(trip: Trip, day: dt.date, visits: Sequence[Visit], rules: ProgrammeRules) -> list[list[str]]:
    """Return the rows of a day in order; towns of one session share a row."""
    rows: list[tuple[dt.time, list[str]]] = []
    if day == trip.first_on and trip.departs_at:
        rows.append((trip.departs_at, [_hour(trip.departs_at), _("Setting off"), trip.team.base.name]))
    seen: set[int] = set()
    noon = NOON
    for visit in visits:
        if visit.session_id in seen:
            continue
        seen |= {visit.session_id} if visit.session_id else set()
        start, end = (each.astimezone(TEHRAN).time() for each in (visit.planned_start, visit.planned_end))
        noon = max(noon, end) if start <= NOON else noon
        what = (
            _("County session: meeting with the mayors and councils")
            if visit.session_id
            else _("Arrival, meeting with the mayor and the council, walk to the sites, summing up")
        )
        where = visit.session.host.name if visit.session else visit.municipality.name
        rows.append((start, [f"{_hour(start)}–{_hour(end)}", what, where]))
    is_back_by_noon = day == trip.last_on and trip.returns_at is not None and trip.returns_at <= noon
    if rules.break_minutes and visits and not is_back_by_noon:
        rows.append((noon, [_hour(noon), _("Noon prayer and lunch"), ""]))
    if day == trip.last_on and trip.returns_at:
        rows.append((trip.returns_at, [_hour(trip.returns_at), _("Return"), trip.team.base.name]))
    return [row for _time, row in sorted(rows, key=lambda each: each[0])]


def sheets_pdf(paper: Paper) -> bytes:
    """Set the programme sheets as PDF, each trip on its own page."""
    return render_pdf(template="visits/documents/sheets.typ", data=paper)


def sheets_docx(paper: Paper) -> bytes:
    """Write the programme sheets as DOCX, each trip on its own page."""
    document = Document(title=paper["title"], size=10.5)
    words = paper["words"]
    for at, sheet in enumerate(paper["sheets"]):
        if at:
            document.page_break()
        document.heading(sheet["title"], level=1)
        document.paragraph(sheet["lead"], is_soft=True)
        document.facts([(label, value) for label, value in sheet["facts"]])
        document.heading(words["delegation"])
        if sheet["people"]:
            document.table(words["people"], sheet["people"], widths=[2, 2, 2])
        else:
            document.paragraph(words["nobody"], is_soft=True)
        document.heading(words["timetable"])
        for day in sheet["days"]:
            document.paragraph(day["label"], is_bold=True)
            document.table(words["columns"], day["rows"], widths=[2, 5, 2.5])
        document.heading(words["bring"])
        document.items(paper["bring"])
    return document.to_bytes()
