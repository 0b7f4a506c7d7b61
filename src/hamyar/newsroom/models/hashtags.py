"""Hashtags of published items, for lists and feeds."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from hamyar.newsroom.hashtags import LONGEST


class Hashtag(models.Model):
    """A hashtag without its sign; ``key`` is one for all spellings."""

    name = models.CharField(_("name"), max_length=LONGEST)
    key = models.CharField(_("key"), max_length=2 * LONGEST, unique=True)

    class Meta:
        verbose_name = _("hashtag")
        verbose_name_plural = _("hashtags")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class HashtagUse(models.Model):
    """A hashtag in a published item, at its place."""

    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="hashtag_uses", verbose_name=_("item")
    )
    hashtag = models.ForeignKey(
        Hashtag, on_delete=models.CASCADE, related_name="uses", verbose_name=_("hashtag")
    )
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("use of a hashtag")
        verbose_name_plural = _("uses of hashtags")
        ordering = ["page", "position"]
        constraints = [models.UniqueConstraint(fields=["page", "hashtag"], name="newsroom_hashtag_use_once")]

    def __str__(self) -> str:
        return f"{self.page}: {self.hashtag}"
