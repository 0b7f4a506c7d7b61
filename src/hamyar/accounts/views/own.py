"""One's own account: details, sessions, the second factor one owes."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamyar.accounts import services
from hamyar.accounts.edge import signed_in
from hamyar.accounts.forms import OwnDetailsForm
from hamyar.accounts.middleware import LATER_KEY
from hamyar.accounts.selectors.people import sessions_of
from hamyar.accounts.selectors.second_factor import has_second_factor, needs_second_factor
from hamyar.core.jalali import local_date


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show one's account and change one's name and position."""
    user = signed_in(request)
    form = OwnDetailsForm(
        request.POST or None, initial={"full_name": user.full_name, "position": user.position}
    )
    if request.method == "POST" and form.is_valid():
        services.change_own_details(user=user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Your details are saved."))
        return redirect("accounts:profile")
    context = {
        "form": form,
        "roles": user.roles.all(),
        "has_second_factor": has_second_factor(user=user),
        "needs_second_factor": needs_second_factor(user=user),
    }
    return render(request, "accounts/profile.html", context)


@login_required
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """List one's signed-in browsers."""
    rows = sessions_of(user=signed_in(request), current_key=request.session.session_key or "")
    return render(request, "accounts/sessions.html", {"rows": rows})


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own other sessions."""
    user = signed_in(request)
    session = get_object_or_404(UserSession, pk=pk, user=user)
    services.end_own_session(session=session, by=user, at=timezone.now())
    messages.success(request, _("The session has ended."))
    return redirect("accounts:sessions")


@login_required
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all one's sessions but this one."""
    user = signed_in(request)
    services.end_other_sessions(user=user, keep=request.session.session_key or "", at=timezone.now())
    messages.success(request, _("All other sessions have ended."))
    return redirect("accounts:sessions")


@login_required
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Say that a second factor is owed, how to activate it and until when it may wait."""
    user = signed_in(request)
    target = _safe_target(request)
    if user.second_factor_due_at is None:
        return redirect(target)
    if request.method == "POST" and not user.is_kept_out:
        request.session[LATER_KEY] = True
        return redirect(target)
    context = {
        "due_at": user.second_factor_due_at,
        "is_overdue": user.is_kept_out,
        "days": (local_date(user.second_factor_due_at) - local_date(timezone.now())).days,
        "next": target,
    }
    return render(request, "accounts/second_factor.html", context)


def _safe_target(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return settings.LOGIN_REDIRECT_URL
