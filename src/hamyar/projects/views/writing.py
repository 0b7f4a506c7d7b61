"""Recording, proposing and changing projects."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.projects.forms import ProjectForm
from hamyar.projects.models import Project
from hamyar.projects.permissions import CHANGE, PROPOSE_OWN, can_record, require_can_change_project
from hamyar.projects.services import change_project, record_project
from hamyar.projects.views.reader import project_for, reader_of


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Record or propose a project; ``?municipality=`` and ``?finding=`` fill in where it comes from."""
    user = reader_of(request)
    if not (can_record(user=user) or has_permission(user, PROPOSE_OWN)):
        raise PermissionDenied(CHANGE)
    return _write(request, user, None)


@login_required
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change a project."""
    user = reader_of(request)
    project = project_for(user, code)
    require_can_change_project(user=user, project=project)
    return _write(request, user, project)


def _write(request: HttpRequest, user: User, project: Project | None) -> HttpResponse:
    form = ProjectForm(
        request.POST or None,
        writer=user,
        on=timezone.localdate(),
        project=project,
        initial=_asked(request) if project is None else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(form, user, project)
        except UnableToError as refusal:
            field = getattr(refusal, "field", "")
            form.add_error(field if field in form.fields else None, as_validation_error(refusal))
        else:
            messages.success(request, _("The project is on record."))
            return redirect(saved)
    context = {"form": form, "project": project}
    return render(request, "projects/form.html", context, status=422 if request.method == "POST" else 200)


def _save(form: ProjectForm, user: User, project: Project | None) -> Project:
    at = timezone.now()
    if project is None:
        return record_project(fields=form.facts, by=user, at=at, **form.begins)
    revision = form.cleaned_data.get("revision") or 0
    return change_project(project=project, revision=revision, fields=form.facts, by=user, at=at)


def _asked(request: HttpRequest) -> dict[str, Any]:
    asked: dict[str, Any] = {}
    if town := request.GET.get("municipality"):
        asked["municipality"] = town
    finding = request.GET.get("finding", "")
    if finding.isdecimal():
        asked |= {"finding": int(finding), "findings": [int(finding)]}
    return asked
