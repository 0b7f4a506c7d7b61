"""One run of a programme: calendar, map, counties, load, what changed; and its table for spreadsheets."""

import io
from typing import Any

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hamyar.accounts.edge import requires
from hamyar.accounts.permissions import has_permission
from hamyar.core.calendar import working_calendar
from hamyar.core.jalali import WEEKDAYS_EN, WEEKDAYS_FA, format_jalali
from hamyar.core.translation import active_language
from hamyar.visits.enums import ProgrammeState, RunStatus
from hamyar.visits.models import ProgrammeRun
from hamyar.visits.permissions import APPROVE, PLAN, VIEW_DESK
from hamyar.visits.plan_page import names, plan_page, planned_visits
from hamyar.visits.selectors import wishes_since

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _run(pk: int) -> ProgrammeRun:
    return get_object_or_404(
        ProgrammeRun.objects.select_related("programme", "created_by", "previous"), pk=pk
    )


@requires(VIEW_DESK)
@require_GET
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a stored plan."""
    found = _run(pk)
    is_draft = found.programme.state == ProgrammeState.DRAFT
    may_approve = is_draft and found.status != RunStatus.IMPOSSIBLE
    context: dict[str, Any] = {
        "run": found,
        "programme": found.programme,
        "plan": plan_page(run=found, calendar=working_calendar()),
        "weekdays": WEEKDAYS_FA if active_language() == "fa" else WEEKDAYS_EN,
        "cost": found.result["cost"],
        "is_newest": not ProgrammeRun.objects.filter(
            programme=found.programme, number__gt=found.number
        ).exists(),
        "asked": wishes_since(run=found) if is_draft else (),
        "may_plan": is_draft and has_permission(request.user, PLAN),
        "may_approve": may_approve and has_permission(request.user, APPROVE),
    }
    return render(request, "visits/desk/run.html", context)


@requires(VIEW_DESK)
@require_GET
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Show two runs of a programme side by side: what each costs, and every visit that differs."""
    first = _run(pk)
    second = get_object_or_404(
        ProgrammeRun.objects.select_related("programme"), pk=other, programme=first.programme
    )
    context = {"first": first, "second": second, "programme": first.programme, **_difference(first, second)}
    return render(request, "visits/desk/compare.html", context)


def _difference(first: ProgrammeRun, second: ProgrammeRun) -> dict[str, Any]:
    known = names()
    one = {(visit.town.code, visit.on, visit.team.code): visit for visit in planned_visits(first, known)}
    two = {(visit.town.code, visit.on, visit.team.code): visit for visit in planned_visits(second, known)}
    towns = sorted({key[0] for key in one.keys() ^ two.keys()}, key=lambda code: known.towns[code].sort_key)
    rows = [
        (
            known.towns[code],
            [one[key] for key in sorted(one.keys() - two.keys()) if key[0] == code],
            [two[key] for key in sorted(two.keys() - one.keys()) if key[0] == code],
        )
        for code in towns
    ]
    return {"rows": rows, "same": len(one.keys() & two.keys())}


@requires(VIEW_DESK)
@require_GET
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the plan as a table for spreadsheets, from right to left in Persian."""
    found = _run(pk)
    response = HttpResponse(_workbook(found), content_type=EXCEL)
    response["Content-Disposition"] = (
        f'attachment; filename="programme-{found.programme_id}-{found.number}.xlsx"'
    )
    return response


def _workbook(run: ProgrammeRun) -> bytes:
    language = active_language()
    header = [
        _("Date"),
        _("Weekday"),
        _("Arrival"),
        _("Departure"),
        _("Municipality"),
        _("County"),
        _("Team"),
        _("Trip"),
    ]
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(_("Visits"))
        if language == "fa":
            sheet.right_to_left()
        sheet.write_row(0, 0, header, book.add_format({"bold": True}))
        for row, visit in enumerate(planned_visits(run, names()), 1):
            weekday = format_jalali(visit.on, "weekday", language=language).split()[0]
            day = format_jalali(visit.on, "short", language=language)
            cells = [day, weekday, visit.arrival, visit.departure, visit.town.name, visit.town.county.name]
            sheet.write_row(row, 0, [*cells, visit.team.name, visit.trip])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(header) - 1, 16)
    return buffer.getvalue()
