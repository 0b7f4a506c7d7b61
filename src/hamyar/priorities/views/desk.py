"""The desk of priorities: methods, runs, publication, replies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamyar.accounts.edge import refusal_as_message, requires, signed_in
from hamyar.accounts.permissions import has_permission
from hamyar.core.errors import UnableToError
from hamyar.core.progress import begin
from hamyar.priorities.enums import VersionState
from hamyar.priorities.forms import AnswerForm, MethodForm, PublishForm
from hamyar.priorities.models import Method, MethodVersion, Reply, Run
from hamyar.priorities.permissions import (
    ADOPT_METHOD,
    ANSWER_REPLY,
    CHANGE_METHOD,
    COMPUTE_RANKING,
    PUBLISH_RANKING,
    VIEW_DESK,
)
from hamyar.priorities.selectors import current_publication, ranked_towns
from hamyar.priorities.services.methods import adopt_version, write_draft
from hamyar.priorities.services.preview import preview_version
from hamyar.priorities.services.publishing import answer_reply, publish_ranking
from hamyar.priorities.tasks import compute_ranking_in_background

DRAFT_FILE = "method.yaml"


@requires(VIEW_DESK)
@require_GET
def runs(request: HttpRequest) -> HttpResponse:
    """List the runs, the newest first, and offer to compute one."""
    context = {
        "runs": Run.objects.select_related("version__method", "created_by", "publication"),
        "versions": MethodVersion.objects.exclude(state=VersionState.SUPERSEDED).select_related("method"),
        "may_compute": has_permission(request.user, COMPUTE_RANKING),
    }
    return render(request, "priorities/desk/runs.html", context)


@requires(COMPUTE_RANKING)
@require_POST
def compute(request: HttpRequest) -> HttpResponse:
    """Hand the computation to the worker and show how far it is."""
    version = get_object_or_404(
        MethodVersion.objects.select_related("method"), pk=request.POST.get("version")
    )
    user = signed_in(request)
    title = _("Ranking by %(version)s") % {"version": version}
    progress = begin(title=title, by=user, at=timezone.now(), total=100)
    compute_ranking_in_background.enqueue(str(progress.pk), version.pk, user.pk)
    return redirect("web:work", pk=progress.pk)


@requires(VIEW_DESK)
@require_GET
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one run; one that is not published yet can be."""
    found = get_object_or_404(
        Run.objects.select_related("version__method", "created_by", "publication"), pk=pk
    )
    return _run_page(request, found, PublishForm())


def _run_page(request: HttpRequest, run: Run, form: PublishForm) -> HttpResponse:
    publication = getattr(run, "publication", None)
    may_publish = publication is None and run.version.state != VersionState.DRAFT
    context = {
        "run": run,
        "summary": run.summary,
        "towns": ranked_towns(run=run),
        "publication": publication,
        "may_publish": may_publish and has_permission(request.user, PUBLISH_RANKING),
        "form": form,
    }
    return render(request, "priorities/desk/run.html", context)


@requires(PUBLISH_RANKING)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a run under its name."""
    found = get_object_or_404(Run.objects.select_related("version__method"), pk=pk)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _run_page(request, found, form)
    with refusal_as_message(request, _("The ranking is published.")):
        publish_ranking(run=found, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
    return redirect("priorities:run", pk=pk)


@requires(VIEW_DESK)
@require_GET
def methods(request: HttpRequest) -> HttpResponse:
    """List the methods with their versions."""
    return render(
        request, "priorities/desk/methods.html", {"methods": Method.objects.prefetch_related("versions")}
    )


@requires(VIEW_DESK)
@require_GET
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a version; for a draft also what it would change."""
    found = get_object_or_404(
        MethodVersion.objects.select_related("method", "created_by", "adopted_by"), pk=pk
    )
    current = current_publication()
    context = {
        "version": found,
        "may_change": has_permission(request.user, CHANGE_METHOD),
        "may_adopt": found.state == VersionState.DRAFT and has_permission(request.user, ADOPT_METHOD),
    }
    if found.state == VersionState.DRAFT:
        try:
            context["preview"] = preview_version(version=found, against=current.run if current else None)
        except UnableToError as refusal:
            context["refusal"] = refusal.message
    return render(request, "priorities/desk/version.html", context)


@requires(CHANGE_METHOD)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the next draft of a method, starting from a version."""
    start = get_object_or_404(MethodVersion.objects.select_related("method"), pk=pk)
    form = MethodForm(request.POST or None, initial={"text": start.text, "note": start.note})
    if request.method == "POST" and form.is_valid():
        try:
            draft = write_draft(
                content=form.cleaned_data["text"].replace("\r\n", "\n").encode("utf-8"),
                note=form.cleaned_data["note"],
                by=signed_in(request),
                at=timezone.now(),
                file=DRAFT_FILE,
            )
        except UnableToError as refusal:
            form.add_error("text", refusal.message)
        else:
            return redirect("priorities:version", pk=draft.pk)
    return render(request, "priorities/desk/edit.html", {"version": start, "form": form})


@requires(ADOPT_METHOD)
@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze a draft and make it the version in force."""
    found = get_object_or_404(MethodVersion, pk=pk)
    with refusal_as_message(request, _("The version is adopted; it can no longer change.")):
        adopt_version(version=found, by=signed_in(request), at=timezone.now())
    return redirect("priorities:version", pk=pk)


@requires(VIEW_DESK)
@require_GET
def replies(request: HttpRequest) -> HttpResponse:
    """List what municipalities contest, the unanswered first."""
    found = Reply.objects.select_related("municipality", "publication", "sent_by", "answered_by")
    context = {
        "replies": sorted(found, key=lambda reply: reply.state != "sent"),
        "may_answer": has_permission(request.user, ANSWER_REPLY),
    }
    return render(request, "priorities/desk/replies.html", context)


@requires(ANSWER_REPLY)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a reply once, with a reason."""
    reply = get_object_or_404(Reply.objects.select_related("municipality", "publication"), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_message(request, _("The answer is sent.")):
            answer_reply(reply=reply, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
        return redirect("priorities:replies")
    return render(request, "priorities/desk/answer.html", {"reply": reply, "form": form})
