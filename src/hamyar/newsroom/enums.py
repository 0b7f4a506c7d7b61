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


class DraftKind(models.TextChoices):
    """From what a draft is written."""

    VISIT = "visit", _("a visit")
    SESSION = "session", _("a county session")
    RANKING = "ranking", _("a published ranking")
    PROJECT = "project", _("an investment opportunity")


_MEETING = {
    "سازمان": True,
    "شهرستان": True,
    "روز": True,
    "هیئت": False,
    "میزبانان": False,
    "نیازها": False,
    "ظرفیت‌ها": False,
    "مصوبات": False,
    "تعهدات": False,
}
PLACEHOLDERS: dict[str, dict[str, bool]] = {
    DraftKind.VISIT: {"شهر": True, **_MEETING},
    DraftKind.SESSION: {"میزبان": True, "شهرها": True, **_MEETING},
    DraftKind.RANKING: {
        "سازمان": True,
        "عنوان": True,
        "روز": True,
        "شمار": True,
        "گروه‌ها": True,
        "نخستین": True,
        "فهرست": True,
    },
    DraftKind.PROJECT: {
        "سازمان": True,
        "عنوان": True,
        "شهر": True,
        "شهرستان": True,
        "روز": True,
        "نوع": True,
        "مرحله": True,
        "خلاصه": True,
        "همراهان": False,
        "اندازه": False,
        "هزینه": False,
        "قرارداد": False,
        "شرح": False,
        "آورده": False,
        "شرکت‌ها": False,
        "تعهدات": False,
    },
}
"""The placeholders of each kind; true where the fact is never missing."""

BESIDE_TITLE = "fill-240x160|format-webp"
IN_LIST = "fill-480x300|format-webp"
IN_GALLERY = ("format-avif|fill-480x320", "format-webp|fill-480x320", "max-1600x1200|format-webp")
"""Sizes of pictures as templates ask for them: beside a title, in lists, in the grid of a gallery and opened."""
