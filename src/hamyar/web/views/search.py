"""The page of results, and suggestions while typing."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hamyar.core.persian import to_ascii_digits
from hamyar.core.search import find, hits, read_query, suggest
from hamyar.core.translation import active_language
from hamyar.web.search.facets import chips
from hamyar.web.search.inside import inside
from hamyar.web.search.sources import SOURCES

PER_PAGE = 20
MOST_SUGGESTED = 7


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found, the best first; kind and year narrow it, by the address."""
    query = read_query(request.GET.get("q", ""))
    kind, year = _one_of(request, "kind"), _year(request)
    found = find(query, sources=SOURCES, kind=kind, year=year)
    page = Paginator(found.documents, PER_PAGE).get_page(request.GET.get("page"))
    results = hits(list(page.object_list), query=found.query, sources=SOURCES, language=active_language())
    return render(
        request,
        "web/search/results.html",
        {
            "search_text": query.text,
            "is_search_page": True,
            "found": found,
            "page_obj": page,
            "hits": results,
            "kinds": chips(request, found.kinds, name="kind"),
            "years": chips(request, found.years, name="year"),
            "inside": inside(user=request.user, query=query) if page.number == 1 else [],
            "is_narrowed": bool(kind or year),
            "all_results": f"?{urlencode({'q': query.text})}",
        },
    )


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Return the pages whose name is meant by what is typed so far, as options of a list."""
    query, found = suggest(
        read_query(request.GET.get("q", ""), is_typing=True), sources=SOURCES, most=MOST_SUGGESTED
    )
    shown = hits(found, query=query, sources=SOURCES, language=active_language())
    return render(request, "web/search/suggestions.html", {"hits": shown, "search_text": query.text})


def _one_of(request: HttpRequest, name: str) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in {source.kind for source in SOURCES} else ""


def _year(request: HttpRequest) -> str:
    asked = to_ascii_digits(request.GET.get("year", ""))
    return asked if len(asked) == 4 and asked.isascii() and asked.isdigit() else ""
