"""The page of a finding, its steps, merging, and its evidence."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hamyar.accounts.edge import refusal_as_message, requires, signed_in
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.findings.enums import FINDING_MOVES, WITHOUT_REASON, FindingState
from hamyar.findings.forms import EvidenceForm, MergeForm, ReasonForm
from hamyar.findings.models import Finding, FindingMerge
from hamyar.findings.permissions import DECIDE, can_change_finding, can_decide, require_can_change_finding
from hamyar.findings.selectors import evidence_visible_to, findings_visible_to
from hamyar.findings.selectors.pages import finding_page
from hamyar.findings.selectors.similar import similar_findings
from hamyar.findings.services import (
    EvidenceFile,
    add_evidence,
    merge_findings,
    move_finding,
    remove_evidence,
    separate_findings,
    withdraw_finding,
)
from hamyar.findings.views.reader import finding_for, is_staff, reader_of

FORBID_SCRIPTS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@login_required
@require_safe
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a finding with its history, its evidence, and the steps that are open."""
    user = reader_of(request)
    return _page(request, finding_for(user, pk), EvidenceForm())


def _page(
    request: HttpRequest, found: Finding, evidence_form: EvidenceForm, status: int = 200
) -> HttpResponse:
    user = signed_in(request)
    is_merged = found.merged_into_id is not None
    may_decide = can_decide(user=user) and not is_merged
    alike = similar_findings(
        viewer=user,
        title=found.title,
        municipality=found.municipality,
        county=found.county,
        sector=found.sector,
        leaving_out=found,
    )
    context = {
        "page": finding_page(finding=found, viewer=user),
        "finding": found,
        "moves": _moves(found) if may_decide else (),
        "may_decide": may_decide,
        "may_separate": can_decide(user=user),
        "may_withdraw": found.state == FindingState.REPORTED and not is_merged,
        "may_change": can_change_finding(user=user, finding=found) and not is_merged,
        "similar": alike if may_decide else (),
        "merge_form": MergeForm(),
        "evidence_form": evidence_form,
        "is_staff": is_staff(user),
    }
    return render(request, "findings/finding.html", context, status=status)


def _moves(found: Finding) -> list[tuple[FindingState, bool, ReasonForm]]:
    """Return the open steps, whether each needs its reason, and its form."""
    state = FindingState(found.state)
    return [
        (to, (state, to) not in WITHOUT_REASON, ReasonForm(initial={"to": to}, auto_id=f"{to.value}-%s"))
        for to in FINDING_MOVES[state]
    ]


@requires(DECIDE)
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a finding a step further."""
    user = signed_in(request)
    found = finding_for(user, pk)
    form = ReasonForm(request.POST)
    with refusal_as_message(request, _("The step is recorded.")):
        to = FindingState(form.cleaned_data["to"]) if form.is_valid() else FindingState(found.state)
        reason = form.cleaned_data.get("reason", "")
        move_finding(finding=found, to=to, reason=reason, by=user, at=timezone.now())
    return redirect(found)


@requires(DECIDE)
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge this finding, as a duplicate, into another."""
    user = signed_in(request)
    found = finding_for(user, pk)
    form = MergeForm(request.POST)
    number = form.cleaned_data["kept"] if form.is_valid() else 0
    kept = findings_visible_to(viewer=user).filter(pk=number).first()
    with refusal_as_message(request, _("The finding is merged; this can be undone.")):
        merge_findings(
            kept=kept or found,
            duplicate=found,
            reason=form.cleaned_data.get("reason", ""),
            by=user,
            at=timezone.now(),
        )
    found.refresh_from_db()
    return redirect(kept or found)


@requires(DECIDE)
@require_POST
def separate(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a merge."""
    user = signed_in(request)
    row = get_object_or_404(
        FindingMerge.objects.select_related("duplicate"),
        pk=pk,
        duplicate__in=findings_visible_to(viewer=user, with_duplicates=True),
    )
    with refusal_as_message(request, _("Both findings stand on their own again.")):
        separate_findings(merge=row, by=user, at=timezone.now())
    return redirect(row.duplicate)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a finding nobody has decided about."""
    user = reader_of(request)
    found = finding_for(user, pk)
    require_can_change_finding(user=user, finding=found)
    with refusal_as_message(request, _("The finding is taken back.")):
        withdraw_finding(finding=found, revision=found.revision, by=user, at=timezone.now())
    return redirect("findings:list")


@login_required
@require_POST
def evidence_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a file with a finding."""
    user = reader_of(request)
    found = finding_for(user, pk)
    require_can_change_finding(user=user, finding=found)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        sent = EvidenceFile(form.cleaned_data["file"], form.cleaned_data["caption"])
        try:
            add_evidence(finding=found, sent=sent, by=user, at=timezone.now())
        except UnableToError as refusal:
            form.add_error("file", as_validation_error(refusal))
        else:
            return redirect(f"{found.get_absolute_url()}#evidence")
    return _page(request, found, form, status=422)


@login_required
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a file to who may see it; nothing in it is run."""
    user = reader_of(request)
    row = get_object_or_404(evidence_visible_to(viewer=user), pk=pk)
    try:
        with row.file.open("rb") as stored:
            response = HttpResponse(stored.read(), content_type=row.content_type)
    except FileNotFoundError as error:
        raise Http404(str(pk)) from error
    response["Content-Disposition"] = content_disposition_header(not row.is_picture, row.name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = FORBID_SCRIPTS
    return response


@login_required
@require_POST
def evidence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a file for good."""
    user = reader_of(request)
    row = get_object_or_404(evidence_visible_to(viewer=user), pk=pk)
    with refusal_as_message(request, _("The file is removed.")):
        remove_evidence(evidence=row, by=user, at=timezone.now())
    return redirect(row.finding)
