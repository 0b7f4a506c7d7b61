"""The register, its files, and the page of one project."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.projects import exporting
from hamyar.projects.forms import FilterForm, MoveForm, ReasonForm
from hamyar.projects.models import Project
from hamyar.projects.permissions import (
    PROPOSE_OWN,
    can_change_project,
    can_move,
    can_publish,
    can_record,
)
from hamyar.projects.selectors import register
from hamyar.projects.selectors.pages import project_page
from hamyar.projects.selectors.visibility import VIEW_DESK
from hamyar.projects.services import shares_of
from hamyar.projects.views.reader import project_for, reader_of

PER_PAGE = 50


def _form(request: HttpRequest, user: User) -> FilterForm:
    return FilterForm(request.GET, is_staff=has_permission(user, VIEW_DESK))


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the projects the reader may know of, filtered and sorted as the address says."""
    user = reader_of(request)
    form = _form(request, user)
    rows = register(viewer=user, filters=form.filters)
    context = {
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "is_staff": has_permission(user, VIEW_DESK),
        "may_record": can_record(user=user),
        "may_propose": has_permission(user, PROPOSE_OWN),
    }
    return render(request, "projects/list.html", context)


@login_required
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give what the filters leave as a file."""
    user = reader_of(request)
    rows = register(viewer=user, filters=_form(request, user).filters)
    return exporting.desk_csv(rows) if kind == "csv" else exporting.desk_xlsx(rows)


@login_required
@require_safe
def project(request: HttpRequest, code: str) -> HttpResponse:
    """Show a project with its stages, parties, shares, findings and history."""
    user = reader_of(request)
    return project_response(request, user, project_for(user, code))


def project_response(
    request: HttpRequest,
    user: User,
    found: Project,
    *,
    move_form: MoveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page of a project, with a form that was sent and refused where there is one."""
    page = project_page(project=found, viewer=user)
    context = {
        "project": found,
        "page": page,
        "shares": shares_of(contributions=page.contributions) if page.knows_shares else None,
        "move_form": move_form or MoveForm(project=found, initial={"held_on": timezone.localdate()}),
        "reason_form": ReasonForm(auto_id="unpublish-%s"),
        "may_change": can_change_project(user=user, project=found),
        "may_record": can_record(user=user),
        "may_move": can_move(user=user),
        "may_publish": can_publish(user=user),
    }
    return render(request, "projects/project.html", context, status=status)
