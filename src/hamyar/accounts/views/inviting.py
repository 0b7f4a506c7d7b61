"""The desk's invitations: list, invite, resend, withdraw."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamyar.accounts import services
from hamyar.accounts.edge import origin, refusal_as_message, requires, signed_in
from hamyar.accounts.enums import InvitationState
from hamyar.accounts.forms import InvitationForm
from hamyar.accounts.models import Invitation
from hamyar.accounts.permissions import has_permission
from hamyar.accounts.selectors.invitations import invitations
from hamyar.accounts.services import SentInvitation
from hamyar.accounts.views.people import mail_folder
from hamyar.core.errors import UnableToError, as_validation_error


@requires("accounts.view_people")
@require_GET
def invitation_list(request: HttpRequest) -> HttpResponse:
    """List invitations by state."""
    state = request.GET.get("state", "")
    context = {
        "rows": invitations(at=timezone.now(), state=state),
        "state": state,
        "states": InvitationState.choices,
        "may_invite": has_permission(request.user, "accounts.invite_people"),
        "mail_folder": mail_folder(),
    }
    return render(request, "accounts/invitations.html", context)


@requires("accounts.invite_people")
@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; show the link, this once, for where no e-mail arrives."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = _invited(request, form)
        if sent is not None:
            return show_sent(request, sent)
    return render(request, "accounts/invite.html", {"form": form, "mail_folder": mail_folder()})


def _invited(request: HttpRequest, form: InvitationForm) -> SentInvitation | None:
    given: dict[str, Any] = {**form.cleaned_data, "roles": list(form.cleaned_data["roles"])}
    try:
        return services.invite_person(
            by=signed_in(request), at=timezone.now(), origin=origin(request), **given
        )
    except UnableToError as refusal:
        field = "email" if refusal.code in {"has_account", "invited_already"} else "roles"
        form.add_error(field, as_validation_error(refusal))
        return None


def show_sent(request: HttpRequest, sent: SentInvitation) -> HttpResponse:
    """Show that an invitation was sent, and its link, which nobody can look up later."""
    sent.invitation.refresh_from_db()
    context = {"invitation": sent.invitation, "link": sent.link, "mail_folder": mail_folder()}
    return render(request, "accounts/invited.html", context)


@requires("accounts.invite_people")
@never_cache
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a new link; the old one dies."""
    invitation = get_object_or_404(Invitation, pk=pk)
    sent: SentInvitation | None = None
    with refusal_as_message(request, _("A new link was made; the old one is dead.")):
        sent = services.resend_invitation(
            invitation=invitation, by=signed_in(request), at=timezone.now(), origin=origin(request)
        )
    return show_sent(request, sent) if sent else redirect("accounts:invitations")


@requires("accounts.invite_people")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the link of an invitation dead."""
    invitation = get_object_or_404(Invitation, pk=pk)
    with refusal_as_message(request, _("The invitation is withdrawn; its link is dead.")):
        services.withdraw_invitation(invitation=invitation, by=signed_in(request), at=timezone.now())
    return redirect("accounts:invitations")
