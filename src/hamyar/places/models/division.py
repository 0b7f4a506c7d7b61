"""Province, county and district; counties split, so their codes are dated."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hamyar.places.models.base import NamedPlace


class Province(NamedPlace):
    """A province (استان)."""

    code = models.CharField(_("code"), max_length=4, unique=True)

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        ordering = ["sort_key", "code"]


class County(NamedPlace):
    """A county (شهرستان); ``code`` is its newest official code, older ones are in ``codes``."""

    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="counties", verbose_name=_("province")
    )
    code = models.CharField(_("code"), max_length=6, unique=True)
    split_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="split_into",
        verbose_name=_("cut from"),
    )

    class Meta:
        verbose_name = _("county")
        verbose_name_plural = _("counties")
        ordering = ["sort_key", "code"]
        constraints = [
            models.CheckConstraint(condition=~Q(split_from=F("id")), name="places_county_not_cut_from_itself")
        ]


class CountyCode(models.Model):
    """The code and name a county bore from one day until another (that day not included)."""

    county = models.ForeignKey(
        County, on_delete=models.CASCADE, related_name="codes", verbose_name=_("county")
    )
    code = models.CharField(_("code"), max_length=6)
    name_fa = models.CharField(_("Persian name"), max_length=80)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("county code")
        verbose_name_plural = _("county codes")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="places_county_code_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="places_county_code_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_fa}"


class District(NamedPlace):
    """A district (بخش) of a county."""

    county = models.ForeignKey(
        County, on_delete=models.PROTECT, related_name="districts", verbose_name=_("county")
    )

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["county", "name_fa"], name="places_district_name_in_county")
        ]
