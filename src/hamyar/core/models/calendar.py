"""The dated working week, the yearly lunar holidays, closures of the day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hamyar.core.enums import HolidayStatus, LunarOccasion
from hamyar.core.jalali import format_jalali


class WorkingWeek(models.Model):
    """Which days of the week are worked, from a day on until the next such row."""

    effective_from = models.DateField(_("effective from"), unique=True)
    days = models.JSONField(_("working days"), help_text=_("0 is Saturday, 6 is Friday."))
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("working week")
        verbose_name_plural = _("working weeks")
        ordering = ("effective_from",)

    def __str__(self) -> str:
        return format_jalali(self.effective_from)


class LunarHoliday(models.Model):
    """The day on which a lunar occasion falls; one table a year, imported and corrected by hand."""

    date = models.DateField(_("date"))
    jalali_year = models.PositiveSmallIntegerField(_("year"), db_index=True)
    occasion = models.CharField(_("occasion"), max_length=40, choices=LunarOccasion)
    status = models.CharField(_("status"), max_length=10, choices=HolidayStatus)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lunar holiday")
        verbose_name_plural = _("lunar holidays")
        ordering = ("date", "occasion")
        constraints = (
            models.UniqueConstraint(fields=["date", "occasion"], name="lunar_holiday_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(occasion__in=LunarOccasion.values), name="lunar_holiday_occasion_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=HolidayStatus.values), name="lunar_holiday_status_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_occasion_display()}، {format_jalali(self.date)}"


class Closure(models.Model):
    """A day or some days closed for a reason of their own: cold, dust, power."""

    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ("first_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(first_on__lte=models.F("last_on")), name="closure_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="closure_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.reason}، {format_jalali(self.first_on)}"
