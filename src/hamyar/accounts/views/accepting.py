"""The page behind an invitation link. It tells the invited person nothing but their own invitation."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hamyar.accounts import services
from hamyar.accounts.errors import UnableToAcceptInvitationError
from hamyar.accounts.forms import AcceptInvitationForm
from hamyar.accounts.models import Invitation
from hamyar.accounts.selectors.invitations import open_invitation

GONE = 410


@sensitive_post_parameters("password", "password_again")
@never_cache
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Let the invited person choose name and password, once."""
    invitation = open_invitation(token=token, at=timezone.now())
    if invitation is None:
        response: HttpResponseBase = render(request, "accounts/invitation_gone.html", status=GONE)
    elif request.user.is_authenticated:
        response = render(request, "accounts/invitation_signed_in.html", {"invitation": invitation})
    else:
        response = _answer(request, invitation)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _answer(request: HttpRequest, invitation: Invitation) -> HttpResponseBase:
    form = AcceptInvitationForm(
        request.POST or None,
        email=invitation.email,
        initial={"full_name": invitation.full_name, "position": invitation.position},
    )
    if request.method == "POST" and form.is_valid():
        return _make_account(request, invitation, form)
    context = {"form": form, "invitation": invitation, "roles": invitation.roles.all()}
    return render(request, "accounts/invitation_accept.html", context)


def _make_account(
    request: HttpRequest, invitation: Invitation, form: AcceptInvitationForm
) -> HttpResponseBase:
    try:
        user = services.accept_invitation(
            invitation=invitation,
            full_name=form.cleaned_data["full_name"],
            position=form.cleaned_data["position"],
            password=form.cleaned_data["password"],
            at=timezone.now(),
        )
    except UnableToAcceptInvitationError:
        return render(request, "accounts/invitation_gone.html", status=GONE)
    record_authentication(request, user, method="invitation", email=user.email)
    signed: HttpResponseBase = perform_login(request, Login(user=user, email=user.email))
    return signed
