"""Writing findings, and what looks alike while a title is typed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.findings.errors import UnableToSaveFindingError
from hamyar.findings.forms import FindingForm
from hamyar.findings.models import Finding
from hamyar.findings.permissions import CHANGE, RECORD, REPORT_OWN, require_can_change_finding
from hamyar.findings.selectors.similar import similar_findings
from hamyar.findings.services import save_finding
from hamyar.findings.views.reader import finding_for, reader_of
from hamyar.places.models import County, Municipality
from hamyar.visits.errors import StaleRecordError
from hamyar.visits.models import Visit


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Write a finding; ``?visit=`` and ``?town=`` fill in where it was found."""
    user = reader_of(request)
    if not any(has_permission(user, code) for code in (CHANGE, RECORD, REPORT_OWN)):
        raise PermissionDenied(RECORD)
    return _write(request, user, None)


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a finding."""
    user = reader_of(request)
    finding = finding_for(user, pk)
    require_can_change_finding(user=user, finding=finding)
    return _write(request, user, finding)


def _write(request: HttpRequest, user: User, finding: Finding | None) -> HttpResponse:
    initial = _asked(request) if finding is None else {}
    form = FindingForm(
        request.POST or None, writer=user, on=timezone.localdate(), finding=finding, initial=initial
    )
    stands = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_finding(
                device_id=form.cleaned_data["device_id"],
                revision=form.cleaned_data["revision"],
                fields=form.facts,
                by=user,
                at=timezone.now(),
                **form.found_at,  # type: ignore[arg-type]  # the names are those of the service
            )
        except StaleRecordError as refusal:
            stands = refusal.current
            form.add_error(None, as_validation_error(refusal))
            form.data = {**form.data.dict(), "revision": str(getattr(stands, "revision", 0))}  # type: ignore[attr-defined]  # what was posted
        except UnableToError as refusal:
            _add_error(form, refusal)
        else:
            messages.success(request, _("The finding is recorded."))
            return redirect(saved)
    context = {"form": form, "finding": finding, "stands": stands}
    return render(request, "findings/form.html", context, status=422 if request.method == "POST" else 200)


def _add_error(form: FindingForm, refusal: UnableToError) -> None:
    field = refusal.field if isinstance(refusal, UnableToSaveFindingError) else ""
    form.add_error(field if field in form.fields else None, as_validation_error(refusal))


def _asked(request: HttpRequest) -> dict[str, Any]:
    asked: dict[str, Any] = {"municipality": request.GET.get("town", "")}
    number = request.GET.get("visit", "")
    visit = Visit.objects.filter(pk=number).first() if number.isdecimal() else None
    if visit is not None:
        asked |= {"meeting": f"visit:{visit.pk}", "municipality": visit.municipality.code}
    return asked


@login_required
@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """Show the findings that say nearly the same as what is being typed."""
    user = reader_of(request)
    asked = request.GET
    town = Municipality.objects.filter(code=asked.get("municipality", "")).select_related("county").first()
    county = County.objects.filter(code=asked.get("county", "")).first()
    found = similar_findings(
        viewer=user,
        title=asked.get("title", "")[:160],
        municipality=town,
        county=county,
        sector=asked.get("sector", ""),
    )
    own = asked.get("device_id", "")
    rows = [row for row in found if str(row.finding.device_id) != own]
    return render(request, "findings/includes/similar.html", {"similar": rows})
