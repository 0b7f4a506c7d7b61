"""Texts from which drafts are made, which public relations edit."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from hamyar.newsroom.enums import DraftSource


class DraftTemplate(models.Model):
    """The wording of a draft; ``{names}`` in braces are filled with public facts."""

    source = models.CharField(_("draft from"), max_length=20, choices=DraftSource, unique=True)
    kicker = models.CharField(_("kicker"), max_length=200, blank=True)
    headline = models.CharField(_("headline"), max_length=200)
    lead = models.TextField(_("lead"))
    body = models.TextField(
        _("body"), help_text=_("An empty line starts a new paragraph. Names in braces are filled in.")
    )

    panels = [
        FieldPanel("source", read_only=True),
        FieldPanel("kicker"),
        FieldPanel("headline"),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("draft template")
        verbose_name_plural = _("draft templates")
        ordering = ["source"]

    def __str__(self) -> str:
        return str(DraftSource(self.source).label)
