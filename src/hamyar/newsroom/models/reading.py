"""How often an item was read: today's readers one by one, earlier days as numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Reading(models.Model):
    """One reader of one item on one day; kept until the day is over, then only counted."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="readings", verbose_name=_("item"))
    day = models.DateField(_("day"))
    reader = models.CharField(_("digest of the reader"), max_length=32)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.UniqueConstraint(fields=["page", "day", "reader"], name="newsroom_reader_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.day}"


class DailyReading(models.Model):
    """How many readers an item had on a day that is over."""

    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="daily_readings", verbose_name=_("item")
    )
    day = models.DateField(_("day"))
    readers = models.PositiveIntegerField(_("readers"))

    class Meta:
        verbose_name = _("readers of a day")
        verbose_name_plural = _("readers of days")
        ordering = ["page", "day"]
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="newsroom_daily_reading_once")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.day}: {self.readers}"


class ReadingTotal(models.Model):
    """Readers of all days that are over, and what the old site had counted."""

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, related_name="reading_total", verbose_name=_("item")
    )
    imported = models.PositiveIntegerField(_("counted by the old site"), default=0)
    counted = models.PositiveIntegerField(_("counted here"), default=0)

    class Meta:
        verbose_name = _("readers in total")
        verbose_name_plural = _("readers in total")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.imported + self.counted}"
