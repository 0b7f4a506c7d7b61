"""Taking out of a picture what a reader must not get: place, camera, thumbnails, comments."""

from io import BytesIO
from struct import error

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps

KEPT = {"JPEG", "PNG", "WEBP", "GIF", "AVIF"}
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, MemoryError, Image.DecompressionBombError, error)
"""What the drawing library raises for files that are cut off, made up, or larger than memory."""
QUALITY = {"JPEG": {"quality": 92}, "WEBP": {"quality": 92}, "AVIF": {"quality": 80}}


def without_metadata(file: File) -> File:  # type: ignore[type-arg]  # an upload of any kind
    """Return the picture turned upright and written anew without EXIF, XMP, IPTC and comments.

    An animated picture keeps its frames; of the two frames a telephone may store the first is kept.
    The colour profile stays, for it changes what is seen.
    """
    file.seek(0)
    with Image.open(file) as opened:
        is_still = opened.format == "MPO" or not getattr(opened, "is_animated", False)
        kind = "JPEG" if opened.format == "MPO" else opened.format if opened.format in KEPT else "PNG"
        profile = opened.info.get("icc_profile")
        upright = ImageOps.exif_transpose(opened) if is_still else opened
        target = BytesIO()
        options = {"icc_profile": profile} if profile else {}
        if upright is opened:
            upright.save(target, format=kind, exif=b"", xmp=b"", comment=b"", save_all=True, **options)
        else:
            _bare(upright).save(target, format=kind, **options, **QUALITY.get(kind, {}))
    return ContentFile(target.getvalue(), name=file.name)


def _bare(picture: Image.Image) -> Image.Image:
    """Return a copy that carries pixels only."""
    copy = picture.copy()
    copy.info = {key: value for key, value in picture.info.items() if key == "transparency"}
    return copy
