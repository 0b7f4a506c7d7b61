"""Form fields for what is typed in Persian: text, numbers, Jalali dates, money; no JavaScript needed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.core.jalali import format_jalali, parse_jalali
from hamyar.core.money import Display, Money, MoneyUnit, parse_money, suspicious_jump, unit_name
from hamyar.core.persian import format_number, normalise, normalise_line, parse_number, to_ascii_digits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


class LineField(forms.CharField):
    """A name or title, stored normalised on one line."""

    def to_python(self, value: Any) -> str:
        return normalise_line(super().to_python(value) or "")


class TextField(forms.CharField):
    """Free text of several lines, stored normalised; its direction follows what is typed."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return normalise(super().to_python(value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "dir": "auto"}


class NumberInput(forms.TextInput):
    """A text box that shows a number in the digits of the page."""

    def format_value(self, value: Any) -> str | None:
        """Write a stored number as it is read; what was typed stays as it was typed."""
        if isinstance(value, int | float | Decimal):
            return format_number(value, language=get_language() or "fa")
        return None if value in (None, "") else str(value)


class NumberField(forms.DecimalField):
    """A number in any digits, with ٬ and ٫ or the signs of other keyboards."""

    widget = NumberInput

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as Django's DecimalField
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return parse_number(value)
        except UnableToError as refusal:
            raise as_validation_error(refusal) from refusal

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "dir": "ltr"}


class IntegerField(NumberField):
    """A whole number in any digits."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"decimal_places": 0, **options})

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        return None if number is None else int(number)


class RecordField(forms.ModelChoiceField[Any]):
    """One of the records of a table; what is not chosen yet is said in words."""

    def __init__(self, queryset: QuerySet[Any], **options: Any) -> None:
        super().__init__(queryset, **{"empty_label": _lazy("not chosen"), **options})


class IdentifierField(forms.CharField):
    """A number that is text (codes, letter numbers): digits become ASCII, leading zeros stay."""

    def to_python(self, value: Any) -> str:
        return to_ascii_digits(normalise_line(super().to_python(value) or ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "dir": "ltr"}


class JalaliDateInput(forms.TextInput):
    """A text box for a Jalali date; ``data-jalali`` lets the picker add itself."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        fixed = {"data-jalali": "", "autocomplete": "off", "dir": "ltr", "placeholder": "۱۴۰۵/۰۹/۰۱"}
        super().__init__({**fixed, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Show a stored date in ASCII digits, which the picker reads; the font shows them Persian."""
        if isinstance(value, date):
            return format_jalali(value, "numeric")
        return None if value in (None, "") else str(value)


class JalaliDateField(forms.DateField):
    """A date typed or picked in the Jalali calendar; the value is a plain ``date``."""

    widget = JalaliDateInput

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **options: Any) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return parse_jalali(str(value))
        except UnableToError as refusal:
            raise as_validation_error(refusal) from refusal

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            text = _("The date must not be before %(limit)s.") % {"limit": format_jalali(self.earliest)}
            raise ValidationError(text, code="date_too_early")
        if value and self.latest and value > self.latest:
            text = _("The date must not be after %(limit)s.") % {"limit": format_jalali(self.latest)}
            raise ValidationError(text, code="date_too_late")


class MoneyWidget(forms.MultiWidget):
    """Amount, unit, and (hidden) the unusual amount that was shown once with its other reading."""

    template_name = "core/widgets/money.html"

    def __init__(self, *, units: Iterable[Display], display: Display) -> None:
        self.display = display
        amount = forms.TextInput(
            {"inputmode": "decimal", "dir": "ltr", "autocomplete": "off", "aria-label": _lazy("Amount")}
        )
        unit = forms.Select({"aria-label": _lazy("Unit")})
        unit.choices = lambda: [(u.value, unit_name(u)) for u in units]  # type: ignore[assignment]  # read at each rendering
        super().__init__({"": amount, "unit": unit, "seen": forms.HiddenInput()})

    def decompress(self, value: Money | None) -> list[str | None]:
        if value is None:
            return [None, self.display.value, ""]
        number = Decimal(value.in_current_rials().amount) / self.display.rials
        return [format_number(number, language="en"), self.display.value, ""]


class MoneyField(forms.MultiValueField):
    """An amount of current rials with its unit; ``expected`` guards against a slip of ten.

    A suspicious amount is refused once, with the other reading; sending the same amount again confirms it.
    A unit typed beside the figure («۱۲ میلیارد تومان») wins over the chosen one.
    """

    def __init__(
        self,
        *,
        display: Display = Display.MILLION_RIAL,
        units: Iterable[Display] = tuple(Display),
        expected: Money | None = None,
        **options: Any,
    ) -> None:
        self.expected = expected
        self.display = display
        units = tuple(units)
        parts = (
            forms.CharField(required=False),
            forms.ChoiceField(required=False, choices=lambda: [(u.value, unit_name(u)) for u in units]),
            forms.CharField(required=False),
        )
        widget = MoneyWidget(units=units, display=display)
        super().__init__(parts, require_all_fields=False, widget=widget, **options)

    def compress(self, data_list: list[str]) -> Money | None:
        if not data_list or not data_list[0]:
            return None
        try:
            return self._read(data_list)
        except UnableToError as refusal:
            raise as_validation_error(refusal) from refusal

    def _read(self, parts: list[str]) -> Money:
        default = Display(parts[1]) if parts[1:] and parts[1] else self.display
        money = parse_money(parts[0], default=default)
        return money if money.unit is MoneyUnit.IRR_CURRENT else money.in_current_rials()

    def clean(self, value: Any) -> Money | None:
        money: Money | None = super().clean(value)
        if money is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if money is not None and self.expected is not None and self._seen(value) != str(money.amount):
            jump = suspicious_jump(typed=money, expected=self.expected)
            if jump:
                again = _("If the amount is right, send the form again.")
                raise ValidationError(f"{jump.question()} {again}", code="money_suspicious")
        return money

    @staticmethod
    def _seen(value: Any) -> str:
        return str(value[2] or "") if isinstance(value, list | tuple) and len(value) > 2 else ""

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Remember in the page which amount was shown with its other reading."""
        if not isinstance(data, list) or not data[0]:
            return data
        try:
            return [*data[:2], str(self._read(data).amount)]
        except (UnableToError, ValueError):
            return [*data[:2], ""]
