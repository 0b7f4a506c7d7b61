"""Municipality and its grade."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamyar.core.jalali import jalali_year
from hamyar.places.enums import POINT_SOURCES, CensusStatus
from hamyar.places.models.base import DatedFact, NamedPlace
from hamyar.places.models.division import County, District


class Municipality(NamedPlace):
    """A municipality (شهرداری); ``code`` is the city code of the Statistical Centre and never changes."""

    code = models.CharField(_("code"), max_length=8, unique=True)
    county = models.ForeignKey(
        County, on_delete=models.PROTECT, related_name="municipalities", verbose_name=_("county today")
    )
    census_county = models.ForeignKey(
        County,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="census_municipalities",
        verbose_name=_("county in the census of 1395"),
    )
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="municipalities",
        verbose_name=_("district"),
    )
    is_county_seat = models.BooleanField(_("seat of the county"), default=False)
    census_status = models.CharField(
        _("in the census of 1395"), max_length=8, choices=CensusStatus, default=CensusStatus.UNKNOWN
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    established_year = models.PositiveSmallIntegerField(
        _("year of foundation (Jalali)"), null=True, blank=True
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    division_source = models.CharField(_("source of the divisions"), max_length=300, blank=True)
    coordinate_source = models.CharField(_("source of the point"), max_length=300, blank=True)
    established_source = models.CharField(_("source of the foundation year"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["sort_key", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{1,8}$"), name="places_municipality_code"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(24, 41), longitude__range=(43, 65)),
                name="places_municipality_point_in_iran",
            ),
            models.CheckConstraint(
                condition=Q(established_year__isnull=True) | Q(established_year__range=(1200, 1600)),
                name="places_municipality_established_year",
            ),
        ]

    @property
    def coordinate_source_label(self) -> str:
        """Return where the point comes from in words; unknown codes stay as they are."""
        return str(POINT_SOURCES.get(self.coordinate_source, self.coordinate_source))

    def get_absolute_url(self) -> str:
        """Return the address of the town file."""
        return reverse("municipalities:detail", args=[self.code])


class MunicipalityGrade(DatedFact):
    """The grade (درجه) the ministry gave, 12 being the highest; entered, never computed."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="grades", verbose_name=_("municipality")
    )
    grade = models.PositiveSmallIntegerField(_("grade"))
    letter_number = models.CharField(_("letter number"), max_length=60, blank=True)
    is_year_only = models.BooleanField(_("only the year is known"), default=False)

    class Meta:
        verbose_name = _("municipality grade")
        verbose_name_plural = _("municipality grades")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(grade__range=(1, 12)), name="places_grade_1_to_12"),
            models.UniqueConstraint(fields=["municipality", "since"], name="places_grade_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.grade}"

    @property
    def since_year(self) -> int:
        """Return the Jalali year from which the grade holds."""
        return jalali_year(self.since)
