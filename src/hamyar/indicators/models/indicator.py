"""What is measured, as its reviewed definition says."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamyar.indicators.enums import Direction, Level, Theme


class Indicator(models.Model):
    """A measured variable; every field is a copy of its file in ``definitions/``."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)
    name_fa = models.CharField(_("Persian name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    theme = models.CharField(_("theme"), max_length=16, choices=Theme)
    unit_fa = models.CharField(_("unit in Persian"), max_length=60)
    unit_en = models.CharField(_("unit in English"), max_length=60)
    decimals = models.PositiveSmallIntegerField(_("decimals shown"), default=1)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    level = models.CharField(_("measured for"), max_length=12, choices=Level)
    least = models.FloatField(_("least valid value"))
    most = models.FloatField(_("greatest valid value"))
    why_fa = models.TextField(_("why it matters, in Persian"))
    why_en = models.TextField(_("why it matters, in English"))
    how_fa = models.TextField(_("how it is calculated, in Persian"))
    how_en = models.TextField(_("how it is calculated, in English"))
    source_fa = models.CharField(_("source in Persian"), max_length=300)
    source_en = models.CharField(_("source in English"), max_length=300)
    author_fa = models.CharField(_("author in Persian"), max_length=160)
    author_en = models.CharField(_("author in English"), max_length=160)
    written_on = models.DateField(_("written on"))
    checker_fa = models.CharField(_("checker in Persian"), max_length=160, blank=True)
    checker_en = models.CharField(_("checker in English"), max_length=160, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    review_due_on = models.DateField(_("next review due on"))
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(least__lt=F("most")), name="indicators_range_in_order"),
            models.CheckConstraint(condition=Q(decimals__lte=6), name="indicators_decimals_up_to_6"),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True, checker_fa="")
                | (Q(checked_on__isnull=False) & ~Q(checker_fa="")),
                name="indicators_checker_with_date",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def _told(self, field: str) -> str:
        return str(getattr(self, f"{field}_{'en' if get_language() == 'en' else 'fa'}"))

    @property
    def name(self) -> str:
        """Return the name in the language of the page."""
        return self._told("name")

    @property
    def unit(self) -> str:
        """Return the unit in the language of the page."""
        return self._told("unit")

    @property
    def why(self) -> str:
        """Return why it matters, in the language of the page."""
        return self._told("why")

    @property
    def how(self) -> str:
        """Return how it is calculated, in the language of the page."""
        return self._told("how")

    @property
    def source(self) -> str:
        """Return the source in the language of the page."""
        return self._told("source")

    @property
    def author(self) -> str:
        """Return the author in the language of the page."""
        return self._told("author")

    @property
    def checker(self) -> str:
        """Return the checker in the language of the page; empty while nobody checked it."""
        return self._told("checker")

    def get_absolute_url(self) -> str:
        """Return the public page of the definition."""
        return reverse("indicators:detail", args=[self.code])
