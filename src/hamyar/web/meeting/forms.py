from django import forms
from django.utils.translation import gettext_lazy as _

from hamyar.core.forms import LineField, TextField


class WriteForm(forms.Form):
    """What a version after the first says is new."""

    what_is_new = LineField(label=_("What is new in this version"), max_length=300, required=False)


class ReopenForm(forms.Form):
    """Why confirmed minutes are opened again."""

    reason = LineField(label=_("Reason"), max_length=300)


class DissentForm(forms.Form):
    """What one side sees differently."""

    text = TextField(
        label=_("What you see differently"), widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )


class WorkbookForm(forms.Form):
    """The filled-in Excel file of a visit."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The Excel file of this visit (.xlsx), at most 2 megabytes."),
        widget=forms.ClearableFileInput({"accept": ".xlsx"}),
    )


class CommentForm(forms.Form):
    """What somebody says about a visit."""

    text = TextField(
        label=_("Your words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )
