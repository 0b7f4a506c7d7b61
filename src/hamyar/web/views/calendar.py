"""The working calendar: a year at a glance, the lunar table, closures, the working week."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamyar.accounts.edge import requires, signed_in
from hamyar.accounts.permissions import has_permission
from hamyar.core.calendar import services, working_calendar
from hamyar.core.calendar.selectors import closures_of, lunar_holidays_of, working_weeks
from hamyar.core.calendar.table import COLUMNS, HolidayRow, read_table, rows_of, table_cells
from hamyar.core.enums import HolidayStatus
from hamyar.core.errors import UnableToError
from hamyar.core.jalali import FIRST_YEAR, LAST_YEAR, WEEKDAYS_EN, WEEKDAYS_FA, jalali_year
from hamyar.core.models import Closure, LunarHoliday
from hamyar.core.spreadsheet import csv_lines, csv_response
from hamyar.core.translation import active_language
from hamyar.web.calendar_year import year_of
from hamyar.web.forms.calendar import ClosureForm, HolidayForm, TableFileForm, TableTextForm, WeekForm

CHANGE = "core.change_calendar"
USUAL_WEEK = (0, 1, 2, 3, 4)


@login_required
@require_GET
def this_year(request: HttpRequest) -> HttpResponse:
    """Lead to the year of today."""
    return redirect("web:calendar_year", jalali_year(timezone.now()))


@login_required
@require_GET
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Show the months of a year, its holidays and closures."""
    return _year_page(request, year)


def _year_page(request: HttpRequest, number: int, **wrong: Form) -> HttpResponse:
    if not FIRST_YEAR <= number < LAST_YEAR:
        raise Http404
    context = {
        "year": year_of(number=number, calendar=working_calendar(), today=timezone.localdate()),
        "weekdays": _weekdays(),
        "holidays": lunar_holidays_of(year=number),
        "closures": closures_of(year=number),
        "weeks": [(week, _names(week.days)) for week in working_weeks()],
        "usual_week": _names(USUAL_WEEK),
        "may_change": has_permission(request.user, CHANGE),
        "closure_form": ClosureForm(),
        "week_form": WeekForm(initial={"days": USUAL_WEEK}),
        **wrong,
    }
    return render(request, "web/calendar/year.html", context, status=422 if wrong else 200)


def _weekdays() -> tuple[str, ...]:
    return WEEKDAYS_FA if active_language() == "fa" else WEEKDAYS_EN


def _names(days: Iterable[int]) -> list[str]:
    return [_weekdays()[day] for day in days]


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def import_table(request: HttpRequest) -> HttpResponse:
    """Take a table of lunar holidays and show what it would change."""
    form = TableFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return _preview(request, read_table(file.read(), name=file.name))
        except UnableToError as refusal:
            form.add_error("file", refusal.message)
    return render(request, "web/calendar/import.html", {"form": form}, status=422 if form.errors else 200)


def _preview(request: HttpRequest, rows: list[HolidayRow]) -> HttpResponse:
    content = "".join(csv_lines(COLUMNS, table_cells(rows)))
    context = {
        "change": services.table_change(rows=rows),
        "form": TableTextForm(initial={"content": content}),
        "rows": rows,
    }
    return render(request, "web/calendar/preview.html", context)


@requires(CHANGE)
@require_POST
def confirm_table(request: HttpRequest) -> HttpResponse:
    """Store the table that was shown."""
    form = TableTextForm(request.POST)
    if not form.is_valid():
        return redirect("web:calendar_import")
    try:
        rows = read_table(form.cleaned_data["content"].encode())
    except UnableToError as refusal:
        messages.error(request, refusal.message)
        return redirect("web:calendar_import")
    services.import_lunar_holidays(rows=rows, by=signed_in(request), at=timezone.now())
    messages.success(request, _("The table is stored."))
    return redirect("web:calendar_year", rows[-1].year)


@login_required
@require_GET
def export_table(request: HttpRequest, year: int) -> HttpResponseBase:
    """Give the lunar table of a year as a file that can be imported again."""
    rows = rows_of(lunar_holidays_of(year=year))
    return csv_response(name=f"holidays-{year}.csv", header=COLUMNS, rows=table_cells(rows))


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def correct_holiday(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a lunar holiday or confirm its date."""
    holiday = get_object_or_404(LunarHoliday, pk=pk)
    stored = {"date": holiday.date, "status": holiday.status, "source": holiday.source}
    form = HolidayForm(request.POST or None, initial=stored)
    if request.method == "POST" and form.is_valid():
        facts = {**form.cleaned_data, "status": HolidayStatus(form.cleaned_data["status"])}
        try:
            services.correct_lunar_holiday(holiday=holiday, **facts, by=signed_in(request), at=timezone.now())
        except UnableToError as refusal:
            form.add_error("date", refusal.message)
        else:
            messages.success(request, _("The holiday is corrected."))
            return redirect("web:calendar_year", holiday.jalali_year)
    context = {"form": form, "holiday": holiday}
    return render(request, "web/calendar/holiday.html", context, status=422 if form.errors else 200)


@requires(CHANGE)
@require_POST
def add_closure(request: HttpRequest) -> HttpResponse:
    """Close one day or some days."""
    form = ClosureForm(request.POST)
    if form.is_valid():
        facts = form.cleaned_data
        first = facts["first_on"]
        last = facts["last_on"] or first
        try:
            services.add_closure(
                first_on=first, last_on=last, reason=facts["reason"], by=signed_in(request), at=timezone.now()
            )
        except UnableToError as refusal:
            form.add_error("first_on", refusal.message)
        else:
            messages.success(request, _("The closure is stored; working days are counted without it."))
            return redirect("web:calendar_year", jalali_year(first))
    return _year_page(request, jalali_year(timezone.now()), closure_form=form)


@requires(CHANGE)
@require_POST
def cancel_closure(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a closure back."""
    closure = get_object_or_404(Closure, pk=pk)
    shown = jalali_year(closure.first_on)
    services.cancel_closure(closure=closure, by=signed_in(request), at=timezone.now())
    messages.success(request, _("The closure is taken back; its days count again."))
    return redirect("web:calendar_year", shown)


@requires(CHANGE)
@require_POST
def working_week(request: HttpRequest) -> HttpResponse:
    """Say which days of the week are worked from a day on."""
    form = WeekForm(request.POST)
    if not form.is_valid():
        return _year_page(request, jalali_year(timezone.now()), week_form=form)
    services.set_working_week(**form.cleaned_data, by=signed_in(request), at=timezone.now())
    messages.success(request, _("The working week is stored."))
    return redirect("web:calendar_year", jalali_year(form.cleaned_data["effective_from"]))
