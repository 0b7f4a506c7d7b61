"""Refusals of the newsroom."""

from hamyar.core.errors import UnableToError


class UnableToImportNewsError(UnableToError):
    """A file of items that cannot be taken in as it is."""

    default_code = "news_unreadable"


class UnableToDraftError(UnableToError):
    """A draft that cannot be written."""

    default_code = "draft_refused"
