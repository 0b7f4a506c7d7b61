"""What editors see of reading: by day or week, of all items or of one, and as a table to take away."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamyar.accounts.edge import requires
from hamyar.core.jalali import format_jalali, jalali_parts, month_name
from hamyar.core.persian import to_persian_digits
from hamyar.core.spreadsheet import csv_response
from hamyar.core.translation import active_language
from hamyar.newsroom import selectors
from hamyar.newsroom.forms import ReadersForm
from hamyar.newsroom.models import NewsPage, PhotoGalleryPage
from hamyar.newsroom.selectors import Stretch

VIEW_READERS = "newsroom.view_readers"


@requires(VIEW_READERS)
@require_safe
def readers(request: HttpRequest) -> HttpResponse:
    """Show how many read, over time and by item."""
    first, last, context = _over_time(request, None)
    context["items"] = selectors.most_read(first=first, last=last)
    return render(request, "newsroom/readers.html", context)


@requires(VIEW_READERS)
@require_safe
def readers_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how many read one item, over time."""
    page = _story(pk)
    _first, _last, context = _over_time(request, pk)
    context |= {"page": page, "all_time": selectors.view_count(page_id=pk)}
    return render(request, "newsroom/readers_of.html", context)


@requires(VIEW_READERS)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """Give what the page shows as CSV."""
    return _export(request, None)


@requires(VIEW_READERS)
@require_safe
def export_of(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give what the page of one item shows as CSV."""
    return _export(request, _story(pk).pk)


def _story(pk: int) -> NewsPage | PhotoGalleryPage:
    page = selectors.story_told(pk=pk)
    if page is None:
        raise Http404
    return page


def _stretches(form: ReadersForm, page_id: int | None) -> list[Stretch]:
    """Return days, or weeks, up to today in Tehran."""
    days, are_weeks = form.wanted()
    last = timezone.localdate()
    found = selectors.daily_readers(first=last - timedelta(days=days - 1), last=last, page_id=page_id)
    return selectors.by_week(found) if are_weeks else found


def _over_time(request: HttpRequest, page_id: int | None) -> tuple[date, date, dict[str, Any]]:
    form = ReadersForm(request.GET)
    stretches = _stretches(form, page_id)
    days, are_weeks = form.wanted()
    context = {
        "form": ReadersForm(initial={"days": str(days), "by": "week" if are_weeks else "day"}),
        "stretches": stretches[::-1],
        "are_weeks": are_weeks,
        "shown_days": days,
        "total": sum(stretch.readers for stretch in stretches),
        "best": max(stretches, key=lambda stretch: stretch.readers),
        "chart": _chart(stretches, are_weeks=are_weeks),
    }
    return stretches[0].first, stretches[-1].last, context


def _chart(stretches: Sequence[Stretch], *, are_weeks: bool) -> dict[str, Any]:
    return {
        "names": [_day_and_month(stretch.first) for stretch in stretches],
        "values": [stretch.readers for stretch in stretches],
        "unit": _("readers"),
        "axis": _("week from") if are_weeks else _("Day"),
    }


def _day_and_month(day: date) -> str:
    _year, month, number = jalali_parts(day)
    language = active_language()
    text = f"{number} {month_name(month, language=language)}"
    return to_persian_digits(text) if language == "fa" else text


def _export(request: HttpRequest, page_id: int | None) -> HttpResponseBase:
    stretches = _stretches(ReadersForm(request.GET), page_id)
    name = "readers.csv" if page_id is None else f"readers-{page_id}.csv"
    rows = (
        (format_jalali(stretch.first, "numeric"), format_jalali(stretch.last, "numeric"), stretch.readers)
        for stretch in stretches
    )
    return csv_response(name=name, header=[_("From day"), _("Until day"), _("Readers")], rows=rows)
