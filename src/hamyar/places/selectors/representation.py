"""Who speaks for which municipality."""

import datetime as dt

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.db.models.functions import Now, TruncDate

from hamyar.accounts.models import User
from hamyar.places.models import Municipality
from hamyar.places.selectors.dated import valid_on


def municipalities_represented_by(
    *, user: User | AnonymousUser, on: dt.date | None = None
) -> QuerySet[Municipality]:
    """Return the municipalities the user speaks for on a day; none for a stranger.

    Without a day it is today, by the clock of the database and in the time zone of the house.
    """
    if not isinstance(user, User) or not user.is_active:
        return Municipality.objects.none()
    held = user.representations.filter(valid_on(on or TruncDate(Now())))
    return Municipality.objects.filter(pk__in=held.values("municipality"))


def represents(*, user: User | AnonymousUser, municipality: Municipality, on: dt.date | None = None) -> bool:
    """Tell whether the user speaks for the municipality on a day."""
    return municipalities_represented_by(user=user, on=on).filter(pk=municipality.pk).exists()
