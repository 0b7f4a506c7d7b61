"""Who changed what, when, from what to what."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One change made through a service.

    It has no foreign key: it outlives the person and the record it speaks of. The database refuses
    to change or delete it.
    """

    at = models.DateTimeField(_("time"), db_index=True)
    actor_id = models.CharField(_("person's number"), max_length=64, blank=True)
    actor_label = models.CharField(_("person"), max_length=200, blank=True)
    action = models.CharField(_("action"), max_length=80, db_index=True)
    target_type = models.CharField(_("kind of record"), max_length=80, blank=True)
    target_id = models.CharField(_("record's number"), max_length=64, blank=True)
    target_label = models.CharField(_("record"), max_length=300, blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["target_type", "target_id"], name="audit_target"),
            models.Index(fields=["actor_id"], name="audit_actor"),
        )
        constraints = (models.CheckConstraint(condition=~models.Q(action=""), name="audit_action_is_named"),)

    def __str__(self) -> str:
        return f"{self.action} {self.target_label}".strip()
