"""What happens with every request of a signed-in person."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from hamyar.accounts.models import User

Handler = Callable[[HttpRequest], HttpResponse]

LATER_KEY = "second_factor_later"
SEEN_KEY = "seen_at"
SEEN_EVERY = timedelta(minutes=5)
WORK_PAGES = ("/desk/", "/cms/", "/admin/")
"""Pages for signed-in work; everything else that needs a right asks ``has_permission``."""


class SecondFactorMiddleware:
    """Leads people who owe a second factor to its page, and keeps them out once it is overdue."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the page of the second factor where it is owed."""
        if SESSION_KEY not in request.session:
            return self.get_response(request)
        user = request.user
        if not isinstance(user, User) and not user.is_authenticated:
            return self.get_response(request)
        due_at: datetime | None = user.second_factor_due_at
        if due_at is not None:
            user.is_kept_out = due_at <= timezone.now()
            if _is_work_page(request) and (user.is_kept_out or LATER_KEY not in request.session):
                return _lead_to_second_factor(request)
        return self.get_response(request)


def _is_work_page(request: HttpRequest) -> bool:
    path = request.path_info
    return path.removeprefix("/en").startswith(WORK_PAGES)


def _lead_to_second_factor(request: HttpRequest) -> HttpResponse:
    page = reverse("accounts:second_factor")
    if request.method == "GET":
        page += "?" + urlencode({"next": request.get_full_path()})
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": page})
    return HttpResponseRedirect(page)


class SessionActivityMiddleware:
    """Notes when a signed-in browser was last seen, at most every few minutes."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, then note the activity."""
        response = self.get_response(request)
        if SESSION_KEY in request.session and request.user.is_authenticated:
            now = timezone.now()
            seen = request.session.get(SEEN_KEY)
            if seen is None or datetime.fromisoformat(seen) <= now - SEEN_EVERY:
                request.session[SEEN_KEY] = now.isoformat()
                UserSession.objects.create_from_request(request)
        return response
