"""Templates from which drafts are written; public relations edits them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel

from hamyar.newsroom.drafting import has_stray_brace, placeholders
from hamyar.newsroom.enums import PLACEHOLDERS, DraftKind


class NewsTemplate(models.Model):
    """The text of a draft with placeholders in braces; one for each kind of draft."""

    kind = models.CharField(_("draft from"), max_length=12, choices=DraftKind, unique=True)
    kicker = models.CharField(_("kicker"), max_length=200, blank=True)
    headline = models.CharField(_("headline"), max_length=200)
    lead = models.TextField(_("lead"))
    body = models.TextField(
        _("body"),
        help_text=_(
            "An empty line separates paragraphs; ## begins a crosshead. A paragraph whose fact is missing is left out."
        ),
    )
    hashtags = models.TextField(_("hashtags"), blank=True)

    TEXTS = ("kicker", "headline", "lead", "body", "hashtags")
    ALWAYS_KNOWN = ("headline", "lead")

    panels = [
        FieldPanel("kind"),
        HelpPanel(template="newsroom/includes/placeholders.html", heading=_("Placeholders")),
        MultiFieldPanel(
            [FieldPanel("kicker"), FieldPanel("headline"), FieldPanel("lead"), FieldPanel("body")],
            heading=_("text"),
        ),
        FieldPanel("hashtags"),
    ]

    class Meta:
        verbose_name = _("template of a draft")
        verbose_name_plural = _("templates of drafts")
        ordering = ["kind"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=DraftKind.values), name="newsroom_template_kind_known"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def clean(self) -> None:
        """Refuse placeholders that the kind of draft does not know."""
        super().clean()
        faults = {name: fault for name in self.TEXTS if (fault := self._fault(name))}
        if faults:
            raise ValidationError(faults)

    def _fault(self, name: str) -> str:
        text = getattr(self, name)
        if has_stray_brace(text):
            return gettext("A brace stands alone.")
        facts = PLACEHOLDERS.get(self.kind, {})
        if unknown := sorted(placeholders(text) - facts.keys()):
            return gettext("There is no such placeholder here: {names}").format(names="، ".join(unknown))
        doubtful = {each for each in placeholders(text) if not facts[each]}
        if name in self.ALWAYS_KNOWN and doubtful:
            names = "، ".join(sorted(doubtful))
            return gettext("This may be missing and cannot stand here: {names}").format(names=names)
        return ""
