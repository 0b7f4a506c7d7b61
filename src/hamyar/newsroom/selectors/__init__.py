"""Reading news: lists, one item's surroundings, how many read it."""

from hamyar.newsroom.selectors.archive import Archive, archive_months, stories
from hamyar.newsroom.selectors.history import told_at, words_changed_at
from hamyar.newsroom.selectors.items import hashtag_lines, related_items, view_count
from hamyar.newsroom.selectors.readers import Stretch, by_week, daily_readers, most_read, story_told

__all__ = [
    "Archive",
    "Stretch",
    "archive_months",
    "by_week",
    "daily_readers",
    "hashtag_lines",
    "most_read",
    "related_items",
    "stories",
    "story_told",
    "told_at",
    "view_count",
    "words_changed_at",
]
