"""A filled-in Excel file of a visit, kept between its preview and its confirmation."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamyar.visits.models.visit import Visit


class VisitWorkbook(models.Model):
    """A file that waits for confirmation (``content``) or was taken in.

    ``taken`` says of each row that was taken in what it said then, by the id of its record: a row sent again is left
    out, also when its record was changed on the desk since.
    """

    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, related_name="workbooks", verbose_name=_("visit")
    )
    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(_("digest"), max_length=64)
    content = models.BinaryField(_("file"), default=bytes)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    taken = models.JSONField(_("rows taken in"), default=dict)
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

    class Meta:
        verbose_name = _("Excel file of a visit")
        verbose_name_plural = _("Excel files of visits")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(imported_at__isnull=True, imported_by__isnull=True, rows=0)
                | Q(imported_at__isnull=False, imported_by__isnull=False, rows__gt=0),
                name="visits_workbook_imported_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """Return the address of its preview."""
        return reverse("meetings:workbook_preview", args=[self.pk])
