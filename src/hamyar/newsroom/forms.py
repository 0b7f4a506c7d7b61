"""Forms of the newsroom."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from hamyar.core.pictures import without_metadata


class PictureForm(BaseImageForm):
    """Uploads lose their metadata before they are stored."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        uploaded = cleaned.get("file")
        if isinstance(uploaded, UploadedFile):
            bare = without_metadata(uploaded)
            uploaded.file = bare.file
            uploaded.size = bare.size
            uploaded.seek(0)
        return cleaned


class ReadersForm(forms.Form):
    """Which days readers are shown for, and how."""

    days = forms.ChoiceField(
        label=_("Time"),
        required=False,
        choices=[("30", _("last 30 days")), ("90", _("last 90 days")), ("365", _("last 365 days"))],
    )
    by = forms.ChoiceField(
        label=_("Summed by"), required=False, choices=[("day", _("day")), ("week", _("week"))]
    )

    def wanted(self) -> tuple[int, bool]:
        """Return how many days, and whether weeks are shown; what is wrong counts as not chosen."""
        self.is_valid()
        return int(self.cleaned_data.get("days") or 30), self.cleaned_data.get("by") == "week"
