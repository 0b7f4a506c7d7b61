"""Pictures with a required alternative text."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition


class Picture(AbstractImage):
    """A picture; ``description`` tells what is seen to those who cannot see it."""

    description = models.CharField(
        _("alternative text"),
        max_length=255,
        help_text=_("What is seen on the picture, for readers who cannot see it."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_picture", "Can choose picture")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(description=""), name="newsroom_picture_has_alt")
        ]


class PictureRendition(AbstractRendition):
    """A picture at one size and format."""

    image = models.ForeignKey(
        Picture, on_delete=models.CASCADE, related_name="renditions", verbose_name=_("picture")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="newsroom_rendition_once"
            )
        ]
