"""How far a long piece of work has come."""

import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from hamyar.core.enums import ProgressState


class Progress(models.Model):
    """One piece of long work: who asked for it, how far it is, whether it shall stop."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=200)
    actor_id = models.CharField(_("person's number"), max_length=64, blank=True, db_index=True)
    actor_label = models.CharField(_("person"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ProgressState, default=ProgressState.WAITING)
    done = models.PositiveBigIntegerField(_("done"), default=0)
    total = models.PositiveBigIntegerField(_("of"), default=0)
    message = models.CharField(_("message"), max_length=300, blank=True)
    is_stop_requested = models.BooleanField(_("stop requested"), default=False)
    result_url = models.CharField(_("address of the result"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("asked at"), db_index=True)
    updated_at = models.DateTimeField(_("last sign of life"), db_default=Now())

    class Meta:
        verbose_name = _("progress of long work")
        verbose_name_plural = _("progress of long work")
        ordering = ("-asked_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=ProgressState.values), name="progress_state_known"
            ),
        )

    def __str__(self) -> str:
        return self.title
