"""The explorer: move weights and choices, see the tiers change; shared by its address, stored never."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext, ngettext

from hamyar.core.templatetags.hamyar import digits
from hamyar.places.models import Municipality
from hamyar.priorities.choices import AGGREGATION_WORDS, MISSING_WORDS, NORMALISATION_WORDS
from hamyar.priorities.figures import explored_figure
from hamyar.priorities.models import Run
from hamyar.priorities.selectors import current_publication, indicators_of
from hamyar.priorities.services.explorer import Choices, Explored, default_places, explore

MOST_PLACE = 100


def explorer(request: HttpRequest) -> HttpResponse:
    """Show the explorer, or answer it with new figures when its script asks for JSON."""
    publication = current_publication()
    if publication is None:
        return render(request, "priorities/none_yet.html")
    run = publication.run
    choices = choices_from(request.GET, run)
    explored = explore(run=run, choices=choices)
    towns = {each.code: each for each in Municipality.objects.select_related("county")}
    context = _context(run, explored, towns)
    if request.accepts("text/html"):
        response = render(
            request,
            "priorities/explorer.html",
            {**context, "publication": publication, "run": run, "form": _form(run, choices)},
        )
    else:
        response = JsonResponse(_answer(request, context, explored))
    patch_vary_headers(response, ["Accept"])
    return response


def choices_from(query: QueryDict, run: Run) -> Choices:
    """Read the choices out of an address; what is not valid counts as not chosen."""
    weights, groups = default_places(run)
    return Choices(
        weights={code: _place(query.get(f"w-{code}"), default) for code, default in weights.items()},
        group_weights={code: _place(query.get(f"g-{code}"), default) for code, default in groups.items()},
        normalisation=_member(NORMALISATION_WORDS, query.get("normalisation")),
        aggregation=_member(AGGREGATION_WORDS, query.get("aggregation")),
        missing=_member(MISSING_WORDS, query.get("missing")),
    )


def _place(word: str | None, default: int) -> int:
    return min(int(word), MOST_PLACE) if word and word.isascii() and word.isdecimal() else default


def _member(words: dict[Any, Any], word: str | None) -> Any:
    return next((member for member in words if str(member) == word), None)


def _context(run: Run, explored: Explored, towns: dict[str, Municipality]) -> dict[str, Any]:
    published = {result.municipality.code: result for result in run.results.select_related("municipality")}
    rows = sorted(explored.rows, key=lambda row: (-row.rank_p50, -row.rank, row.code))
    table = [
        {
            "row": row,
            "town": towns[row.code],
            "published": published.get(row.code),
            "moved": published[row.code].rank - row.rank if row.code in published else 0,
        }
        for row in rows
        if row.code in towns
    ]
    return {
        "rows": table,
        "tiers": explored.tiers,
        "refusal": explored.refusal,
        "words": _words(table, explored),
        "intervals": explored_figure(rows, towns=towns, tiers=explored.tiers),
        "units": len(rows),
    }


def _words(table: list[dict[str, Any]], explored: Explored) -> str:
    if explored.refusal:
        return explored.refusal
    moved = sum(1 for each in table if each["moved"])
    if not moved:
        return gettext("No town has another rank than in the published ranking.")
    sentence = ngettext(
        "%(count)s town has another rank than in the published ranking; %(tiers)s tiers.",
        "%(count)s towns have another rank than in the published ranking; %(tiers)s tiers.",
        moved,
    )
    return sentence % {"count": digits(moved), "tiers": digits(explored.tiers)}


def _answer(request: HttpRequest, context: dict[str, Any], explored: Explored) -> dict[str, Any]:
    table = render_to_string("priorities/includes/explored.html", context, request=request)
    charts = {} if explored.refusal else {"explored": context["intervals"]}
    return {"charts": charts, "html": {"explored-table": table}, "words": context["words"]}


def _form(run: Run, choices: Choices) -> dict[str, Any]:
    indicators, method = indicators_of(run), run.summary["method"]
    defaults, group_defaults = default_places(run)
    return {
        "groups": [
            {
                "code": group["code"],
                "fa": group["fa"],
                "en": group["en"],
                "place": choices.group_weights[group["code"]],
                "default": group_defaults[group["code"]],
                "indicators": [
                    {
                        "indicator": indicators[each["code"]],
                        "place": choices.weights[each["code"]],
                        "default": defaults[each["code"]],
                    }
                    for each in method["indicators"]
                    if each["group"] == group["code"] and each["code"] in indicators
                ],
            }
            for group in method["groups"]
        ],
        "choices": [
            _choice("normalisation", gettext("Scale"), NORMALISATION_WORDS, choices.normalisation, method),
            _choice("aggregation", gettext("Way of joining"), AGGREGATION_WORDS, choices.aggregation, method),
            _choice("missing", gettext("Empty cells"), MISSING_WORDS, choices.missing, method),
        ],
    }


def _choice(
    name: str, label: str, words: dict[Any, Any], chosen: Any, method: dict[str, Any]
) -> dict[str, Any]:
    options = [
        (str(member), word, member == chosen) for member, word in words.items() if str(member) != method[name]
    ]
    by_method = next((word for member, word in words.items() if str(member) == method[name]), method[name])
    return {"name": name, "label": label, "by_method": by_method, "options": options}
