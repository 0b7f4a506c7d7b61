"""One figure: of what, for which place, in which year, how sure, from where, by whom."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamyar.indicators.enums import FIRST_YEAR, LAST_YEAR, Caveat, Status
from hamyar.indicators.models.batch import ImportBatch
from hamyar.indicators.models.indicator import Indicator
from hamyar.places.models import County, Municipality


class Value(models.Model):
    """The value of an indicator for one municipality or one county in one Jalali year.

    ``boundary`` names the limits it was counted in, such as ``county95`` or ``city95``.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="values", verbose_name=_("indicator")
    )
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicator_values",
        verbose_name=_("municipality"),
    )
    county = models.ForeignKey(
        County,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicator_values",
        verbose_name=_("county"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    boundary = models.CharField(_("boundary"), max_length=20)
    amount = models.FloatField(_("value"))
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.FINAL)
    caveat = models.CharField(_("caveat"), max_length=12, choices=Caveat, blank=True, default=Caveat.NONE)
    source = models.CharField(_("source"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    batch = models.ForeignKey(
        ImportBatch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="values",
        verbose_name=_("batch"),
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    class Meta:
        verbose_name = _("value")
        verbose_name_plural = _("values")
        ordering = ["indicator", "-year", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality__isnull=False, county__isnull=True)
                | Q(municipality__isnull=True, county__isnull=False),
                name="indicators_value_of_one_place",
            ),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="indicators_value_year"
            ),
            models.UniqueConstraint(
                fields=["indicator", "municipality", "year"],
                condition=Q(municipality__isnull=False),
                name="indicators_value_once_for_municipality",
            ),
            models.UniqueConstraint(
                fields=["indicator", "county", "year"],
                condition=Q(county__isnull=False),
                name="indicators_value_once_for_county",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "indicator", "-year"], name="indicators_value_by_town"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.place}, {self.year}: {self.amount}"

    @property
    def place(self) -> Municipality | County:
        """Return the place it was measured for."""
        place = self.municipality or self.county
        assert place is not None  # noqa: S101  held by the constraint indicators_value_of_one_place
        return place
