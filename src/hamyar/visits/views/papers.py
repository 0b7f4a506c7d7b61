"""Letters and programme sheets of an approved programme, as PDF and DOCX."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from hamyar.accounts.edge import requires
from hamyar.core.documents import file_response
from hamyar.visits.enums import ProgrammeState
from hamyar.visits.forms import LetterForm
from hamyar.visits.models import VisitProgramme
from hamyar.visits.papers import letters, letters_docx, letters_pdf, sheets, sheets_docx, sheets_pdf
from hamyar.visits.permissions import VIEW_DESK
from hamyar.visits.selectors import trips_with_people, visits_of_programme

LETTERS = {"pdf": letters_pdf, "docx": letters_docx}
SHEETS = {"pdf": sheets_pdf, "docx": sheets_docx}


@requires(VIEW_DESK)
@require_GET
def mayors(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Send a letter for each town that has a coming visit, or for the one that is asked for."""
    programme = _approved(pk)
    form = LetterForm(request.GET)
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data
    visits = visits_of_programme(programme=programme).select_related("session__host")
    if given["town"]:
        visits = visits.filter(municipality__code=given["town"])
    paper = letters(
        programme=programme,
        visits=list(visits.prefetch_related("municipality__officials")),
        number=given["number"],
        on=given["on"] or timezone.localdate(),
    )
    if not paper["letters"]:
        raise Http404
    return file_response(LETTERS[kind](paper), name=f"letters-{programme.pk}.{kind}")


@requires(VIEW_DESK)
@require_GET
def programme_sheets(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Send the programme sheet of each coming trip, or of the one that is asked for."""
    programme = _approved(pk)
    trips = trips_with_people(programme=programme, since=timezone.localdate())
    if (number := request.GET.get("trip", "")).isdecimal():
        trips = trips.filter(pk=number)
    paper = sheets(trips=trips)
    if not paper["sheets"]:
        raise Http404
    return file_response(SHEETS[kind](paper), name=f"programme-{programme.pk}.{kind}")


def _approved(pk: int) -> VisitProgramme:
    rows = VisitProgramme.objects.exclude(state=ProgrammeState.DRAFT).select_related("ranking_run")
    return get_object_or_404(rows, pk=pk)
