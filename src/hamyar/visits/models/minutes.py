"""Minutes in versions, and who confirmed which text."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamyar.places.models import Municipality
from hamyar.visits.enums import Side
from hamyar.visits.models.visit import CountySession, Meeting, Visit


class MinutesVersion(models.Model):
    """One text of the minutes, never changed; a correction is a new version that asks both sides again."""

    visit = models.ForeignKey(
        Visit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="minutes",
        verbose_name=_("visit"),
    )
    session = models.ForeignKey(
        CountySession,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="minutes",
        verbose_name=_("county session"),
    )
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"), default=dict)
    text = models.TextField(_("text"))
    digest = models.CharField(_("digest"), max_length=64)
    what_is_new = models.CharField(_("what is new"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("created by"),
    )

    class Meta:
        verbose_name = _("version of the minutes")
        verbose_name_plural = _("versions of minutes")
        ordering = ["-number", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="visits_minutes_of_visit_once"),
            models.UniqueConstraint(fields=["session", "number"], name="visits_minutes_of_session_once"),
            models.CheckConstraint(
                condition=Q(visit__isnull=False, session__isnull=True)
                | Q(visit__isnull=True, session__isnull=False),
                name="visits_minutes_of_one_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit or self.session} · {self.number}"

    @property
    def meeting(self) -> Meeting:
        """Return the visit or the county session it is of."""
        meeting = self.visit or self.session
        if meeting is None:
            raise ValueError("minutes without a meeting")
        return meeting


class Confirmation(models.Model):
    """One side confirms one text, by its digest; a dissent is a further entry, nothing is overwritten."""

    minutes = models.ForeignKey(
        MinutesVersion, on_delete=models.PROTECT, related_name="confirmations", verbose_name=_("minutes")
    )
    side = models.CharField(_("side"), max_length=12, choices=Side)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    digest = models.CharField(_("digest"), max_length=64)
    dissent = models.TextField(_("dissent"), blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("confirmed by")
    )

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["confirmed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "side"],
                condition=Q(dissent="", municipality__isnull=True),
                name="visits_side_confirms_once",
            ),
            models.UniqueConstraint(
                fields=["minutes", "municipality"],
                condition=Q(dissent="", municipality__isnull=False),
                name="visits_town_confirms_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} · {self.get_side_display()}"
