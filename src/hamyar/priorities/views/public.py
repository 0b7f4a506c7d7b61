"""The published ranking, for everyone."""

import csv
import io
from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import get_language

from hamyar.indicators.models import Indicator
from hamyar.places.models import Municipality
from hamyar.priorities.figures import contribution_figure, interval_figure, map_figure
from hamyar.priorities.forms import RankingFilters
from hamyar.priorities.models import Publication
from hamyar.priorities.permissions import can_reply
from hamyar.priorities.selectors import (
    current_publication,
    indicators_of,
    publications,
    ranked_towns,
    standing_before,
    standing_of,
)
from hamyar.priorities.services.package import write_zip
from hamyar.priorities.services.runs import files_of


def ranking(request: HttpRequest) -> HttpResponse:
    """Show the ranking in force; before the first publication, say what comes."""
    publication = current_publication()
    if publication is None:
        return render(request, "priorities/none_yet.html")
    return _page(request, publication, is_current=True)


def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one published ranking of the past or the present."""
    found = get_object_or_404(publications(), pk=pk)
    current = current_publication()
    return _page(request, found, is_current=current is not None and current.pk == found.pk)


def _page(request: HttpRequest, publication: Publication, *, is_current: bool) -> HttpResponse:
    run = publication.run
    form = RankingFilters(request.GET, tiers=run.summary["tiers"])
    county, tier = form.chosen()
    towns = ranked_towns(run=run, county=county, tier=tier)
    return render(
        request,
        "priorities/ranking.html",
        {
            "publication": publication,
            "run": run,
            "summary": run.summary,
            "towns": towns,
            "first": towns[:3],
            "form": form,
            "is_current": is_current,
            "is_filtered": bool(county or tier),
            "intervals": interval_figure(towns, run=run),
            "places": map_figure(towns, run=run),
            "comparison": comparison_rows(publication),
        },
    )


def comparison_rows(publication: Publication) -> list[tuple[str, float | None, float | None]]:
    """Return each method of local studies with its two correlations with the published order."""
    table = publication.run.summary["comparison"]
    return [
        (name, table["spearman"][name], table["kendall"][name]) for name in table["names"] if name != "index"
    ]


def history(request: HttpRequest) -> HttpResponse:
    """List the published rankings, the newest first."""
    return render(request, "priorities/history.html", {"publications": publications()})


def method(request: HttpRequest) -> HttpResponse:
    """Explain the method of the ranking in force, in plain words and in full."""
    publication = current_publication()
    if publication is None:
        return render(request, "priorities/none_yet.html")
    run = publication.run
    indicators = indicators_of(run)
    rows = [
        {"indicator": indicators[each["code"]], "share": run.summary["weights"][each["code"]], **each}
        for each in run.summary["method"]["indicators"]
        if each["code"] in indicators
    ]
    language = get_language() or "fa"
    return render(
        request,
        "priorities/method.html",
        {
            "publication": publication,
            "run": run,
            "method": run.summary["method"],
            "groups": [
                {"name": group[language], "rows": [row for row in rows if row["group"] == group["code"]]}
                for group in run.summary["method"]["groups"]
            ],
            "note": run.summary["method"]["note"][language],
            "filled": len(run.summary["filled"]),
        },
    )


def town(request: HttpRequest, code: str) -> HttpResponse:
    """Answer «why this rank?» for one town."""
    municipality = get_object_or_404(
        Municipality.objects.select_related("county", "census_county"), code=code
    )
    publication = current_publication()
    result = standing_of(municipality=municipality, publication=publication) if publication else None
    if publication is None or result is None:
        return render(request, "priorities/town_unranked.html", {"town": municipality})
    indicators = indicators_of(publication.run)
    return render(
        request,
        "priorities/town.html",
        {
            "town": municipality,
            "may_contest": can_reply(user=request.user, municipality=municipality),
            "publication": publication,
            "run": publication.run,
            "result": result,
            "before": standing_before(municipality=municipality, publication=publication),
            "contributions": contribution_figure(result, indicators),
            "movers": [
                (indicators[each], ranks)
                for each, ranks in result.details.get("movers", [])
                if each in indicators
            ],
            "rows": _figures(result.details["contributions"], publication, code, indicators),
        },
    )


def _figures(
    contributions: Mapping[str, float],
    publication: Publication,
    code: str,
    indicators: Mapping[str, Indicator],
) -> list[dict[str, object]]:
    origins = publication.run.origins.get(code, {})
    filled = {
        indicator: value for unit, indicator, value in publication.run.summary["filled"] if unit == code
    }
    return [
        {
            "indicator": indicators[each],
            "part": part,
            "origin": origins.get(each),
            "filled": filled.get(each),
        }
        for each, part in sorted(contributions.items(), key=lambda pair: pair[1])
        if each in indicators
    ]


def package(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the package from which anyone can recompute the ranking."""
    found = get_object_or_404(publications(), pk=pk)
    content = write_zip(files_of(found.run, title=found.title_fa))
    return _file(content, f"{_slug(found)}.zip", "application/zip")


def table(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the table of a published ranking as CSV that Excel opens right."""
    found = get_object_or_404(publications(), pk=pk)
    rows = csv.reader(io.StringIO(bytes(found.run.ranking_csv).decode("utf-8")))
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return _file(buffer.getvalue().encode("utf-8-sig"), f"{_slug(found)}.csv", "text/csv; charset=utf-8")


def method_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the method of a published ranking as its YAML file."""
    found = get_object_or_404(publications(), pk=pk)
    if not found.run.version.text:
        raise Http404
    return _file(
        found.run.version.text.encode("utf-8"), f"{_slug(found)}.yaml", "application/yaml; charset=utf-8"
    )


def _slug(publication: Publication) -> str:
    return slugify(publication.title_en) or f"ranking-{publication.pk}"


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
