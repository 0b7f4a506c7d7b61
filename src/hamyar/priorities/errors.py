"""Refusals of this stage."""

from hamyar.core.errors import UnableToError


class UnableToReadMethodError(UnableToError):
    """A method file that cannot be understood; the sentence names file and key."""


class UnableToReadValuesError(UnableToError):
    """A values file that cannot be understood; the sentence names file, row and column."""


class UnableToReadPackageError(UnableToError):
    """A package that is not one, or is damaged."""


class UnableToComputeRankingError(UnableToError):
    """Values and method do not go together; the sentence names the place."""


class UnableToAdoptMethodError(UnableToError):
    """A method version that may not be changed or adopted now."""


class UnableToPublishRankingError(UnableToError):
    """A run that may not be published now."""


class UnableToReplyError(UnableToError):
    """A reply to a ranking, or an answer to one, that cannot be stored."""
