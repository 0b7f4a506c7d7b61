"""States and names that code relies on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ADMINISTRATOR = "administrator"
AUDITOR = "auditor"


class InvitationState(models.TextChoices):
    """Where an invitation stands; ``EXPIRED`` follows from the clock and is not stored."""

    PENDING = "pending", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")


class PersonState(models.TextChoices):
    """How a person stands towards signing in."""

    ACTIVE = "active", _("active")
    LOCKED = "locked", _("locked out for a while")
    INACTIVE = "inactive", _("deactivated")
