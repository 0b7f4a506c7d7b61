"""Forms of the newsroom."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
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
