"""Groups of news."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class NewsGroup(models.Model):
    """A group of news (گروه خبری) such as «عمومی»."""

    slug = models.SlugField(_("address"), max_length=60, unique=True, allow_unicode=True)
    name_fa = models.CharField(_("Persian name"), max_length=80, unique=True)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)

    panels = [FieldPanel("name_fa"), FieldPanel("name_en"), FieldPanel("slug"), FieldPanel("position")]

    class Meta:
        verbose_name = _("news group")
        verbose_name_plural = _("news groups")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the language of the page; Persian where no other is known."""
        return self.name_en if get_language() == "en" and self.name_en else self.name_fa
