"""A promise: who made it, who owns it, for which town, until when."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hamyar.commitments.enums import PENDING, CommitmentState, PromisingSide, Visibility
from hamyar.findings.models import Finding
from hamyar.group.models import Company
from hamyar.places.models import Municipality
from hamyar.visits.models import CountySession, Decision, Visit


class Commitment(models.Model):
    """One promise of any side, on the same footing.

    ``due_on`` is the date it carries now and ``first_due_on`` the date it was given with; the dates between
    stand in the history. ``due_working_days`` keeps how many working days were asked for where the date was
    counted. ``device_id`` and ``revision`` let a telephone send it again safely.
    """

    device_id = models.UUIDField(_("id made on the device"), default=uuid.uuid4, unique=True, editable=False)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    side = models.CharField(_("who promised"), max_length=12, choices=PromisingSide)
    company = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("company"),
    )
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments_made",
        verbose_name=_("municipality that promised"),
    )
    body = models.CharField(_("body or unit"), max_length=200, blank=True)
    text = models.TextField(_("what is promised"))
    town = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments_received",
        verbose_name=_("town it is for"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("owner with an account"),
    )
    owner_name = models.CharField(_("owner"), max_length=120)
    chief = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chief of the owner"),
    )
    visit = models.ForeignKey(
        Visit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("visit"),
    )
    session = models.ForeignKey(
        CountySession,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("county session"),
    )
    decision = models.OneToOneField(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitment",
        verbose_name=_("decision"),
    )
    finding = models.ForeignKey(
        Finding,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("finding"),
    )
    first_due_on = models.DateField(_("first due date"))
    due_on = models.DateField(_("due"), db_index=True)
    due_working_days = models.PositiveSmallIntegerField(_("working days given"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CommitmentState, default=CommitmentState.OPEN, db_index=True
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    visibility = models.CharField(
        _("who may read it"), max_length=8, choices=Visibility, default=Visibility.INTERNAL
    )
    device_time = models.DateTimeField(_("time on the device"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(side="company", company__isnull=False)
                | Q(~Q(side="company"), company__isnull=True),
                name="commitments_company_where_it_promised",
            ),
            models.CheckConstraint(
                condition=Q(side="municipality", municipality__isnull=False)
                | Q(~Q(side="municipality"), municipality__isnull=True),
                name="commitments_municipality_where_it_promised",
            ),
            models.CheckConstraint(
                condition=~Q(side="other") | ~Q(body=""), name="commitments_third_body_named"
            ),
            models.CheckConstraint(condition=Q(side__in=PromisingSide.values), name="commitments_side_known"),
            models.CheckConstraint(
                condition=Q(state__in=CommitmentState.values), name="commitments_state_known"
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="commitments_visibility_known"
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False) | Q(~Q(state="done"), done_on__isnull=True),
                name="commitments_done_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(owner_name=""), name="commitments_text_and_owner_given"
            ),
            models.CheckConstraint(
                condition=Q(visit__isnull=True) | Q(session__isnull=True),
                name="commitments_of_one_meeting",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        """Return the address of the promise on the desk."""
        return reverse("commitments:promise", args=[self.pk])

    @property
    def promised_by(self) -> str:
        """Return who promised: the company, the municipality, the body, or the organisation with its unit."""
        if self.company is not None:
            holder = self.company.name
        elif self.municipality is not None:
            holder = gettext("Municipality of {town}").format(town=self.municipality.name)
        elif self.side == PromisingSide.ORGANISATION:
            holder = str(PromisingSide.ORGANISATION.label)
        else:
            return self.body
        return f"{holder} ({self.body})" if self.body else holder

    @property
    def is_pending(self) -> bool:
        """Tell whether something is still owed."""
        return self.state in PENDING

    @property
    def is_postponed(self) -> bool:
        """Tell whether it carries another date than the one it was given with."""
        return self.due_on != self.first_due_on

    def days_overdue(self, on: dt.date) -> int:
        """Return how many days it is late on a day; 0 when it is not."""
        return max(0, (on - self.due_on).days) if self.is_pending else 0
