"""What readers are told of an item's past."""

from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist

from hamyar.newsroom.models import NewsPage, PhotoGalleryPage


def words_changed_at(*, page: NewsPage | PhotoGalleryPage) -> datetime | None:
    """Return when the words of an item became others after it was published; nothing when they never did."""
    try:
        changed: datetime | None = page.published_wording.changed_at
    except ObjectDoesNotExist:
        return None
    return changed if changed and changed > page.published_at else None


def told_at(*, page: NewsPage | PhotoGalleryPage) -> datetime:
    """Return since when an item reads as it does."""
    return words_changed_at(page=page) or page.published_at
