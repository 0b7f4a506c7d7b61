"""One file of findings that was taken in as a whole."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class FindingBatch(models.Model):
    """A file that waits for confirmation (``content``) or was taken in; an undone one keeps rows that count nowhere."""

    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(_("digest"), max_length=64)
    content = models.BinaryField(_("file"), default=bytes)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    imported_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("imported by"),
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )

    class Meta:
        verbose_name = _("import of findings")
        verbose_name_plural = _("imports of findings")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(undone_at__isnull=True, imported_at__isnull=False),
                name="findings_file_once",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(imported_at__isnull=False),
                name="findings_batch_undone_after_import",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="findings_batch_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """Return the address of the import on the desk."""
        return reverse("findings:batch", args=[self.pk])
