"""What views of signed-in pages share: who is asking, whether they may, what refusals say."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_permission
from hamyar.core.errors import UnableToError

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponseBase]


def requires(code: str) -> Callable[[View[Given]], View[Given]]:
    """Let only people with a permission reach the view; strangers are led to the sign-in page."""

    def decorate(view: View[Given]) -> View[Given]:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
            require_permission(signed_in(request), code)
            return view(request, *args, **kwargs)

        return cast("View[Given]", guarded)

    return decorate


def signed_in(request: HttpRequest) -> User:
    """Return the signed-in person of a guarded view."""
    return cast("User", request.user)


def address_of(request: HttpRequest) -> str:
    """Return the address of the reader, the one behind our own proxies (``HAMYAR_TRUSTED_PROXIES``)."""
    return str(get_adapter(request).get_client_ip(request))


def origin(request: HttpRequest) -> str:
    """Return the address people use for this site, without a path."""
    return request.build_absolute_uri("/").rstrip("/")


@contextmanager
def refusal_as_message(request: HttpRequest, done: str) -> Iterator[None]:
    """Show ``done`` when the block went through, or why it was refused."""
    try:
        yield
    except UnableToError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
