"""Photos of a meeting: read, freed of what the camera wrote into them, recognised when sent again."""

import hashlib
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils.translation import gettext_noop as _
from PIL import Image, UnidentifiedImageError

from hamyar.core.pictures import without_metadata
from hamyar.visits.errors import UnableToSaveRecordError
from hamyar.visits.models import Meeting, SitePhoto, SiteWalk, Visit
from hamyar.visits.services.meeting.fields import PhotoFields

MOST_BYTES = 10 * 1024 * 1024
SUFFIXES = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}
"""Kinds of pictures a browser shows, by Pillow's name; MPO is a JPEG of a telephone with a second frame."""


def picture_values(*, meeting: Meeting, device_id: UUID, given: PhotoFields) -> dict[str, Any]:
    """Return what is stored of a photo; its digest is that of the picture as the device sent it."""
    values: dict[str, Any] = {"caption": given.caption, "site": _site(meeting, given.site)}
    known = SitePhoto.objects.filter(device_id=device_id).values_list("digest", flat=True).first()
    if given.content is None:
        if known is None:
            raise UnableToSaveRecordError(_("The picture is missing."), "picture_missing")
        return values
    digest = hashlib.sha256(given.content).hexdigest()
    if digest == known:
        return values
    return {**values, "digest": digest, "file": _file(given.content, name=str(device_id))}


def _site(meeting: Meeting, device_id: UUID | None) -> SiteWalk | None:
    if device_id is None:
        return None
    owner = {"visit": meeting} if isinstance(meeting, Visit) else {"session": meeting}
    site = SiteWalk.objects.filter(device_id=device_id, **owner).first()
    if site is None:
        raise UnableToSaveRecordError(_("The site of this photo is not recorded yet."), "site_unknown")
    return site


def _file(content: bytes, *, name: str) -> ContentFile[bytes]:
    if len(content) > MOST_BYTES:
        raise UnableToSaveRecordError(_("A photo may have up to 10 megabytes."), "picture_too_large")
    file = ContentFile(content, name=name)
    try:
        with Image.open(file) as opened:
            kind = opened.format or ""
        if kind not in SUFFIXES:
            raise UnidentifiedImageError(kind)
        bare = without_metadata(file)
    except (OSError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnableToSaveRecordError(
            _("This is not a picture that can be shown: JPEG, PNG, WebP or GIF."), "not_a_picture"
        ) from error
    bare.seek(0)
    return ContentFile(bare.read(), name=f"{name}.{SUFFIXES[kind]}")
