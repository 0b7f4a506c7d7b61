"""Uploaded files between preview and confirmation, and the record of what was taken in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hamyar.places.enums import ImportKind


class PlaceImport(models.Model):
    """A file that waits for confirmation or was taken in."""

    kind = models.CharField(_("content"), max_length=14, choices=ImportKind)
    file_name = models.CharField(_("file name"), max_length=200)
    digest = models.CharField(_("digest"), max_length=64)
    content = models.BinaryField(_("file"))
    options = models.JSONField(_("options"), default=dict, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    applied_at = models.DateTimeField(_("taken in at"), null=True, blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)

    class Meta:
        verbose_name = _("import of places")
        verbose_name_plural = _("imports of places")
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.file_name
