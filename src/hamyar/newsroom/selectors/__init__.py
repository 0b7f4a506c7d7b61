"""Reading news: lists, one item's surroundings, how many read it."""

from hamyar.newsroom.selectors.archive import Archive, archive_months, news_groups, stories, story_cards
from hamyar.newsroom.selectors.galleries import GalleryCard, gallery_cards, read_renditions
from hamyar.newsroom.selectors.history import told_at, words_changed_at
from hamyar.newsroom.selectors.items import RelatedItem, hashtag_lines, related_items, view_count
from hamyar.newsroom.selectors.readers import Stretch, by_week, daily_readers, most_read, story_told

__all__ = [
    "Archive",
    "GalleryCard",
    "RelatedItem",
    "Stretch",
    "archive_months",
    "by_week",
    "daily_readers",
    "gallery_cards",
    "hashtag_lines",
    "most_read",
    "news_groups",
    "read_renditions",
    "related_items",
    "stories",
    "story_cards",
    "story_told",
    "told_at",
    "view_count",
    "words_changed_at",
]
