"""Forms of the desk; they help the user, the services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamyar.core.errors import as_validation_error
from hamyar.core.forms import IntegerField, JalaliDateField, LineField
from hamyar.indicators.enums import FIRST_YEAR, LAST_YEAR, Level, Status, Theme
from hamyar.indicators.importing.limits import MOST_BYTES
from hamyar.indicators.importing.reading import too_large
from hamyar.indicators.models import Indicator


class TemplateForm(forms.Form):
    """What a template to fill in shall hold."""

    year = IntegerField(label=_("Year of the figures"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    level = forms.ChoiceField(label=_("Rows"), choices=Level.choices, initial=Level.MUNICIPALITY)
    theme = forms.ChoiceField(label=_("Indicators"), choices=[("", _("All")), *Theme.choices], required=False)

    def __init__(self, *args: Any, this_year: int, **told: Any) -> None:
        super().__init__(*args, **told)
        self.fields["year"].initial = this_year

    def clean_year(self) -> int:
        return int(self.cleaned_data["year"])

    def chosen_indicators(self) -> list[Indicator]:
        """Return the indicators in use of the chosen theme."""
        chosen = Indicator.objects.filter(is_active=True)
        theme = self.cleaned_data["theme"]
        return list(chosen.filter(theme=theme) if theme else chosen)


class UploadForm(forms.Form):
    """A file of values, and what holds where the file says nothing."""

    file = forms.FileField(
        label=_("File"), help_text=_("Excel (.xlsx) or CSV in UTF-8, at most 12 megabytes.")
    )
    year = IntegerField(
        label=_("Year, where the file has no column for it"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        required=False,
    )
    status = forms.ChoiceField(
        label=_("Status, where the file has no column for it"), choices=Status.choices, initial=Status.FINAL
    )
    source = LineField(
        label=_("Source, where the file has no column for it"),
        max_length=300,
        required=False,
        help_text=_("Where it is written, for example a letter with its number or a page."),
    )
    note = LineField(label=_("Note about this import"), max_length=500, required=False)

    def __init__(self, *args: Any, is_limited: bool, **told: Any) -> None:
        super().__init__(*args, **told)
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv"
        if is_limited:
            del self.fields["status"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise as_validation_error(too_large())
        return file

    def clean_year(self) -> int | None:
        year = self.cleaned_data["year"]
        return None if year is None else int(year)


class ConfirmForm(forms.Form):
    """The person has looked at what is doubtful."""

    looked_at = forms.BooleanField(label=_("I have looked at the doubtful values."), required=False)

    def __init__(self, *args: Any, doubtful: int, **told: Any) -> None:
        super().__init__(*args, **told)
        if doubtful:
            self.fields["looked_at"].required = True
        else:
            del self.fields["looked_at"]


class UndoForm(forms.Form):
    """Why an import is taken back."""

    why = LineField(label=_("Why is it undone?"), max_length=300)


class RoundForm(forms.Form):
    """A call for the figures of one year."""

    title = LineField(label=_("Title"), max_length=120)
    year = IntegerField(label=_("Year of the figures"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    indicators = forms.ModelMultipleChoiceField(
        label=_("Indicators"),
        queryset=Indicator.objects.filter(is_active=True, level=Level.MUNICIPALITY),
        help_text=_("Those that are measured by municipality; the figures of counties come from elsewhere."),
        widget=forms.CheckboxSelectMultiple,
    )
    opens_on = JalaliDateField(label=_("Opens on"))
    closes_on = JalaliDateField(label=_("Closes on"))

    def clean_year(self) -> int:
        return int(self.cleaned_data["year"])
