"""A joint investment project: what, where, with whom, how far."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamyar.core.translation import active_language
from hamyar.findings.models import Finding
from hamyar.findings.sectors import sector_name
from hamyar.group.models import Company
from hamyar.places.models import Municipality
from hamyar.projects.enums import CONTRACT_WORDS, SEEKING, ContractType, Origin, Stage
from hamyar.projects.kinds import kind_name, unit_name

AMOUNT_RANGE = (1, 10**17)
"""Rials; more fits no column and no budget of a province."""


class Project(models.Model):
    """One project of one town or of several.

    ``code`` (Jalali year and number, «۱۴۰۵-۱۲») can be said on the telephone. A project is internal until it is
    published as an investment opportunity; ``internal_note`` never leaves the organisation. ``title_key`` and
    ``search_key`` are filled in by services.
    """

    code = models.CharField(_("code"), max_length=12, unique=True)
    year = models.PositiveSmallIntegerField(_("year of the code"))
    number = models.PositiveIntegerField(_("number of the code"))
    title_fa = models.CharField(_("title"), max_length=160)
    title_en = models.CharField(_("English title"), max_length=160, blank=True)
    kind = models.CharField(_("kind"), max_length=40)
    sector = models.CharField(_("sector"), max_length=20, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        related_name="projects",
        verbose_name=_("host municipality"),
    )
    participants = models.ManyToManyField(
        Municipality,
        related_name="joint_projects",
        verbose_name=_("participating municipalities"),
        blank=True,
    )
    companies = models.ManyToManyField(
        Company, related_name="projects", verbose_name=_("companies taking part"), blank=True
    )
    findings = models.ManyToManyField(
        Finding, related_name="projects", verbose_name=_("findings it came from"), blank=True
    )
    contract = models.CharField(_("contract"), max_length=20, choices=ContractType, blank=True)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.IDEA)
    size = models.DecimalField(_("size"), max_digits=16, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=24, blank=True)
    cost_rial = models.BigIntegerField(_("estimated cost"), null=True, blank=True)
    cost_as_of = models.DateField(_("day of the estimate"), null=True, blank=True)
    income_rial = models.BigIntegerField(
        _("expected yearly income of the municipality"), null=True, blank=True
    )
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    public_text = models.TextField(_("public text"), blank=True)
    offer = models.TextField(_("what the municipality brings"), blank=True)
    contact_office = models.CharField(_("office to call"), max_length=160, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    internal_note = models.TextField(_("internal note"), blank=True)
    origin = models.CharField(
        _("put on record by"), max_length=12, choices=Origin, default=Origin.ORGANISATION
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
    revision = models.PositiveIntegerField(_("revision"), default=1)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    changed_at = models.DateTimeField(_("changed at"))
    title_key = models.CharField(_("key of the title"), max_length=400, blank=True, editable=False)
    search_key = models.TextField(_("search key"), blank=True, editable=False)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-recorded_at", "-id"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="projects_published"),
            models.Index(fields=["-recorded_at", "-id"], name="projects_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="projects_number_once_a_year"),
            models.CheckConstraint(condition=~Q(title_fa=""), name="projects_title_given"),
            models.CheckConstraint(condition=~Q(kind=""), name="projects_kind_given"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="projects_stage_known"),
            models.CheckConstraint(
                condition=Q(contract="") | Q(contract__in=ContractType.values), name="projects_contract_known"
            ),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="projects_origin_known"),
            models.CheckConstraint(
                condition=Q(size__isnull=True, unit="") | (Q(size__gt=0) & ~Q(unit="")),
                name="projects_size_has_unit",
            ),
            models.CheckConstraint(
                condition=(Q(cost_rial__isnull=True) & Q(income_rial__isnull=True))
                | Q(cost_as_of__isnull=False),
                name="projects_amounts_have_their_day",
            ),
            models.CheckConstraint(
                condition=Q(cost_rial__isnull=True) | Q(cost_rial__range=AMOUNT_RANGE),
                name="projects_cost_in_range",
            ),
            models.CheckConstraint(
                condition=Q(income_rial__isnull=True) | Q(income_rial__range=AMOUNT_RANGE),
                name="projects_income_in_range",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="projects_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(stage="cancelled"),
                name="projects_cancelled_is_not_public",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address on the desk."""
        return reverse("projects:project", args=[self.code])

    @property
    def public_url(self) -> str:
        """Return the address of the public page, which exists while the project is published."""
        return reverse("projects:opportunity", args=[self.code])

    @property
    def title(self) -> str:
        """Return the title in the language of the page; Persian where no other is known."""
        return (self.title_en if active_language() == "en" else "") or self.title_fa

    @property
    def kind_label(self) -> str:
        """Return the name of the kind."""
        return kind_name(self.kind)

    @property
    def unit_label(self) -> str:
        """Return the name of the unit."""
        return unit_name(self.unit)

    @property
    def sector_label(self) -> str:
        """Return the name of the sector, empty when none is given."""
        return sector_name(self.sector) if self.sector else ""

    @property
    def contract_words(self) -> str:
        """Return what the contract means in plain words."""
        return str(CONTRACT_WORDS[ContractType(self.contract)]) if self.contract else ""

    @property
    def is_published(self) -> bool:
        """Tell whether everyone may read it."""
        return self.published_at is not None

    @property
    def is_seeking(self) -> bool:
        """Tell whether a partner can still be found."""
        return self.stage in SEEKING
