"""Teams, who is in them, when they cannot travel, and their subscribable calendars."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamyar.places.models import Municipality


class Team(models.Model):
    """A team that travels together from its base and back."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=120)
    base = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("base"))
    minutes_a_day = models.PositiveSmallIntegerField(_("working minutes a day"), default=600)
    nights_per_trip = models.PositiveSmallIntegerField(_("nights away in one trip"), default=2)
    nights_per_month = models.PositiveSmallIntegerField(_("nights away in a month"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes_a_day__range=(60, 1440)), name="visits_team_minutes_of_a_day"
            ),
            models.CheckConstraint(condition=Q(nights_per_trip__lte=6), name="visits_team_nights_of_a_trip"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the team on the desk."""
        return reverse("visits:team", args=[self.pk])


class TeamMember(models.Model):
    """Somebody who travels with a team from a day until another (that day not included)."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members", verbose_name=_("team"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="team_memberships",
        verbose_name=_("user"),
    )
    full_name = models.CharField(_("full name"), max_length=120)
    position = models.CharField(_("position"), max_length=120, blank=True)
    is_head = models.BooleanField(_("heads the team"), default=False)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["team", "full_name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="visits_member_in_order"
            ),
            models.UniqueConstraint(
                fields=["team", "user"],
                condition=Q(until__isnull=True, user__isnull=False),
                name="visits_member_of_a_team_once",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class TeamAbsence(models.Model):
    """Days, both included, on which a team does not travel."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="absences", verbose_name=_("team"))
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("absence of a team")
        verbose_name_plural = _("absences of teams")
        ordering = ["team", "first_on"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="visits_absence_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.team}: {self.first_on} – {self.last_on}"


class Feed(models.Model):
    """The secret, revocable address of a calendar of one team or one town."""

    key = models.CharField(_("secret key"), max_length=64, unique=True, editable=False)
    team = models.ForeignKey(
        Team, on_delete=models.CASCADE, null=True, blank=True, related_name="feeds", verbose_name=_("team")
    )
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="visit_feeds",
        verbose_name=_("municipality"),
    )
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("created by")
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=True, municipality__isnull=False)
                | Q(team__isnull=False, municipality__isnull=True),
                name="visits_feed_of_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.team or self.municipality)
