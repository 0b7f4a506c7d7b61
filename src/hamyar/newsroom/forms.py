"""Forms of the newsroom."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from hamyar.core.pictures import UNREADABLE, without_metadata


class PictureField(WagtailImageField):
    """A picture that can be drawn; what is cut off or claims to be larger than memory is refused, no error."""

    def to_python(self, data: Any) -> Any:
        """Read the upload."""
        try:
            return super().to_python(data)
        except UNREADABLE as error:
            raise self.refusal() from error

    def refusal(self) -> ValidationError:
        """Return what is said of a file that is no whole picture."""
        return ValidationError(self.error_messages["invalid_image"], code="invalid_image")


class PictureForm(BaseImageForm):
    """Uploads lose their metadata before they are stored."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if drawn := self.fields.get("file"):
            self.picture = PictureField(label=drawn.label, widget=drawn.widget, required=drawn.required)
            self.fields["file"] = self.picture

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        uploaded = cleaned.get("file")
        if isinstance(uploaded, UploadedFile):
            try:
                bare = without_metadata(uploaded)
            except UNREADABLE:
                self.add_error("file", self.picture.refusal())
                return cleaned
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
