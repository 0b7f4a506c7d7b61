"""What everyone may read of promises: the list behind the numbers of the first page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hamyar.commitments import selectors
from hamyar.commitments.enums import PublicState

ROWS_OF_A_PAGE = 50
TITLES = {
    PublicState.KEPT: _("Promises kept"),
    PublicState.OWED: _("Promises still owed"),
    PublicState.LATE: _("Promises past their date"),
}


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """List the public promises: all, or those that were kept, are owed or are past their date."""
    today = timezone.localdate()
    asked = request.GET.get("state", "")
    state = PublicState(asked) if asked in PublicState.values else None
    page = Paginator(selectors.public_promises(on=today, state=state), ROWS_OF_A_PAGE)
    kept = selectors.promises_kept(on=today)
    context = {
        "page_obj": page.get_page(request.GET.get("page")),
        "state": state,
        "title": TITLES[state] if state else _("What was promised, and what was kept"),
        "counts": [
            (PublicState.KEPT, kept.done),
            (PublicState.OWED, kept.pending),
            (PublicState.LATE, kept.overdue),
        ],
        "today": today,
    }
    return render(request, "commitments/public.html", context)
