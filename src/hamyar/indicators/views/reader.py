"""Who reads."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from hamyar.accounts.models import User


def reader(request: HttpRequest) -> User | AnonymousUser:
    """Return the person behind a request, signed in or not."""
    return request.user if isinstance(request.user, User) else AnonymousUser()


def person(request: HttpRequest) -> User:
    """Return who is signed in; the views that call this require it."""
    if not isinstance(request.user, User):
        raise TypeError("a signed-in user is required")
    return request.user
