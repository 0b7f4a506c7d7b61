"""Addresses that no page can have are not found, before a view asks the database for them."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse

NUL = "\0"
GREATEST_NUMBER = 2**63 - 1
"""Of what a database keeps as a whole number."""


class ImpossibleAddressMiddleware:
    """Refuses what databases answer with an error of their own: a NUL in a text, a number without end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; cookies with a NUL are nobody's."""
        if any(NUL in value for value in request.COOKIES.values()):
            request.COOKIES = {name: value for name, value in request.COOKIES.items() if NUL not in value}
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Look at the parts of the address as the view would get them, and at its question.

        Raises
        ------
        Http404
            When a part of the path stands in no database.
        BadRequest
            When the question after the path holds a NUL.
        """
        if not all(_is_possible(part) for part in (*args, *kwargs.values())):
            raise Http404(request.path)
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("a NUL in the address")


def _is_possible(part: object) -> bool:
    if isinstance(part, str):
        return NUL not in part
    return not isinstance(part, int) or part <= GREATEST_NUMBER
