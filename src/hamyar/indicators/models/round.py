"""A yearly collection of figures."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hamyar.indicators.enums import FIRST_YEAR, LAST_YEAR
from hamyar.indicators.models.indicator import Indicator


class DataRound(models.Model):
    """A call for the figures of one year: which indicators, from when until when."""

    title = models.CharField(_("title"), max_length=120, unique=True)
    year = models.PositiveSmallIntegerField(_("year of the figures"))
    indicators = models.ManyToManyField(Indicator, related_name="rounds", verbose_name=_("indicators"))
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("data round")
        verbose_name_plural = _("data rounds")
        ordering = ["-year", "-opens_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="indicators_round_in_order"
            ),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="indicators_round_year"
            ),
        ]

    def __str__(self) -> str:
        return self.title
