"""Keeping files and photos; a photo is written anew without place, camera and comments."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext_noop as _
from PIL import UnidentifiedImageError

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.persian import normalise_line
from hamyar.core.pictures import without_metadata
from hamyar.findings.errors import UnableToKeepEvidenceError
from hamyar.findings.models import Evidence, Finding
from hamyar.findings.permissions import require_can_change_finding

LARGEST_BYTES = 15 * 1024 * 1024
MOST_FILES = 30
PICTURES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
DOCUMENTS = {
    ".pdf": ("application/pdf", b"%PDF"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
}
"""Kind and first bytes by ending."""


@dataclass(frozen=True)
class EvidenceFile:
    """A file as it was sent."""

    file: File[Any]
    caption: str = ""
    device_id: UUID | None = None


@transaction.atomic
def add_evidence(*, finding: Finding, sent: EvidenceFile, by: User, at: datetime) -> Evidence:
    """Keep a file with a finding; sending the same again changes nothing.

    Raises
    ------
    PermissionDenied
        When ``by`` may not change the finding.
    UnableToKeepEvidenceError
        When the file is too large, of another kind than it says, or there are too many.
    """
    require_can_change_finding(user=by, finding=finding)
    locked = Finding.objects.select_for_update().get(pk=finding.pk)
    if sent.device_id is not None:
        known = Evidence.objects.filter(device_id=sent.device_id, finding=locked).first()
        if known is not None:
            return known
    content, content_type = _read(sent.file)
    digest = hashlib.sha256(content).hexdigest()
    known = locked.evidence.filter(digest=digest).first()
    if known is not None:
        return known
    if locked.evidence.count() >= MOST_FILES:
        raise UnableToKeepEvidenceError(_("A finding keeps at most 30 files."), "too_many_files")
    evidence = _keep(locked, sent, content, content_type, digest, by=by, at=at)
    record(by=by, at=at, action="add_evidence", target=locked, changes={"file": [None, evidence.name]})
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: User, at: datetime) -> None:
    """Remove a file for good, also from the disk; the record of changes keeps its name."""
    require_can_change_finding(user=by, finding=evidence.finding)
    finding, name = evidence.finding, evidence.name
    stored, storage = str(evidence.file.name), evidence.file.storage
    evidence.delete()
    record(by=by, at=at, action="remove_evidence", target=finding, changes={"file": [name, None]})
    transaction.on_commit(lambda: storage.delete(stored))


def _keep(
    finding: Finding,
    sent: EvidenceFile,
    content: bytes,
    content_type: str,
    digest: str,
    *,
    by: User,
    at: datetime,
) -> Evidence:
    name = PurePath(str(sent.file.name or "")).name
    return Evidence.objects.create(
        device_id=sent.device_id or uuid4(),
        finding=finding,
        file=ContentFile(content, name=f"{digest[:24]}{PurePath(name).suffix.lower()}"),
        name=name[-160:],
        content_type=content_type,
        size_bytes=len(content),
        digest=digest,
        caption=normalise_line(sent.caption)[:200],
        visibility=finding.visibility,
        added_at=at,
        added_by=by,
    )


def _read(file: File[Any]) -> tuple[bytes, str]:
    """Return the content, a photo without its metadata, and its kind."""
    if (file.size or 0) > LARGEST_BYTES:
        raise UnableToKeepEvidenceError(_("The file is larger than 15 megabytes."), "file_large")
    ending = PurePath(str(file.name or "")).suffix.lower()
    if ending in PICTURES:
        return _picture(file), PICTURES[ending]
    content_type, first_bytes = DOCUMENTS.get(ending, ("", b""))
    file.seek(0)
    content = bytes(file.read())
    if not content_type or not content.startswith(first_bytes):
        raise UnableToKeepEvidenceError(
            _("Only photos (JPEG, PNG, WebP), PDF, Word and Excel files are kept."), "file_kind"
        )
    return content, content_type


def _picture(file: File[Any]) -> bytes:
    try:
        bare = without_metadata(file)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UnableToKeepEvidenceError(_("This photo cannot be read."), "photo_broken") from error
    bare.seek(0)
    return bytes(bare.read())
