"""How every form of this stage is served: show, send, refuse beside the fields, say what was done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from hamyar.accounts.models import User
from hamyar.core.errors import UnableToError, as_validation_error


def person(request: HttpRequest) -> User:
    """Return who is signed in; the views that call this require it."""
    if not isinstance(request.user, User):
        raise TypeError("a signed-in user is required")
    return request.user


def serve_form(
    request: HttpRequest,
    form: forms.Form,
    *,
    act: Callable[[], object],
    done: str | Promise,
    to: str,
    **context: Any,
) -> HttpResponse:
    """Show a form, or do what it asks and go ``to`` an address with a message."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except UnableToError as error:
            form.add_error(None, as_validation_error(error))
        else:
            messages.success(request, str(done))
            return redirect(to)
    status = 422 if request.method == "POST" else 200
    return render(request, "places/form.html", {"form": form, "cancel": to, **context}, status=status)
