"""What everyone reads: the investment opportunities."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hamyar.core.contact import contact_details
from hamyar.projects import exporting
from hamyar.projects.forms import OpportunityFilterForm
from hamyar.projects.models import Project
from hamyar.projects.selectors import opportunities, opportunity_with_code, projects_visible_to
from hamyar.projects.selectors.opportunities import stage_since

PER_PAGE = 24


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the opportunities, filtered as the address says."""
    form = OpportunityFilterForm(request.GET)
    page = Paginator(opportunities(filters=form.filters), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "projects/opportunities.html", {"form": form, "page": page})


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give what the filters leave as a file; it holds what the public pages show, nothing else."""
    rows = opportunities(filters=OpportunityFilterForm(request.GET).filters)
    if kind == "json":
        response: HttpResponse = JsonResponse(
            {"opportunities": exporting.public_records(rows)},
            json_dumps_params={"ensure_ascii": False, "indent": 1},
        )
        response["Content-Disposition"] = 'attachment; filename="opportunities.json"'
        return response
    return exporting.public_csv(rows) if kind == "csv" else exporting.public_xlsx(rows)


@require_safe
def opportunity(request: HttpRequest, code: str) -> HttpResponse:
    """Show one opportunity: what, where, how far, and whom to call."""
    project = opportunity_with_code(code=code)
    if project is None:
        raise Http404(code)
    context = {
        "project": project,
        "since": stage_since(project=project),
        "ours": contact_details(),
        "on_desk": _is_on_desk(request, project),
    }
    return render(request, "projects/opportunity.html", context)


def _is_on_desk(request: HttpRequest, project: Project) -> bool:
    user = request.user
    return user.is_authenticated and projects_visible_to(viewer=user).filter(pk=project.pk).exists()
