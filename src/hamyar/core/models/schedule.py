"""Which regular work ran last, for which of its times."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScheduledWork(models.Model):
    """One kind of regular work: the last of its times that is done, and who may not begin before when.

    ``slot`` is the time the work was due at, not the time it ran. ``held_until`` keeps a second worker away
    while one is at work, and spaces the attempts after a failure.
    """

    name = models.CharField(_("name"), max_length=100, unique=True)
    slot = models.DateTimeField(_("last time that is done"), null=True, blank=True)
    held_until = models.DateTimeField(_("nobody else begins before"), null=True, blank=True)
    started_at = models.DateTimeField(_("last started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("last finished at"), null=True, blank=True)
    failure = models.CharField(_("last failure"), max_length=200, blank=True)

    objects: models.Manager["ScheduledWork"] = models.Manager()

    class Meta:
        verbose_name = _("regular work")
        verbose_name_plural = _("regular work")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
