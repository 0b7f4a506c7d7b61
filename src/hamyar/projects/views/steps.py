"""Moving a project from stage to stage, publishing it and taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamyar.accounts.edge import refusal_as_message, requires, signed_in
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.projects.enums import Stage
from hamyar.projects.forms import MoveForm, ReasonForm
from hamyar.projects.permissions import MOVE, PUBLISH
from hamyar.projects.services import move_project, publish_project, unpublish_project
from hamyar.projects.views.reader import project_for
from hamyar.projects.views.register import project_response


@requires(MOVE)
@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Take a project to another stage; a refusal is shown beside what was written."""
    user = signed_in(request)
    found = project_for(user, code)
    form = MoveForm(request.POST, project=found)
    if form.is_valid():
        data = form.cleaned_data
        try:
            move_project(
                project=found,
                to=Stage(data["to"]),
                held_on=data["held_on"],
                document=data["document"],
                note=data["note"],
                by=user,
                at=timezone.now(),
            )
        except UnableToError as refusal:
            form.add_error(None, as_validation_error(refusal))
        else:
            messages.success(request, _("The step is recorded."))
            return redirect(found)
    return project_response(request, user, found, move_form=form, status=422)


@requires(PUBLISH)
@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Show a project to everyone."""
    user = signed_in(request)
    found = project_for(user, code)
    with refusal_as_message(request, _("Everyone can read this opportunity now.")):
        publish_project(project=found, by=user, at=timezone.now())
    return redirect(found)


@requires(PUBLISH)
@require_POST
def unpublish(request: HttpRequest, code: str) -> HttpResponse:
    """Take a project back from the public."""
    user = signed_in(request)
    found = project_for(user, code)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    with refusal_as_message(request, _("The opportunity is internal again.")):
        unpublish_project(project=found, reason=reason, by=user, at=timezone.now())
    return redirect(found)
