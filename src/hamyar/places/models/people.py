"""Who heads a municipality, and which user speaks for it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hamyar.places.enums import OfficialKind
from hamyar.places.models.base import DatedFact
from hamyar.places.models.municipality import Municipality


class Official(DatedFact):
    """A mayor or caretaker with the term of office."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="officials", verbose_name=_("municipality")
    )
    kind = models.CharField(_("office"), max_length=12, choices=OfficialKind)
    full_name = models.CharField(_("full name"), max_length=120)
    decree_number = models.CharField(_("decree number"), max_length=60, blank=True)
    decree_on = models.DateField(_("date of the decree"), null=True, blank=True)

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="places_official_in_order"
            ),
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(until__isnull=True), name="places_one_official_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class Representation(models.Model):
    """A user who acts on behalf of a municipality from one day until another."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="representations",
        verbose_name=_("user"),
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="representations", verbose_name=_("municipality")
    )
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("representation")
        verbose_name_plural = _("representations")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="places_represents_in_order",
            ),
            models.UniqueConstraint(
                fields=["user", "municipality"],
                condition=Q(until__isnull=True),
                name="places_representation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ↔ {self.municipality}"
