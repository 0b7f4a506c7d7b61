"""What the services of this stage refuse."""

from hamyar.core.errors import UnableToError


class UnableToChangeRoleError(UnableToError):
    """What a role may do cannot be changed so."""


class UnableToChangePersonError(UnableToError):
    """The person cannot be changed so."""


class UnableToInviteError(UnableToError):
    """The invitation cannot be made, resent or withdrawn."""


class UnableToAcceptInvitationError(UnableToError):
    """The invitation is not open any more."""


class UnableToSignInError(UnableToError):
    """Sign-in is closed for a while after repeated failures."""
