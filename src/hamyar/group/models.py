"""Companies and brands; what a second source shows is kept apart from what only a name suggests."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from hamyar.core.addresses import address_of


class GroupMember(models.Model):
    """What companies and brands share; ``confirmed`` has a source, ``inferred`` is read out of the name."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)
    name_fa = models.CharField(_("Persian name"), max_length=160)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    confirmed_fa = models.TextField(_("what is confirmed, in Persian"), blank=True)
    confirmed_en = models.TextField(_("what is confirmed, in English"), blank=True)
    inferred_fa = models.TextField(_("what is only inferred from the name, in Persian"), blank=True)
    inferred_en = models.TextField(_("what is only inferred from the name, in English"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_shown = models.BooleanField(_("shown to everyone"), default=True)

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the language of the page; Persian where no other is known."""
        return self._in_language("name")

    @property
    def confirmed(self) -> str:
        """Return what a second source shows."""
        return self._in_language("confirmed")

    @property
    def inferred(self) -> str:
        """Return what only the name suggests."""
        return self._in_language("inferred")

    @property
    def standing(self) -> str:
        """Tell where what is said comes from."""
        if self.confirmed_fa:
            return gettext("Confirmed")
        if self.inferred_fa:
            return gettext("Only inferred from the name")
        return gettext("Only the name is known.")

    def clean(self) -> None:
        """Ask for the source of what is called confirmed."""
        super().clean()
        if self.confirmed_fa and not self.source:
            raise ValidationError({"source": _("What is confirmed needs its source.")})

    def get_absolute_url(self) -> str:
        """Return the place in the directory."""
        return f"{address_of('group:companies')}#{self.code}"

    def _in_language(self, field: str) -> str:
        english: str = getattr(self, f"{field}_en") if get_language() == "en" else ""
        return english or str(getattr(self, f"{field}_fa"))


class Company(GroupMember):
    """A company or institute of the group."""

    class Meta(GroupMember.Meta):
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_fa="") | ~Q(source=""), name="group_company_confirmed_has_source"
            )
        ]


class Brand(GroupMember):
    """A brand of the group, written as a hashtag without its sign."""

    tag = models.CharField(_("hashtag"), max_length=60, unique=True)
    sector_fa = models.CharField(_("sector, in Persian"), max_length=120)
    sector_en = models.CharField(_("sector, in English"), max_length=120, blank=True)
    companies = models.ManyToManyField(
        Company, verbose_name=_("companies with a matching name"), blank=True, related_name="brands"
    )

    class Meta(GroupMember.Meta):
        verbose_name = _("brand")
        verbose_name_plural = _("brands")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_fa="") | ~Q(source=""), name="group_brand_confirmed_has_source"
            )
        ]

    @property
    def sector(self) -> str:
        """Return the field of work in the language of the page."""
        return self._in_language("sector")


class CompanyRepresentation(models.Model):
    """A user who acts on behalf of a company from one day until another (that day not included)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="company_representations",
        verbose_name=_("user"),
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="representations", verbose_name=_("company")
    )
    is_head = models.BooleanField(_("heads the company"), default=False)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("representation of a company")
        verbose_name_plural = _("representations of companies")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="group_represents_in_order"
            ),
            models.UniqueConstraint(
                fields=["user", "company"],
                condition=Q(until__isnull=True),
                name="group_representation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ↔ {self.company}"
