"""What happens here when something happened in an earlier stage."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from hamyar.accounts.models import Invitation, User
from hamyar.accounts.signals import invitation_accepted
from hamyar.core.jalali import local_date
from hamyar.places.models import Municipality
from hamyar.places.services.representation import grant_representation


@receiver(invitation_accepted, dispatch_uid="places.represent_from_invitation")
def represent_from_invitation(*, invitation: Invitation, user: User, at: datetime, **_told: Any) -> None:
    """Let who was invited on behalf of a municipality speak for it from that day on."""
    town = Municipality.objects.filter(code=invitation.scope.get("municipality", ""), closed_on=None).first()
    if town is not None:
        grant_representation(user=user, municipality=town, since=local_date(at), by=None, at=at)
