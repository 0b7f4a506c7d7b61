"""Files of values: previewed, confirmed as one batch, undone as one batch."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamyar.indicators.enums import BatchState, Status


class ImportBatch(models.Model):
    """An uploaded file, what it does to which value (see ``changes.py``), and what became of it."""

    state = models.CharField(_("state"), max_length=12, choices=BatchState, default=BatchState.PREVIEWED)
    file_name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("file"))
    digest = models.CharField(_("digest of the file"), max_length=64)
    changes = models.BinaryField(_("changes"), default=bytes)
    default_year = models.PositiveSmallIntegerField(
        _("year where the file gives none"), null=True, blank=True
    )
    default_status = models.CharField(
        _("status where the file gives none"), max_length=12, choices=Status, default=Status.FINAL
    )
    default_source = models.CharField(_("source where the file gives none"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
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
    undone_why = models.CharField(_("reason for undoing"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("import batch")
        verbose_name_plural = _("import batches")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | ~Q(state=BatchState.PREVIEWED),
                name="indicators_batch_previewed_is_unconfirmed",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(state=BatchState.UNDONE),
                name="indicators_batch_undone_with_date",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
