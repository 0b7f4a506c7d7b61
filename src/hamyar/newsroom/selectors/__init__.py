"""Reading news: lists, one item's surroundings, how many read it."""

from hamyar.newsroom.selectors.archive import Archive, archive_months, stories
from hamyar.newsroom.selectors.history import told_at, words_changed_at
from hamyar.newsroom.selectors.items import hashtag_lines, related_items, view_count
from hamyar.newsroom.selectors.readers import daily_readers, most_read

__all__ = [
    "Archive",
    "archive_months",
    "daily_readers",
    "hashtag_lines",
    "most_read",
    "related_items",
    "stories",
    "told_at",
    "view_count",
    "words_changed_at",
]
