"""Fixed lists of the newsroom."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NewsRole(models.TextChoices):
    """What a person may do in the newsroom, the least first; the values are names of Wagtail's groups."""

    REPORTER = "خبرنگار", _("reporter")
    EDITOR = "سردبیر", _("editor")
    MANAGER = "مدیر روابط عمومی", _("public relations manager")


PERMISSION_OF = {
    NewsRole.REPORTER: "newsroom.write_news",
    NewsRole.EDITOR: "newsroom.edit_news",
    NewsRole.MANAGER: "newsroom.publish_news",
}
"""The permission code that puts a person into each group of Wagtail."""
