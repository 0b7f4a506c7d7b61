"""The desk's roles: who may do what."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamyar.accounts import services
from hamyar.accounts.edge import refusal_as_message, requires, signed_in
from hamyar.accounts.enums import ADMINISTRATOR
from hamyar.accounts.forms import RoleForm
from hamyar.accounts.models import Role
from hamyar.accounts.permissions import has_permission
from hamyar.accounts.selectors.roles import role_matrix
from hamyar.core.errors import UnableToError, as_validation_error


@requires("accounts.view_roles")
@require_GET
def role_list(request: HttpRequest) -> HttpResponse:
    """Show roles as columns and permissions as rows."""
    context = {"matrix": role_matrix(), "may_change": has_permission(request.user, "accounts.change_roles")}
    return render(request, "accounts/roles.html", context)


@requires("accounts.change_roles")
@require_http_methods(["GET", "POST"])
def role(request: HttpRequest, code: str) -> HttpResponse:
    """Change what one role may do."""
    shown = get_object_or_404(Role, code=code)
    form = RoleForm(request.POST or None, role=shown)
    if request.method == "POST" and form.is_valid() and _saved(request, form, shown):
        return redirect("accounts:roles")
    context = {"role": shown, "form": form, "is_fixed": shown.code == ADMINISTRATOR}
    return render(request, "accounts/role.html", context)


def _saved(request: HttpRequest, form: RoleForm, shown: Role) -> bool:
    try:
        services.change_role(
            role=shown,
            permissions=form.permissions(),
            requires_second_factor=form.cleaned_data["requires_second_factor"],
            by=signed_in(request),
            at=timezone.now(),
        )
    except UnableToError as refusal:
        form.add_error(None, as_validation_error(refusal))
        return False
    messages.success(request, _("The role «{name}» is saved.").format(name=shown.name))
    return True


@requires("accounts.change_roles")
@require_POST
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """Give a role back what was shipped."""
    shown = get_object_or_404(Role, code=code)
    with refusal_as_message(request, _("The role «{name}» is as it was shipped.").format(name=shown.name)):
        services.restore_role(role=shown, by=signed_in(request), at=timezone.now())
    return redirect("accounts:roles")
