"""Who takes part with capital, and what each side brings."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from hamyar.group.models import Company
from hamyar.places.models import Municipality
from hamyar.projects.enums import ContributionKind, PartyKind
from hamyar.projects.models.project import AMOUNT_RANGE, Project


class Party(models.Model):
    """A side of a project; it comes into being with the first thing it brings."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="parties", verbose_name=_("project")
    )
    kind = models.CharField(_("who"), max_length=12, choices=PartyKind)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("company")
    )
    body = models.CharField(_("name"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("party of a project")
        verbose_name_plural = _("parties of projects")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="organisation", municipality__isnull=True, company__isnull=True, body="")
                | Q(kind="municipality", municipality__isnull=False, company__isnull=True, body="")
                | Q(kind="company", municipality__isnull=True, company__isnull=False, body="")
                | (Q(kind="other", municipality__isnull=True, company__isnull=True) & ~Q(body="")),
                name="projects_party_is_one_body",
            ),
            models.UniqueConstraint(
                fields=["project"], condition=Q(kind="organisation"), name="projects_organisation_once"
            ),
            models.UniqueConstraint(
                fields=["project", "municipality"],
                condition=Q(kind="municipality"),
                name="projects_municipality_once",
            ),
            models.UniqueConstraint(
                fields=["project", "company"], condition=Q(kind="company"), name="projects_company_once"
            ),
            models.UniqueConstraint(
                fields=["project", "body"], condition=Q(kind="other"), name="projects_body_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return who it is, in the language of the page."""
        if self.municipality is not None:
            return gettext("Municipality of {town}").format(town=self.municipality.name)
        if self.company is not None:
            return self.company.name
        return self.body or pgettext("party", "The organisation")


class Contribution(models.Model):
    """What a party brings, at its value on a day.

    A later valuation is a row of its own that ``replaces`` the earlier one; both stay. What was recorded by
    mistake is withdrawn with its reason and stays too.
    """

    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="contributions", verbose_name=_("party")
    )
    kind = models.CharField(_("what is brought"), max_length=14, choices=ContributionKind)
    description = models.CharField(_("description"), max_length=300, blank=True)
    amount_rial = models.BigIntegerField(_("value in money"))
    valued_on = models.DateField(_("day of the valuation"))
    valuer = models.CharField(_("valuer"), max_length=160, blank=True)
    document = models.CharField(_("document of the valuation"), max_length=160, blank=True)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("values anew"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawal_reason = models.CharField(_("reason of the withdrawal"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:
        verbose_name = _("contribution to a project")
        verbose_name_plural = _("contributions to projects")
        ordering = ["party", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ContributionKind.values), name="projects_contribution_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(amount_rial__range=AMOUNT_RANGE), name="projects_contribution_in_range"
            ),
            models.CheckConstraint(
                condition=Q(kind="cash") | ~Q(valuer=""), name="projects_valuation_has_its_valuer"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
                name="projects_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.get_kind_display()}"
