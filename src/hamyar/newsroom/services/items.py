"""Taking in the items of the old site."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_permission
from hamyar.core.audit import record
from hamyar.core.translation import gettext_noop as _
from hamyar.newsroom.addresses import free_slug, readable_slug
from hamyar.newsroom.errors import Fault, UnableToImportNewsError, UnableToTakeInRowsError
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
    encoding: str

    @property
    def is_of_old_encoding(self) -> bool:
        """Tell whether the letters were not stored as today and are worth a look."""
        return not self.encoding.startswith("utf")

    @property
    def pictures_left_out(self) -> int:
        """Return how many pictures and films stand in the texts; they stay on the old site."""
        return sum(item.pictures_left_out for item in self.items)

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
    file = read_items(content=content, name=name)
    items = file.items
    _towns(items, file=name)
    numbers = {kind: [item.number for item in items if item.kind == kind] for kind in (NEWS, GALLERY)}
    there = NewsPage.objects.filter(legacy_id__in=numbers[NEWS]).count()
    there += PhotoGalleryPage.objects.filter(legacy_id__in=numbers[GALLERY]).count()
    return Preview(items, len(items) - there, file.encoding)


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
    items = read_items(content=content, name=name).items
    index = NewsIndexPage.objects.get()
    towns = _towns(items, file=name if by else "")
    added = sum(_add(item, index, towns, at) for item in items)
    if added:
        changes = {"added": added, "kept": len(items) - added}
        record(by=by, at=at, action="import_news", target=index, target_label=name, changes=changes)
    return Imported(added, len(items) - added)


def _towns(items: Iterable[OldItem], *, file: str) -> dict[str, Municipality]:
    """Return the towns by their codes; those of a file must exist."""
    codes = {code for item in items for code in item.municipalities}
    found = Municipality.objects.in_bulk(codes, field_name="code")
    faults = [
        Fault(item.row, "municipalities", _no_town(code))
        for item in items
        for code in item.municipalities
        if code not in found
    ]
    if file and faults:
        raise UnableToTakeInRowsError(file=file, faults=faults, code="news_unknown_town")
    return found


def _no_town(code: str) -> UnableToImportNewsError:
    return UnableToImportNewsError(_("there is no municipality with the code {town}"), town=code)


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
    return {
        "title": item.headline,
        "slug": readable_slug(item.headline, before=f"{kind}{item.number}"),
        "deck": item.texts["deck"],
        "lead": item.lead,
        "hashtags": item.texts["hashtags"],
        "published_at": item.published_at,
        "is_time_known": item.is_time_known,
        "legacy_id": item.number,
    }


def _of_news(item: OldItem) -> dict[str, Any]:
    return {
        "kicker": item.texts["kicker"],
        "body": json.dumps(item.body),
        "sign_off": item.texts["sign_off"],
        "news_code": item.texts["news_code"],
        "source_name": item.texts["source"],
        "news_group": _group(item.texts["group"] or "عمومی"),
    }


def _group(name: str) -> NewsGroup:
    group = NewsGroup.objects.filter(name_fa=name).first()
    if group is None:
        taken = set(NewsGroup.objects.values_list("slug", flat=True))
        group = NewsGroup.objects.create(name_fa=name, slug=free_slug(readable_slug(name)[:50], taken=taken))
    return group
