"""County boundaries an administrator imports, with whom to credit and under which licence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hamyar.places.models.division import County


class BoundarySet(models.Model):
    """A set of county boundaries as they were on a day, such as ``county95``."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name_fa = models.CharField(_("Persian name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    reference_on = models.DateField(_("as of"))
    attribution = models.CharField(_("attribution"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    imported_at = models.DateTimeField(_("imported at"), null=True, blank=True)

    class Meta:
        verbose_name = _("boundary set")
        verbose_name_plural = _("boundary sets")
        ordering = ["-reference_on", "code"]

    def __str__(self) -> str:
        return self.name_fa


class Boundary(models.Model):
    """The boundary of one county in a set, as a GeoJSON geometry in degrees."""

    boundary_set = models.ForeignKey(
        BoundarySet, on_delete=models.CASCADE, related_name="boundaries", verbose_name=_("boundary set")
    )
    county = models.ForeignKey(
        County, on_delete=models.PROTECT, related_name="boundaries", verbose_name=_("county")
    )
    geometry = models.JSONField(_("geometry"))

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")
        ordering = ["boundary_set", "county"]
        constraints = [
            models.UniqueConstraint(fields=["boundary_set", "county"], name="places_boundary_once")
        ]

    def __str__(self) -> str:
        return f"{self.boundary_set}: {self.county}"
