"""The way of a project through its stages."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hamyar.projects.enums import Stage
from hamyar.projects.models.project import Project


class StageChange(models.Model):
    """One step, never changed: the database refuses it. The first one has no stage before."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="stage_changes", verbose_name=_("project")
    )
    before = models.CharField(_("stage before"), max_length=20, choices=Stage, blank=True)
    after = models.CharField(_("stage after"), max_length=20, choices=Stage)
    held_on = models.DateField(_("day"))
    document = models.CharField(_("document or letter number"), max_length=120, blank=True)
    note = models.TextField(_("reason or note"), blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("step of a project")
        verbose_name_plural = _("steps of projects")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(after__in=Stage.values), name="projects_step_to_known_stage"),
            models.CheckConstraint(
                condition=Q(before="") | Q(before__in=Stage.values), name="projects_step_from_known_stage"
            ),
            models.CheckConstraint(condition=~Q(before=F("after")), name="projects_step_goes_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.get_after_display()}"
