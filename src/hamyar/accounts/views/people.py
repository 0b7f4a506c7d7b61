"""The desk's people: list, one person, and what an administrator does for them."""

import csv
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamyar.accounts import services
from hamyar.accounts.edge import origin, refusal_as_message, requires, signed_in
from hamyar.accounts.errors import UnableToChangePersonError
from hamyar.accounts.forms import PeopleFilterForm, RolesForm
from hamyar.accounts.models import User
from hamyar.accounts.permissions import can_change_person, has_permission
from hamyar.accounts.selectors.people import PersonRow, locked_until, people, sessions_of
from hamyar.accounts.selectors.second_factor import has_second_factor
from hamyar.core.jalali import format_jalali

PAGE_SIZE = 50
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


@requires("accounts.view_people")
@require_GET
def people_list(request: HttpRequest) -> HttpResponse:
    """List people by role, state and words."""
    form = PeopleFilterForm(request.GET)
    rows = people(chosen=form.chosen(), at=timezone.now())
    context = {
        "form": form,
        "count": len(rows),
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "may_invite": has_permission(request.user, "accounts.invite_people"),
        "mail_folder": mail_folder(),
    }
    return render(request, "accounts/people.html", context)


def mail_folder() -> str:
    """Return where messages are kept while no mail server is set, else nothing."""
    return "" if settings.EMAIL_HOST else str(settings.EMAIL_FILE_PATH)


@requires("accounts.view_people")
@require_GET
def people_export(request: HttpRequest) -> HttpResponse:
    """Give what the list shows as CSV that spreadsheets open in Persian."""
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="people.csv"'
    writer = csv.writer(response)
    writer.writerow([_("Name"), _("E-mail"), _("Position"), _("Roles"), _("State"), _("Last sign-in")])
    for row in people(chosen=PeopleFilterForm(request.GET).chosen(), at=timezone.now()):
        writer.writerow(_harmless(cell) for cell in _cells(row))
    return response


def _cells(row: PersonRow) -> list[str]:
    user = row.user
    last = format_jalali(user.last_login, "numeric") if user.last_login else ""
    roles = "، ".join(role.name for role in row.roles)
    return [user.full_name, user.email, user.position, roles, str(row.state.label), last]


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


@requires("accounts.view_people")
@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person."""
    shown = get_object_or_404(User, pk=pk)
    return _person_page(request, shown)


def _person_page(request: HttpRequest, shown: User, form: RolesForm | None = None) -> HttpResponse:
    context = {
        "person": shown,
        "form": form or RolesForm(initial={"roles": shown.roles.all()}),
        "roles": shown.roles.all(),
        "sessions": sessions_of(user=shown),
        "has_second_factor": has_second_factor(user=shown),
        "locked_until": locked_until(user=shown, at=timezone.now()),
        "may_change": can_change_person(user=request.user, person=shown),
        "is_self": shown == request.user,
    }
    return render(request, "accounts/person.html", context)


@requires("accounts.change_people")
@require_POST
def person_roles(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person the ticked roles."""
    shown = get_object_or_404(User, pk=pk)
    form = RolesForm(request.POST)
    if not form.is_valid():
        return _person_page(request, shown, form)
    with refusal_as_message(request, _("The roles are saved.")):
        services.change_roles(
            user=shown, roles=list(form.cleaned_data["roles"]), by=signed_in(request), at=timezone.now()
        )
    return redirect("accounts:person", pk)


def _deactivate(user: User, by: User, at: datetime) -> str:
    services.deactivate_person(user=user, by=by, at=at)
    return _("{name} cannot sign in any more. You can undo this below.").format(name=user)


def _reactivate(user: User, by: User, at: datetime) -> str:
    services.reactivate_person(user=user, by=by, at=at)
    return _("{name} can sign in again.").format(name=user)


def _unlock(user: User, by: User, at: datetime) -> str:
    services.unlock_person(user=user, by=by, at=at)
    return _("{name} can try to sign in at once.").format(name=user)


def _end_sessions(user: User, by: User, at: datetime) -> str:
    services.end_sessions_of(user=user, by=by, at=at)
    return _("{name} is signed out everywhere.").format(name=user)


ACTIONS: dict[str, Callable[[User, User, datetime], str]] = {
    "deactivate": _deactivate,
    "reactivate": _reactivate,
    "unlock": _unlock,
    "end-sessions": _end_sessions,
}


@requires("accounts.change_people")
@require_POST
def person_action(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Do one of the acts that can be undone or harm nothing."""
    shown = get_object_or_404(User, pk=pk)
    try:
        messages.success(request, ACTIONS[action](shown, signed_in(request), timezone.now()))
    except UnableToChangePersonError as refusal:
        messages.error(request, refusal.message)
    return redirect("accounts:person", pk)


@requires("accounts.change_people")
@require_http_methods(["GET", "POST"])
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then remove the second factors of a person who lost theirs."""
    shown = get_object_or_404(User, pk=pk)
    if request.method == "GET":
        return render(request, "accounts/reset_second_factor.html", {"person": shown})
    with refusal_as_message(request, _("The second factor is removed; the person is led to a new one.")):
        services.reset_second_factor(user=shown, by=signed_in(request), at=timezone.now())
    return redirect("accounts:person", pk)


@requires("accounts.change_people")
@never_cache
@require_POST
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Show, this once, a link by which the person sets a new password."""
    shown = get_object_or_404(User, pk=pk)
    link = services.issue_password_link(
        user=shown, by=signed_in(request), at=timezone.now(), origin=origin(request)
    )
    return render(request, "accounts/password_link.html", {"person": shown, "link": link})
