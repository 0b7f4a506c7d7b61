"""Methods with their versions, immutable runs, publications, and replies of the ranked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamyar.places.models import Municipality
from hamyar.priorities.enums import ReplyState, VersionState


class Method(models.Model):
    """A named way from indicators to tiers; what it says stands in its versions."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_fa = models.CharField(_("Persian name"), max_length=160)
    name_en = models.CharField(_("English name"), max_length=160)

    class Meta:
        verbose_name = _("method")
        verbose_name_plural = _("methods")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_fa if get_language() == "fa" else self.name_en


class MethodVersion(models.Model):
    """One text of a method; a draft may change, an adopted one never does."""

    method = models.ForeignKey(
        Method, on_delete=models.PROTECT, related_name="versions", verbose_name=_("method")
    )
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"))
    digest = models.CharField(_("digest"), max_length=64)
    note = models.TextField(_("what is new"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=VersionState, default=VersionState.DRAFT)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("created by"),
    )
    adopted_at = models.DateTimeField(_("adopted at"), null=True, blank=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("adopted by"),
    )

    class Meta:
        verbose_name = _("method version")
        verbose_name_plural = _("method versions")
        ordering = ["method", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["method", "number"], name="priorities_version_number_once"),
            models.UniqueConstraint(
                fields=["method"], condition=Q(state="adopted"), name="priorities_one_adopted_version"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(adopted_at__isnull=False), name="priorities_adopted_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} · {self.number}"

    def get_absolute_url(self) -> str:
        """Return the address of the version on the desk."""
        return reverse("priorities:version", args=[self.pk])


class Run(models.Model):
    """One ranking, never changed: frozen inputs with digest, method, engine, seed, results, who and when."""

    version = models.ForeignKey(
        MethodVersion, on_delete=models.PROTECT, related_name="runs", verbose_name=_("method version")
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
    engine_version = models.CharField(_("engine version"), max_length=20)
    draws = models.PositiveIntegerField(_("draws"))
    seed = models.PositiveBigIntegerField(_("seed"))
    values_csv = models.BinaryField(_("frozen values"))
    ranking_csv = models.BinaryField(_("frozen results"))
    inputs_digest = models.CharField(_("digest of inputs"), max_length=64)
    results_digest = models.CharField(_("digest of results"), max_length=64)
    origins = models.JSONField(_("origin of each value"), default=dict)
    summary = models.JSONField(_("summary"), default=dict)

    class Meta:
        verbose_name = _("ranking run")
        verbose_name_plural = _("ranking runs")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.version} · {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the address of the run on the desk."""
        return reverse("priorities:run", args=[self.pk])


class RunResult(models.Model):
    """What a run says of one municipality; rank 1 and tier 1 are the most developed."""

    run = models.ForeignKey(
        Run, on_delete=models.CASCADE, related_name="results", verbose_name=_("ranking run")
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="ranking_results", verbose_name=_("municipality")
    )
    score = models.FloatField(_("score"))
    rank = models.PositiveIntegerField(_("rank"))
    rank_p05 = models.FloatField(_("rank, 5 %"))
    rank_p50 = models.FloatField(_("rank, 50 %"))
    rank_p95 = models.FloatField(_("rank, 95 %"))
    rank_best = models.PositiveIntegerField(_("best possible rank"), null=True, blank=True)
    rank_worst = models.PositiveIntegerField(_("worst possible rank"), null=True, blank=True)
    p_last_quartile = models.FloatField(_("probability of the last quartile"))
    tier = models.PositiveSmallIntegerField(_("tier"))
    own_share = models.FloatField(_("own share of the score"))
    details = models.JSONField(_("contributions and movers"), default=dict)

    class Meta:
        verbose_name = _("ranking result")
        verbose_name_plural = _("ranking results")
        ordering = ["run", "-rank", "municipality"]
        constraints = [
            models.UniqueConstraint(fields=["run", "municipality"], name="priorities_result_once"),
            models.CheckConstraint(
                condition=Q(rank_best__lte=F("rank_worst"), rank_best__gte=1),
                name="priorities_result_rank_order",
            ),
            models.CheckConstraint(
                condition=Q(p_last_quartile__range=(0, 1), own_share__range=(0, 1)),
                name="priorities_result_shares",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.rank}"


class Publication(models.Model):
    """The act of publishing a run, with a name and a date; the newest is the one in force."""

    run = models.OneToOneField(
        Run, on_delete=models.PROTECT, related_name="publication", verbose_name=_("ranking run")
    )
    title_fa = models.CharField(_("Persian title"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )

    class Meta:
        verbose_name = _("published ranking")
        verbose_name_plural = _("published rankings")
        ordering = ["-published_at", "-id"]

    def __str__(self) -> str:
        return self.title_fa if get_language() == "fa" else self.title_en

    def get_absolute_url(self) -> str:
        """Return the public address of the published ranking."""
        return reverse("priorities:publication", args=[self.pk])


class Reply(models.Model):
    """What a ranked municipality says of a figure or of its tier, and the answer it gets."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="replies", verbose_name=_("published ranking")
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="ranking_replies", verbose_name=_("municipality")
    )
    indicator_code = models.CharField(_("contested indicator"), max_length=60, blank=True)
    text = models.TextField(_("text"))
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    state = models.CharField(_("state"), max_length=12, choices=ReplyState, default=ReplyState.SENT)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        verbose_name = _("reply to a ranking")
        verbose_name_plural = _("replies to rankings")
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent") | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="priorities_reply_answer_has_text_and_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.text[:40]}"
