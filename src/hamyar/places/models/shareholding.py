"""Shares that municipalities hold in the organisation."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hamyar.core.money import Money
from hamyar.core.money import MoneyUnit as Rial
from hamyar.places.enums import MoneyUnit
from hamyar.places.models.base import DatedFact
from hamyar.places.models.municipality import Municipality


class Shareholding(DatedFact):
    """The share of one municipality from a day on: amount, percent, and whether it votes."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="shareholdings", verbose_name=_("municipality")
    )
    amount = models.BigIntegerField(_("amount"))
    unit = models.CharField(_("unit"), max_length=12, choices=MoneyUnit, default=MoneyUnit.IRR_CURRENT)
    percent = models.DecimalField(_("percent"), max_digits=7, decimal_places=4, null=True, blank=True)
    has_voting_right = models.BooleanField(_("has a vote"), default=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("shareholding")
        verbose_name_plural = _("shareholdings")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="places_share_amount_not_negative"),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__range=(0, 100)), name="places_share_percent"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="places_share_in_order"
            ),
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(until__isnull=True), name="places_one_share_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.amount}"

    @property
    def money(self) -> Money:
        """Return the amount with its unit."""
        return Money(self.amount, Rial(self.unit))
