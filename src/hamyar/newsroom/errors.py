"""Refusals of the newsroom."""

from hamyar.core.errors import UnableToError


class UnableToImportNewsError(UnableToError):
    """A file of items that cannot be taken in as it is."""

    default_code = "news_unreadable"
