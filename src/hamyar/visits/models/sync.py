"""What devices sent: one row for each operation made on a device, never changed but for how a conflict ended."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamyar.visits.enums import OperationResult, Resolution
from hamyar.visits.models.visit import CountySession, Meeting, Visit


class DeviceOperation(models.Model):
    """One change made on a device; its id is made there, so that sending it twice is harmless.

    The payload stays whatever the result: a change that met a newer one is shown beside it, not lost.
    ``skew_seconds`` is how far the device's clock was ahead of the server's when the change was sent.
    """

    operation_id = models.UUIDField(_("id made on the device"), unique=True, editable=False)
    visit = models.ForeignKey(
        Visit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="device_operations",
        verbose_name=_("visit"),
    )
    session = models.ForeignKey(
        CountySession,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="device_operations",
        verbose_name=_("county session"),
    )
    kind = models.CharField(_("kind"), max_length=20)
    record_id = models.UUIDField(_("record"), editable=False)
    base_revision = models.PositiveIntegerField(_("revision it was made from"), default=0)
    fields = models.JSONField(_("content"), default=dict, encoder=DjangoJSONEncoder)
    result = models.CharField(_("result"), max_length=10, choices=OperationResult)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(_("revision it made"), null=True, blank=True)
    current = models.JSONField(
        _("what stood in the system"), null=True, blank=True, encoder=DjangoJSONEncoder
    )
    device_time = models.DateTimeField(_("time on the device"), null=True, blank=True)
    skew_seconds = models.BigIntegerField(_("device clock ahead by (seconds)"), default=0)
    received_at = models.DateTimeField(_("received at"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    resolution = models.CharField(_("how it ended"), max_length=10, choices=Resolution, blank=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("resolved by"),
    )

    class Meta:
        verbose_name = _("change from a device")
        verbose_name_plural = _("changes from devices")
        ordering = ["-received_at", "-id"]
        indexes = [models.Index(fields=["result", "resolution"], name="visits_operation_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=OperationResult.values), name="visits_operation_result_known"
            ),
            models.CheckConstraint(
                condition=~Q(result="applied") | Q(revision__isnull=False),
                name="visits_operation_applied_has_revision",
            ),
            models.CheckConstraint(
                condition=Q(resolution="", resolved_at__isnull=True, resolved_by__isnull=True)
                | (
                    Q(result="conflict", resolved_at__isnull=False, resolved_by__isnull=False)
                    & ~Q(resolution="")
                ),
                name="visits_operation_only_conflict_ends",
            ),
            models.CheckConstraint(
                condition=Q(visit__isnull=True) | Q(session__isnull=True),
                name="visits_operation_of_one_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.operation_id}"

    @property
    def meeting(self) -> Meeting | None:
        """Return the visit or the county session it was written at; nothing where there is none such."""
        return self.visit or self.session
