"""Taking in the items of the old site."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.html import escape
from django.utils.text import slugify

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_permission
from hamyar.core.audit import record
from hamyar.core.translation import gettext_noop as _
from hamyar.newsroom.errors import UnableToImportNewsError
from hamyar.newsroom.importing import GALLERY, NEWS, OldItem, read_items
from hamyar.newsroom.models import (
    NewsGroup,
    NewsIndexPage,
    NewsPage,
    PhotoGalleryPage,
    ReadingTotal,
)
from hamyar.places.models import Municipality

SHIPPED = Path(__file__).resolve().parents[1] / "definitions" / "first_item.json"


@dataclass(frozen=True)
class Imported:
    """How many items were added and how many were there already."""

    added: int
    kept: int


@dataclass(frozen=True)
class Preview:
    """What a file would bring in."""

    items: tuple[OldItem, ...]
    added: int

    @property
    def kept(self) -> int:
        """Return how many are there already."""
        return len(self.items) - self.added


def preview_news(*, content: bytes, name: str, by: User) -> Preview:
    """Read a file of items and say what it would bring in; nothing is stored.

    Raises
    ------
    PermissionDenied
        When ``by`` may not publish news.
    UnableToImportNewsError
        When the file or one of its rows cannot be taken in.
    """
    require_permission(by, "newsroom.publish_news")
    items = tuple(read_items(content=content, name=name))
    _towns(items, must_exist=True)
    numbers = {kind: [item.number for item in items if item.kind == kind] for kind in (NEWS, GALLERY)}
    there = NewsPage.objects.filter(legacy_id__in=numbers[NEWS]).count()
    there += PhotoGalleryPage.objects.filter(legacy_id__in=numbers[GALLERY]).count()
    return Preview(items, len(items) - there)


def import_news(*, content: bytes, name: str, by: User, at: datetime) -> Imported:
    """Take in a file of items with their numbers and view counts; all of it or nothing.

    An item whose number is there already stays as it is.

    Raises
    ------
    PermissionDenied
        When ``by`` may not publish news.
    UnableToImportNewsError
        When the file or one of its rows cannot be taken in.
    """
    require_permission(by, "newsroom.publish_news")
    return _import(content=content, name=name, by=by, at=at)


def load_first_item(*, at: datetime) -> Imported:
    """Bring in the item this project grew from, unless it is there."""
    return _import(content=SHIPPED.read_bytes(), name=SHIPPED.name, by=None, at=at)


@transaction.atomic
def _import(*, content: bytes, name: str, by: User | None, at: datetime) -> Imported:
    items = read_items(content=content, name=name)
    index = NewsIndexPage.objects.get()
    towns = _towns(items, must_exist=by is not None)
    added = sum(_add(item, index, towns, at) for item in items)
    if added:
        changes = {"added": added, "kept": len(items) - added}
        record(by=by, at=at, action="import_news", target=index, target_label=name, changes=changes)
    return Imported(added, len(items) - added)


def _towns(items: Iterable[OldItem], *, must_exist: bool) -> dict[str, Municipality]:
    codes = {code for item in items for code in item.municipalities}
    found = Municipality.objects.in_bulk(codes, field_name="code")
    if must_exist and (missing := sorted(codes - found.keys())):
        raise UnableToImportNewsError(
            _("There is no municipality with the code {town}. Nothing was imported."),
            "news_unknown_town",
            town=missing[0],
        )
    return found


def _add(item: OldItem, index: NewsIndexPage, towns: dict[str, Municipality], at: datetime) -> bool:
    model = PhotoGalleryPage if item.kind == GALLERY else NewsPage
    if model.objects.filter(legacy_id=item.number).exists():
        return False
    page = model(**_shared(item), **({} if item.kind == GALLERY else _of_news(item)))
    page.first_published_at = page.last_published_at = at
    index.add_child(instance=page)
    page.municipalities.set([towns[code] for code in item.municipalities if code in towns])
    page.save_revision(log_action=False, clean=False).publish()
    ReadingTotal.objects.create(page_id=page.pk, imported=item.views)
    return True


def _shared(item: OldItem) -> dict[str, Any]:
    kind = "g" if item.kind == GALLERY else ""
    words = slugify(item.headline.replace("\u200c", "-"), allow_unicode=True)
    return {
        "title": item.headline,
        "slug": f"{kind}{item.number}-{words}"[:120].rstrip("-"),
        "deck": item.texts["deck"],
        "lead": item.lead,
        "hashtags": item.texts["hashtags"],
        "published_at": item.published_at,
        "is_time_known": item.is_time_known,
        "legacy_id": item.number,
    }


def _of_news(item: OldItem) -> dict[str, Any]:
    body = [{"type": "paragraph", "value": f"<p>{escape(text)}</p>"} for text in item.paragraphs]
    return {
        "kicker": item.texts["kicker"],
        "body": json.dumps(body),
        "sign_off": item.texts["sign_off"],
        "news_code": item.texts["news_code"],
        "source_name": item.texts["source"],
        "news_group": _group(item.texts["group"] or "عمومی"),
    }


def _group(name: str) -> NewsGroup:
    return NewsGroup.objects.get_or_create(
        name_fa=name, defaults={"slug": slugify(name, allow_unicode=True) or "news"}
    )[0]
