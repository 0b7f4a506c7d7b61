"""What every named place and every dated fact shares."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class NamedPlace(models.Model):
    """A place with its names; the two key columns are filled in by services."""

    name_fa = models.CharField(_("Persian name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    also_written_fa = models.CharField(_("also written"), max_length=160, blank=True)
    sort_key = models.CharField(_("sort key"), max_length=400, blank=True, editable=False, db_index=True)
    search_key = models.CharField(_("search key"), max_length=400, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the language of the page; Persian where no other is known."""
        return self.name_en if get_language() == "en" and self.name_en else self.name_fa


class DatedFact(models.Model):
    """A fact that holds from a day until another day (that day not included)."""

    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        abstract = True
