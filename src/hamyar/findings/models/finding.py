"""A finding: a need, a problem, a capacity or a potential of a town or of a whole county."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamyar.findings.enums import FindingKind, FindingState, ReportedBy, Urgency, Visibility
from hamyar.findings.models.batch import FindingBatch
from hamyar.findings.sectors import sector_name
from hamyar.places.models import County, Municipality
from hamyar.visits.models.meeting import DeviceRecord


class Finding(DeviceRecord):
    """What was found; without a municipality it is a finding of the whole county.

    ``title_key`` and ``search_key`` are filled in by services. A finding that was merged into another keeps
    all its own facts and history.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=FindingKind)
    sector = models.CharField(_("sector"), max_length=20)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), blank=True)
    size = models.DecimalField(_("size"), max_digits=16, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    people_affected = models.PositiveIntegerField(_("people affected"), null=True, blank=True)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency, default=Urgency.MEDIUM)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("municipality"),
    )
    county = models.ForeignKey(
        County, on_delete=models.PROTECT, related_name="findings", verbose_name=_("county")
    )
    visibility = models.CharField(
        _("visibility"), max_length=12, choices=Visibility, default=Visibility.CONFIDENTIAL
    )
    reported_by = models.CharField(_("reported"), max_length=12, choices=ReportedBy)
    state = models.CharField(_("state"), max_length=10, choices=FindingState, default=FindingState.REPORTED)
    changed_at = models.DateTimeField(_("changed at"))
    batch = models.ForeignKey(
        FindingBatch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("import of findings"),
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="duplicates",
        verbose_name=_("merged into"),
    )
    title_key = models.CharField(_("key of the title"), max_length=400, blank=True, editable=False)
    search_key = models.TextField(_("search key"), blank=True, editable=False)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-recorded_at", "-id"]
        indexes = [
            models.Index(fields=["county", "sector"], name="findings_county_sector"),
            models.Index(fields=["-recorded_at", "-id"], name="findings_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(visit__isnull=True) | Q(session__isnull=True), name="findings_of_one_meeting"
            ),
            models.CheckConstraint(
                condition=(Q(visit__isnull=True) & Q(session__isnull=True)) | Q(reported_by="visit"),
                name="findings_of_a_meeting_are_of_a_visit",
            ),
            models.CheckConstraint(condition=Q(kind__in=FindingKind.values), name="findings_kind_known"),
            models.CheckConstraint(condition=Q(urgency__in=Urgency.values), name="findings_urgency_known"),
            models.CheckConstraint(condition=Q(state__in=FindingState.values), name="findings_state_known"),
            models.CheckConstraint(
                condition=Q(reported_by__in=ReportedBy.values), name="findings_reported_by_known"
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="findings_visibility_known"
            ),
            models.CheckConstraint(
                condition=~Q(reported_by="municipality") | Q(visibility="public", municipality__isnull=False),
                name="findings_report_of_a_town_known_to_it",
            ),
            models.CheckConstraint(
                condition=Q(reported_by="import", batch__isnull=False)
                | (~Q(reported_by="import") & Q(batch__isnull=True)),
                name="findings_imported_has_batch",
            ),
            models.CheckConstraint(
                condition=Q(size__isnull=True) | (Q(size__gte=0) & ~Q(unit="")), name="findings_size_has_unit"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="findings_title_given"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="findings_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the finding on the desk."""
        return reverse("findings:finding", args=[self.pk])

    @property
    def sector_label(self) -> str:
        """Return the name of the sector in the language of the page."""
        return sector_name(self.sector)

    @property
    def place(self) -> Municipality | County:
        """Return the town, or the county of a finding of the whole county."""
        return self.municipality or self.county
