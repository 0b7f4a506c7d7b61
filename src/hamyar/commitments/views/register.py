"""The register of promises, its files, the weekly list and the share kept on time."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hamyar.accounts.models import User
from hamyar.commitments import exports, permissions, printed, selectors
from hamyar.commitments.enums import Outcome
from hamyar.commitments.forms import FilterForm
from hamyar.commitments.models import Commitment
from hamyar.commitments.selectors.on_time import OnTime, Tally, on_time
from hamyar.commitments.selectors.overdue import overdue_by_side
from hamyar.commitments.views.reader import reader
from hamyar.core.documents import file_response
from hamyar.core.jalali import month_name
from hamyar.core.spreadsheet import csv_response
from hamyar.core.translation import active_language

ROWS_OF_A_PAGE = 50
KINDS = ("csv", "xlsx")


def _asked(request: HttpRequest, user: User, today: dt.date) -> tuple[FilterForm, QuerySet[Commitment]]:
    form = FilterForm(request.GET or None)
    if not form.is_bound:
        form = FilterForm({})
    return form, selectors.register(user=user, filters=form.filters(user), on=today)


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Show the promises the address asks for; the reader's own come first."""
    user, today = reader(request), timezone.localdate()
    form, rows = _asked(request, user, today)
    page = Paginator(rows, ROWS_OF_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "today": today,
        "late": [row.pk for row in page if row.days_overdue(today)],
        "query": request.GET.urlencode(),
        "can_record": permissions.can_record(user=user),
        "can_change": permissions.can_change(user=user),
        "sees_all": permissions.can_view_all(user=user),
    }
    return render(request, "commitments/list.html", context)


@login_required
@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Send what the register shows as a file."""
    user, today = reader(request), timezone.localdate()
    if kind not in KINDS:
        raise Http404
    _form, rows = _asked(request, user, today)
    if kind == "csv":
        return csv_response(
            name="promises.csv", header=exports.header(), rows=exports.rows_of(rows, on=today)
        )
    return file_response(exports.as_xlsx(rows, on=today), name="promises.xlsx")


@login_required
@require_GET
def overdue_list(request: HttpRequest) -> HttpResponse:
    """Show the weekly list of what is overdue, to print."""
    user, today = reader(request), timezone.localdate()
    sides = overdue_by_side(user=user, on=today)
    context = {
        "sides": sides,
        "today": today,
        "count": sum(side.count for side in sides),
        "can_change": permissions.can_change(user=user),
    }
    return render(request, "commitments/overdue.html", context)


@login_required
@require_GET
def overdue_file(request: HttpRequest) -> HttpResponse:
    """Send the weekly list as a PDF."""
    user, today = reader(request), timezone.localdate()
    content = printed.overdue_pdf(sides=overdue_by_side(user=user, on=today), on=today)
    return file_response(content, name=f"overdue-promises-{today.isoformat()}.pdf")


@login_required
@require_GET
def on_time_page(request: HttpRequest) -> HttpResponse:
    """Show which share of the promises was kept on the date they were first given."""
    found = on_time(user=reader(request), on=timezone.localdate())
    tables = [
        (_("By month of the first due date"), _("Month"), [(_month(row), row) for row in found.by_month]),
        (_("By side"), _("Who promised"), _named(found.by_side)),
        (_("By town"), _("Town"), _named(found.by_town)),
        (_("By company"), _("Company"), _named(found.by_company)),
    ]
    context = {
        "found": found,
        "outcomes": list(Outcome),
        "tables": [table for table in tables if table[2]],
        "chart": _chart(found) if len(found.by_month) > 1 else None,
    }
    return render(request, "commitments/on_time.html", context)


def _named(tallies: Sequence[Tally]) -> list[tuple[str, Tally]]:
    return [(tally.label, tally) for tally in tallies]


def _month(tally: Tally) -> str:
    year, month = tally.month
    return f"{month_name(month, language=active_language())} {year}"


def _chart(found: OnTime) -> dict[str, Any]:
    language = active_language()
    return {
        "groups": [month_name(row.month[1], language=language) for row in found.by_month],
        "series": [{"name": _("Kept on time"), "values": [row.share for row in found.by_month]}],
    }
