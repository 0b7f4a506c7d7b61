"""What a town's side says about its own visit, and what the organisation answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamyar.visits.enums import Side
from hamyar.visits.models.minutes import MinutesVersion
from hamyar.visits.models.visit import Visit


class VisitComment(models.Model):
    """One comment, never changed; ``minutes`` is the text that was in force when it was written."""

    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, related_name="comments", verbose_name=_("visit")
    )
    side = models.CharField(_("side"), max_length=12, choices=Side)
    text = models.TextField(_("text"))
    minutes = models.ForeignKey(
        MinutesVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("minutes"),
    )
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )

    class Meta:
        verbose_name = _("comment on a visit")
        verbose_name_plural = _("comments on visits")
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=["organisation", "municipality"]), name="visits_comment_side_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="visits_comment_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
