"""Forms of the working calendar."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamyar.core.calendar.table import LARGEST_FILE
from hamyar.core.enums import HolidayStatus
from hamyar.core.forms import JalaliDateField, LineField
from hamyar.core.jalali import WEEKDAYS_EN, WEEKDAYS_FA
from hamyar.core.translation import active_language


class TableFileForm(forms.Form):
    file = forms.FileField(
        label=_("Table of lunar holidays"),
        help_text=_(
            "CSV or YAML with the columns date, occasion, status and source; Persian headings are fine."
        ),
        widget=forms.ClearableFileInput({"accept": ".csv,.yaml,.yml"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large for a table of holidays."), code="too_large")
        return file


class TableTextForm(forms.Form):
    content = forms.CharField(widget=forms.HiddenInput, max_length=LARGEST_FILE)


class HolidayForm(forms.Form):
    date = JalaliDateField(label=_("Date"))
    status = forms.ChoiceField(label=_("Status"), choices=HolidayStatus.choices)
    source = LineField(label=_("Source"), required=False, max_length=300)


class ClosureForm(forms.Form):
    reason = LineField(
        label=_("Reason"), max_length=200, help_text=_("For example cold, dust or shortage of power.")
    )
    first_on = JalaliDateField(label=_("First day"))
    last_on = JalaliDateField(label=_("Last day"), required=False, help_text=_("Leave empty for one day."))


def _weekdays() -> list[tuple[int, str]]:
    return list(enumerate(WEEKDAYS_FA if active_language() == "fa" else WEEKDAYS_EN))


class WeekForm(forms.Form):
    effective_from = JalaliDateField(label=_("Effective from"))
    days = forms.TypedMultipleChoiceField(
        label=_("Working days"), coerce=int, choices=_weekdays, widget=forms.CheckboxSelectMultiple
    )
    note = LineField(
        label=_("Note"), required=False, max_length=300, help_text=_("For example the circular.")
    )
