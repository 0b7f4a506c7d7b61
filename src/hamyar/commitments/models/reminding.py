"""Who was reminded of what, on which day; the uniqueness of both makes a doubled tick harmless."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamyar.commitments.enums import ReminderKind
from hamyar.commitments.models.commitment import Commitment


class Digest(models.Model):
    """The one message of a day to one person; without ``sent_at`` it has not been seen to leave."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    on = models.DateField(_("day"))
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    failure = models.CharField(_("last failure"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("daily message")
        verbose_name_plural = _("daily messages")
        ordering = ["-on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "on"], name="commitments_one_digest_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.on}"


class Reminder(models.Model):
    """A promise named in a message; ``on`` is the day the reminder stands for, not the day it was sent."""

    digest = models.ForeignKey(
        Digest, on_delete=models.PROTECT, related_name="reminders", verbose_name=_("daily message")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="reminders", verbose_name=_("promise")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ReminderKind)
    on = models.DateField(_("day"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "kind", "on", "user"], name="commitments_reminder_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ReminderKind.values), name="commitments_reminder_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.on}"
