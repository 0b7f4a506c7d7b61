"""Reading places."""

import datetime as dt

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from hamyar.accounts.models import User
from hamyar.places.models import County, CountyCode, Municipality


def valid_on(on: dt.date) -> Q:
    """Filter dated facts (``since``, ``until``) to those that hold on a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def municipalities_represented_by(
    *, user: User | AnonymousUser, on: dt.date | None = None
) -> QuerySet[Municipality]:
    """Return the municipalities the user speaks for on a day (today by default); none for a stranger."""
    if not isinstance(user, User):
        return Municipality.objects.none()
    held = user.representations.filter(valid_on(on or timezone.localdate()))
    return Municipality.objects.filter(pk__in=held.values("municipality"))


def represents(*, user: User | AnonymousUser, municipality: Municipality, on: dt.date | None = None) -> bool:
    """Tell whether the user speaks for the municipality on a day."""
    return municipalities_represented_by(user=user, on=on).filter(pk=municipality.pk).exists()


def county_with_code(*, code: str, on: dt.date) -> County | None:
    """Return the county that bore an official code on a day."""
    valid = (Q(valid_from__isnull=True) | Q(valid_from__lte=on)) & (
        Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    )
    row = CountyCode.objects.filter(valid, code=code).select_related("county").first()
    return row.county if row else None


def counties_on(*, on: dt.date) -> QuerySet[County]:
    """Return the counties that existed on a day, by their dated codes."""
    valid = (Q(valid_from__isnull=True) | Q(valid_from__lte=on)) & (
        Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    )
    return County.objects.filter(pk__in=CountyCode.objects.filter(valid).values("county"))
