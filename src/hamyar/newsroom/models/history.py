"""What was told before: the words of an item as published, and addresses it has left."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PublishedWording(models.Model):
    """What the published words of an item come to, and when they last changed; apart from the page, whose
    revisions would bring back older values.
    """

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, related_name="published_wording", verbose_name=_("item")
    )
    digest = models.CharField(_("digest of the words"), max_length=64)
    changed_at = models.DateTimeField(_("words changed at"), null=True)

    class Meta:
        verbose_name = _("published wording")
        verbose_name_plural = _("published wordings")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.digest[:8]}"


class FormerAddress(models.Model):
    """A word of an address under ``/news/`` by which an item was published and no longer is."""

    slug = models.CharField(_("address"), max_length=255, unique=True)
    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="former_addresses", verbose_name=_("item")
    )

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self) -> str:
        return self.slug
