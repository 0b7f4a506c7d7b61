"""Files of values: previewed, confirmed as one batch, undone as one batch."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamyar.indicators.enums import FIRST_YEAR, LAST_YEAR, BatchState, Status
from hamyar.indicators.models.indicator import Indicator
from hamyar.places.models import County, Municipality


class ImportBatch(models.Model):
    """An uploaded file with the file itself, and what became of it."""

    state = models.CharField(_("state"), max_length=12, choices=BatchState, default=BatchState.PREVIEWED)
    file_name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("file"))
    digest = models.CharField(_("digest of the file"), max_length=64)
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


class BatchChange(models.Model):
    """What a batch does to one value: ``before`` is the whole value that stood, empty where none did.

    Written with the preview; confirming applies it, undoing applies it backwards.
    """

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="changes", verbose_name=_("batch")
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", verbose_name=_("indicator")
    )
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    county = models.ForeignKey(
        County, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("county")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    row = models.PositiveIntegerField(_("row of the file"))
    column = models.CharField(_("column of the file"), max_length=3)
    is_doubtful = models.BooleanField(_("should be looked at"), default=False)
    doubts = models.JSONField(_("doubts"), default=list, blank=True)
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"))

    class Meta:
        verbose_name = _("change of a batch")
        verbose_name_plural = _("changes of a batch")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality__isnull=False, county__isnull=True)
                | Q(municipality__isnull=True, county__isnull=False),
                name="indicators_change_of_one_place",
            ),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="indicators_change_year"
            ),
            models.UniqueConstraint(
                fields=["batch", "indicator", "municipality", "year"],
                condition=Q(municipality__isnull=False),
                name="indicators_change_once_for_municipality",
            ),
            models.UniqueConstraint(
                fields=["batch", "indicator", "county", "year"],
                condition=Q(county__isnull=False),
                name="indicators_change_once_for_county",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.municipality_id or self.county_id} {self.year}"
