"""Trips, county sessions and visits of an approved programme."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamyar.places.models import County, Municipality
from hamyar.visits.enums import VisitState
from hamyar.visits.models.programme import VisitProgramme
from hamyar.visits.models.teams import Team


class Trip(models.Model):
    """A journey of one team from its base and back; ``nights`` lists the code of the town of each night."""

    programme = models.ForeignKey(
        VisitProgramme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="trips",
        verbose_name=_("visit programme"),
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="trips", verbose_name=_("team"))
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    nights = models.JSONField(_("night stays"), default=list)
    departs_at = models.TimeField(_("departure"), null=True, blank=True)
    returns_at = models.TimeField(_("return"), null=True, blank=True)
    km = models.FloatField(_("kilometres"), default=0)
    drive_minutes = models.FloatField(_("minutes of driving"), default=0)

    class Meta:
        verbose_name = _("trip")
        verbose_name_plural = _("trips")
        ordering = ["first_on", "team", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="visits_trip_in_order"),
            models.CheckConstraint(
                condition=Q(km__gte=0, drive_minutes__gte=0), name="visits_trip_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team}: {self.first_on}"


class Planned(models.Model):
    """What a visit and a county session share: when, by which trip, and where it stands."""

    trip = models.ForeignKey(
        Trip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("trip"),
    )
    planned_start = models.DateTimeField(_("planned start"))
    planned_end = models.DateTimeField(_("planned end"))
    held_start = models.DateTimeField(_("started at"), null=True, blank=True)
    held_end = models.DateTimeField(_("ended at"), null=True, blank=True)
    place = models.CharField(_("room or address"), max_length=200, blank=True)
    chair = models.CharField(_("chair of the meeting"), max_length=120, blank=True)
    secretary = models.CharField(_("secretary of the meeting"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=18, choices=VisitState, default=VisitState.PLANNED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_end__gte=F("planned_start")), name="visits_%(class)s_in_order"
            ),
            models.CheckConstraint(
                condition=Q(held_end__isnull=True) | Q(held_end__gte=F("held_start")),
                name="visits_%(class)s_held_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=VisitState.values), name="visits_%(class)s_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["cancelled", "moved"]) | ~Q(reason=""),
                name="visits_%(class)s_reason_given",
            ),
        ]


class CountySession(Planned):
    """One meeting with several towns of a county, held in one of them."""

    county = models.ForeignKey(
        County, on_delete=models.PROTECT, related_name="visit_sessions", verbose_name=_("county")
    )
    host = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="hosted_sessions", verbose_name=_("host town")
    )

    class Meta(Planned.Meta):
        verbose_name = _("county session")
        verbose_name_plural = _("county sessions")
        ordering = ["planned_start", "id"]

    def __str__(self) -> str:
        return f"{self.county}: {self.planned_start:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """Return the address of the session on the desk."""
        return reverse("meetings:meeting", args=[f"s{self.pk}"])


class Visit(Planned):
    """A visit to one municipality; within a county session it shares the session's meeting."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="visits", verbose_name=_("municipality")
    )
    session = models.ForeignKey(
        CountySession,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name=_("county session"),
    )
    moved_to = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="moved_from",
        verbose_name=_("moved to"),
    )

    class Meta(Planned.Meta):
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["planned_start", "id"]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.planned_start:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """Return the address of the visit on the desk."""
        return reverse("meetings:meeting", args=[self.pk])


Meeting = Visit | CountySession
"""Where people sat together: a visit to one town, or one session with several."""
