"""What was said and done about a promise, and its evidence; both are only added to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamyar.commitments.enums import FollowUpKind
from hamyar.commitments.models.commitment import Commitment


class FollowUp(models.Model):
    """One line of the history; the database refuses to change or delete it."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="follow_ups", verbose_name=_("promise")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=FollowUpKind)
    text = models.TextField(_("text"), blank=True)
    due_before = models.DateField(_("date before"), null=True, blank=True)
    due_after = models.DateField(_("new date"), null=True, blank=True)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=FollowUpKind.values), name="commitments_followup_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="postponed", due_before__isnull=False, due_after__isnull=False)
                | Q(~Q(kind="postponed"), due_before__isnull=True, due_after__isnull=True),
                name="commitments_followup_postponed_has_dates",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["done", "resumed"]) | ~Q(text=""),
                name="commitments_followup_says_something",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60] or str(FollowUpKind(self.kind).label)


class EvidenceFile(models.Model):
    """A file that shows something; it belongs to the line of the history it came with."""

    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.PROTECT, related_name="files", verbose_name=_("follow-up")
    )
    file = models.FileField(_("file"), upload_to="commitments/%Y/")
    name = models.CharField(_("file name"), max_length=160)
    digest = models.CharField(_("digest"), max_length=64)
    size = models.PositiveIntegerField(_("bytes"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
