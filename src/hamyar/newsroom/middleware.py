"""The content policy of the newsroom's editor, which needs inline scripts and styles; only under its own path."""

from collections.abc import Callable
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

EDITOR = "/cms/"
EDITOR_POLICY: dict[str, Any] = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
}


class CmsPolicyMiddleware:
    """Loosens the policy under ``/cms/`` and nowhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark answers of the editor for the policy middleware outside of this one."""
        response = self.get_response(request)
        if request.path_info.startswith(EDITOR):
            response._csp_replace = EDITOR_POLICY  # type: ignore[attr-defined]  # noqa: SLF001 - how django-csp is told
        return response
