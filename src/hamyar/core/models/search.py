"""What the search box finds: documents with folded words, where each word stands, and misspellings of names."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SearchDocument(models.Model):
    """A public page as the search sees it; only what everyone may read is stored here."""

    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(_("key"), max_length=80)
    name_fa = models.CharField(_("Persian name"), max_length=300)
    name_en = models.CharField(_("English name"), max_length=300, blank=True)
    note_fa = models.CharField(_("Persian note"), max_length=300, blank=True)
    note_en = models.CharField(_("English note"), max_length=300, blank=True)
    text_fa = models.TextField(_("Persian text"), blank=True)
    text_en = models.TextField(_("English text"), blank=True)
    address = models.CharField(_("address"), max_length=2000)
    dated = models.DateField(_("date"), null=True, blank=True)
    is_proper = models.BooleanField(_("bears a proper name"), default=False)
    name_size = models.PositiveSmallIntegerField(_("words of the name"), default=1)
    lexemes = models.TextField(_("folded words"), blank=True)

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["kind", "key"], name="search_document_once"),
            models.CheckConstraint(condition=~Q(address=""), name="search_document_leads_somewhere"),
        )

    def __str__(self) -> str:
        return self.name_fa


class SearchPosting(models.Model):
    """The documents of one stretch of numbers that hold a lexeme, as :mod:`hamyar.core.search.numbers` packs them.

    The lexemes sort by bytes on both databases (the migration sees to it), so that beginnings are a range.
    """

    term = models.CharField(_("folded word"), max_length=80)
    segment = models.PositiveIntegerField(_("stretch of numbers"))
    documents = models.BinaryField(_("documents"))

    class Meta:
        verbose_name = _("search posting")
        verbose_name_plural = _("search postings")
        ordering = ("term", "segment")
        constraints = (models.UniqueConstraint(fields=["term", "segment"], name="search_posting_once"),)

    def __str__(self) -> str:
        return f"{self.term} {self.segment}"


class SearchSlip(models.Model):
    """A word of a proper name with one or two letters left out, to find it by a misspelling."""

    slip = models.CharField(_("shortened word"), max_length=120, db_index=True)
    word = models.CharField(_("folded word"), max_length=120, db_index=True)

    class Meta:
        verbose_name = _("misspelling")
        verbose_name_plural = _("misspellings")
        ordering = ("slip", "word")
        constraints = (models.UniqueConstraint(fields=["slip", "word"], name="search_slip_once"),)

    def __str__(self) -> str:
        return f"{self.slip} → {self.word}"
