"""What narrows the results, as links that keep the question."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from hamyar.core.search import Facet
from hamyar.web.search.sources import source_of


@dataclass(frozen=True)
class Chip:
    """A choice with its number of results; choosing it again takes it back."""

    label: str | Promise
    icon: str
    count: int
    is_chosen: bool
    address: str


def chips(request: HttpRequest, facets: Sequence[Facet], *, name: str) -> list[Chip]:
    """Return the choices of one kind; nothing when there is nothing to choose between."""
    if len(facets) < 2 and not any(facet.is_chosen for facet in facets):
        return []
    return [_chip(request, facet, name) for facet in facets]


def _chip(request: HttpRequest, facet: Facet, name: str) -> Chip:
    asked = request.GET.copy()
    asked.pop("page", None)
    if facet.is_chosen:
        asked.pop(name, None)
    else:
        asked[name] = facet.value
    label, icon = _told(facet, name)
    return Chip(label, icon, facet.count, facet.is_chosen, f"{request.path}?{asked.urlencode()}")


def _told(facet: Facet, name: str) -> tuple[str | Promise, str]:
    if name == "year":
        return facet.value, ""
    source = source_of(facet.value)
    return source.label, source.icon
