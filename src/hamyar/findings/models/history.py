"""What happened to a finding, and which findings were merged."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hamyar.findings.enums import Event, FindingState, Visibility
from hamyar.findings.models.finding import Finding


class FindingEvent(models.Model):
    """One entry of the history, never changed; ``visibility`` is that of the finding at that time."""

    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, related_name="events", verbose_name=_("finding")
    )
    event = models.CharField(_("event"), max_length=10, choices=Event)
    before = models.CharField(_("state before"), max_length=10, choices=FindingState, blank=True)
    after = models.CharField(_("state after"), max_length=10, choices=FindingState)
    other = models.ForeignKey(
        Finding,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the other finding"),
    )
    reason = models.TextField(_("reason"), blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    revision = models.PositiveIntegerField(_("revision"))
    digest = models.CharField(_("digest of what was sent"), max_length=64, blank=True)
    visibility = models.CharField(_("visibility"), max_length=12, choices=Visibility)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("event of a finding")
        verbose_name_plural = _("events of findings")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.finding} · {self.get_event_display()}"


class FindingMerge(models.Model):
    """A duplicate was merged into the finding that is kept; undone, both stand on their own again."""

    kept = models.ForeignKey(
        Finding, on_delete=models.PROTECT, related_name="merges", verbose_name=_("kept finding")
    )
    duplicate = models.ForeignKey(
        Finding, on_delete=models.PROTECT, related_name="merged_by", verbose_name=_("duplicate")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    merged_at = models.DateTimeField(_("merged at"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("merged by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )

    class Meta:
        verbose_name = _("merge of findings")
        verbose_name_plural = _("merges of findings")
        ordering = ["-merged_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duplicate"], condition=Q(undone_at__isnull=True), name="findings_merged_once"
            ),
            models.CheckConstraint(condition=~Q(kept=F("duplicate")), name="findings_merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.duplicate} → {self.kept}"
