"""Known road distances; straight lines are computed, not kept."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hamyar.places.enums import DistanceKind
from hamyar.places.models.municipality import Municipality


class Distance(models.Model):
    """Road kilometres, and minutes where known, from one municipality to another."""

    origin = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="distances_from", verbose_name=_("from")
    )
    destination = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="distances_to", verbose_name=_("to")
    )
    km = models.FloatField(_("kilometres"))
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    kind = models.CharField(
        _("origin of the figure"), max_length=10, choices=DistanceKind, default=DistanceKind.IMPORTED
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("distance")
        verbose_name_plural = _("distances")
        ordering = ["origin", "destination"]
        constraints = [
            models.UniqueConstraint(fields=["origin", "destination"], name="places_distance_once"),
            models.CheckConstraint(condition=Q(km__gt=0), name="places_distance_positive"),
            models.CheckConstraint(condition=~Q(origin=F("destination")), name="places_distance_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.origin} – {self.destination}: {self.km}"
