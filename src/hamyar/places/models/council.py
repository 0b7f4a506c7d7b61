"""City councils, their members, and how many members the law asks for."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hamyar.places.enums import CouncilRole
from hamyar.places.models.base import DatedFact
from hamyar.places.models.municipality import Municipality


class CouncilSizeRule(models.Model):
    """Members and alternates of a council by population at the last census, valid from a day on."""

    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    population_above = models.PositiveIntegerField(_("population above"), default=0)
    population_up_to = models.PositiveIntegerField(_("population up to"), null=True, blank=True)
    city_code = models.CharField(_("only for the city"), max_length=8, blank=True)
    members = models.PositiveSmallIntegerField(_("members"))
    alternates = models.PositiveSmallIntegerField(_("alternate members"))
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("council size rule")
        verbose_name_plural = _("council size rules")
        ordering = ["valid_from", "city_code", "population_above"]
        constraints = [
            models.UniqueConstraint(
                fields=["valid_from", "city_code", "population_above"], name="places_council_size_once"
            ),
            models.CheckConstraint(
                condition=Q(population_up_to__isnull=True) | Q(population_up_to__gt=F("population_above")),
                name="places_council_size_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.population_above}–{self.population_up_to or ''}: {self.members}"


class CityCouncil(DatedFact):
    """One term of the Islamic council of a city (شورای اسلامی شهر)."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="councils", verbose_name=_("municipality")
    )
    term_no = models.PositiveSmallIntegerField(_("term"))
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)

    class Meta:
        verbose_name = _("city council")
        verbose_name_plural = _("city councils")
        ordering = ["-term_no"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "term_no"], name="places_council_term_once"),
            models.CheckConstraint(condition=Q(term_no__gte=1), name="places_council_term_positive"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="places_council_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.term_no}"


class CouncilMember(DatedFact):
    """A member or alternate member of a council."""

    council = models.ForeignKey(
        CityCouncil, on_delete=models.CASCADE, related_name="members", verbose_name=_("city council")
    )
    full_name = models.CharField(_("full name"), max_length=120)
    role = models.CharField(_("role"), max_length=16, choices=CouncilRole, default=CouncilRole.MEMBER)
    is_alternate = models.BooleanField(_("alternate member"), default=False)

    class Meta:
        verbose_name = _("council member")
        verbose_name_plural = _("council members")
        ordering = ["is_alternate", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="places_member_in_order",
            ),
            models.UniqueConstraint(
                fields=["council", "full_name", "since"], name="places_council_member_once"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
