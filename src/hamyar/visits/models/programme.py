"""The programme of a Jalali year or season, its immutable runs, and what the planner asks of the next run."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamyar.places.models import Municipality
from hamyar.priorities.models import Run
from hamyar.visits.enums import ProgrammeState, RunStatus, Span, WishKind
from hamyar.visits.models.teams import Team


class VisitProgramme(models.Model):
    """A programme of visits: teams, rules, the ranking it starts from; frozen once approved."""

    title = models.CharField(_("title"), max_length=160)
    jalali_year = models.PositiveSmallIntegerField(_("year"))
    span = models.CharField(_("part of the year"), max_length=8, choices=Span, default=Span.YEAR)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    ranking_run = models.ForeignKey(
        Run, on_delete=models.PROTECT, related_name="programmes", verbose_name=_("ranking run")
    )
    teams = models.ManyToManyField(Team, related_name="programmes", verbose_name=_("teams"))
    rules = models.JSONField(_("rules"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=ProgrammeState, default=ProgrammeState.DRAFT)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("created by"),
    )
    approved_run = models.OneToOneField(
        "visits.ProgrammeRun",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="approved_for",
        verbose_name=_("approved run"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )

    class Meta:
        verbose_name = _("visit programme")
        verbose_name_plural = _("visit programmes")
        ordering = ["-jalali_year", "-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=models.F("first_on")), name="visits_programme_in_order"
            ),
            models.CheckConstraint(
                condition=Q(jalali_year__range=(1380, 1499)), name="visits_programme_jalali_year"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(approved_run__isnull=False, approved_at__isnull=False),
                name="visits_programme_approved_has_run",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="visits_programme_published_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the programme on the desk."""
        return reverse("visits:programme", args=[self.pk])


class ProgrammeRun(models.Model):
    """One plan, never changed: frozen inputs with digest, seed, engine, result, bound, who and when."""

    programme = models.ForeignKey(
        VisitProgramme, on_delete=models.PROTECT, related_name="runs", verbose_name=_("visit programme")
    )
    number = models.PositiveIntegerField(_("number"))
    previous = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("follows the run"),
    )
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("created by"),
    )
    inputs = models.JSONField(_("frozen inputs"))
    inputs_digest = models.CharField(_("digest of inputs"), max_length=64)
    engine = models.CharField(_("engine"), max_length=40)
    engine_version = models.CharField(_("engine version"), max_length=20)
    seed = models.PositiveBigIntegerField(_("seed"))
    seconds = models.FloatField(_("seconds of search"))
    result = models.JSONField(_("result"))
    status = models.CharField(_("status"), max_length=12, choices=RunStatus)
    cost = models.FloatField(_("cost"))
    lower_bound = models.FloatField(_("lower bound"), null=True, blank=True)
    gap = models.FloatField(_("gap"), null=True, blank=True)

    class Meta:
        verbose_name = _("run of a programme")
        verbose_name_plural = _("runs of programmes")
        ordering = ["programme", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="visits_run_number_once"),
            models.CheckConstraint(condition=Q(status__in=RunStatus.values), name="visits_run_status_known"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} · {self.number}"

    def get_absolute_url(self) -> str:
        """Return the address of the plan on the desk."""
        return reverse("visits:run", args=[self.pk])


class Wish(models.Model):
    """What the planner asks of the next run for one town: this day, or not in this week."""

    programme = models.ForeignKey(
        VisitProgramme, on_delete=models.CASCADE, related_name="wishes", verbose_name=_("visit programme")
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="visit_wishes", verbose_name=_("municipality")
    )
    kind = models.CharField(_("kind"), max_length=14, choices=WishKind)
    on = models.DateField(_("day"))
    moved_from = models.DateField(_("moved from the day"), null=True, blank=True)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
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
        verbose_name = _("wish for the next run")
        verbose_name_plural = _("wishes for the next run")
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "municipality", "kind", "on"], name="visits_wish_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=WishKind.values), name="visits_wish_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.on}"
