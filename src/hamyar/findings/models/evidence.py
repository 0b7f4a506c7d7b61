"""Files and photos that show what was found."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hamyar.findings.enums import Visibility
from hamyar.findings.models.finding import Finding


class Evidence(models.Model):
    """A file; it is handed out by a guarded address only, and ``visibility`` is that of the finding when it came."""

    device_id = models.UUIDField(_("id made on the device"), default=uuid.uuid4, unique=True, editable=False)
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, related_name="evidence", verbose_name=_("finding")
    )
    file = models.FileField(_("file"), upload_to="findings/evidence/")
    name = models.CharField(_("name of the file"), max_length=160)
    content_type = models.CharField(_("kind of file"), max_length=100)
    size_bytes = models.PositiveIntegerField(_("size in bytes"))
    digest = models.CharField(_("digest"), max_length=64)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    visibility = models.CharField(_("visibility"), max_length=12, choices=Visibility)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by")
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence (plural)")
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "digest"], name="findings_evidence_once"),
        ]

    def __str__(self) -> str:
        return self.caption or self.name

    @property
    def is_picture(self) -> bool:
        """Tell whether it can be shown in the page."""
        return self.content_type.startswith("image/")

    @property
    def kilobytes(self) -> int:
        """Return the size in kilobytes, at least one."""
        return max(1, round(self.size_bytes / 1024))
