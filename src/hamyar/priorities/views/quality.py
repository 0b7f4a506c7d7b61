"""Quality of the data behind the ranking, for everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hamyar.priorities.quality import data_quality
from hamyar.priorities.selectors import current_publication, indicators_of


def quality(request: HttpRequest) -> HttpResponse:
    """Show what is missing, old, inherited or doubtful, and what to ask each town for."""
    publication = current_publication()
    if publication is None:
        return render(request, "priorities/none_yet.html")
    run = publication.run
    found = data_quality(run=run, indicators=indicators_of(run))
    return render(
        request,
        "priorities/quality.html",
        {"publication": publication, "quality": found},
    )
