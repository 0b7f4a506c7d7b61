"""Refusals of this stage."""

from hamyar.core.errors import UnableToError


class UnableToChangeTeamError(UnableToError):
    """A team that cannot be as asked."""


class UnableToPlanVisitsError(UnableToError):
    """A programme that cannot be created, computed or stored."""


class UnableToApproveProgrammeError(UnableToError):
    """A programme that may not be approved or published now."""


class UnableToChangeVisitError(UnableToError):
    """A visit that may not be moved, cancelled or taken further now."""
