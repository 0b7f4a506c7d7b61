"""The editor's dates in the Jalali calendar: shown so everywhere, typed so in every box.

Django and Wagtail show dates through ``formats.date_format`` and take them through three widgets; both are
replaced here, once, at start. Dates for machines (ISO, RFC 2822, Unix) stay Gregorian, and so does English.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, overload

from django.utils import formats, timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _
from wagtail.admin import active_filters
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from hamyar.core.errors import UnableToError
from hamyar.core.jalali import format_jalali, parse_jalali
from hamyar.core.persian import to_ascii_digits, to_persian_digits
from hamyar.core.translation import active_language

MACHINE = {"c", "r", "U", "Y-m-d", "Y-m-d H:i", "Y-m-d H:i:s"}
DAY_LETTERS = frozenset("djDlNMFmnbYyLo")
DAY_OF_MONTH = frozenset("djlD")
HOUR_LETTERS = frozenset("HhGgPfi")

_gregorian = formats.date_format

IN_BROWSER = """<script>
{
  const here = (tags, options) =>
    tags?.length ? [tags, options] : ["fa-IR-u-ca-persian", { timeZone: "Asia/Tehran", ...options }];
  Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, {
    construct: (plain, [tags, options]) => new plain(...here(tags, options)),
    apply: (plain, _self, [tags, options]) => plain(...here(tags, options)),
  });
}
</script>"""
"""What Wagtail's scripts write in the language of the browser, they write in Jalali; before the scripts are loaded."""


def date_format(value: Any, format: str | None = None, use_l10n: bool | None = None) -> str:  # noqa: A002, FBT001 - Django's signature
    """Write a date for people: Jalali in Persian, else as Django does."""
    pattern = formats.get_format(format or "DATE_FORMAT", use_l10n=use_l10n)
    letters = set(pattern)
    for_people = isinstance(value, date) and pattern not in MACHINE and letters & DAY_LETTERS
    if active_language() != "fa" or not for_people:
        return _gregorian(value, format, use_l10n)
    moment = _aware(value)
    text = format_jalali(moment, "long" if letters & DAY_OF_MONTH else "month")
    if isinstance(moment, datetime) and letters & HOUR_LETTERS:
        return f"{text}، {to_persian_digits(timezone.localtime(moment).strftime('%H:%M'))}"
    return text


@overload
def _aware(value: datetime) -> datetime: ...


@overload
def _aware(value: date) -> date: ...


def _aware(value: date) -> date:
    if isinstance(value, datetime) and timezone.is_naive(value):
        return timezone.make_aware(value)
    return value


def shown_in_box(value: Any) -> str | None:
    """Return a stored or sent value as it stands in a box: «1399/12/11 10:30»."""
    if isinstance(value, str):
        value = (parse_date(value) if len(value) == 10 else parse_datetime(value)) or value
    if not isinstance(value, date):
        return value or None
    if not isinstance(value, datetime):
        return format_jalali(value, "numeric")
    local = timezone.localtime(_aware(value))
    return f"{format_jalali(local, 'numeric')} {local:%H:%M}"


def from_box(text: str | None) -> str | None:
    """Return what was typed as an ISO date or instant; what cannot be read stays, to be refused by the field."""
    plain = to_ascii_digits(text or "").replace("،", " ").strip()
    before, _sep, clock = plain.rpartition(" ")
    with_clock = ":" in clock
    try:
        day = parse_jalali(before if with_clock else plain)
    except UnableToError:
        return text
    return f"{day.isoformat()} {clock}" if with_clock else day.isoformat()


def for_calendar(kind: str) -> Callable[..., dict[str, Any]]:
    """Return the method that marks a box, so that a calendar stands beside it: of a ``day`` or a ``moment``."""
    example = _("like 1405/09/02") if kind == "day" else _("like 1405/09/02 10:30")

    def build_attrs(self: Any, base: dict[str, Any], extra: dict[str, Any] | None = None) -> dict[str, Any]:
        marks = {"data-jalali": kind, "autocomplete": "off", "dir": "ltr", "placeholder": str(example)}
        return {**base, **(extra or {}), **marks}

    return build_attrs


class JalaliBox:
    """What replaces the date methods of Wagtail's widgets."""

    def format_value(self, value: Any) -> str | None:
        """Show Jalali."""
        return shown_in_box(value)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        """Read Jalali."""
        return from_box(data.get(name))


def install() -> None:
    """Replace what shows and takes dates."""
    formats.date_format = date_format
    active_filters.date_format = date_format
    for widget, template, kind in (
        (AdminDateInput, "date", "day"),
        (AdminDateTimeInput, "datetime", "moment"),
    ):
        widget.format_value = JalaliBox.format_value
        widget.value_from_datadict = JalaliBox.value_from_datadict
        widget.template_name = f"django/forms/widgets/{template}.html"
        widget.build_attrs = for_calendar(kind)
