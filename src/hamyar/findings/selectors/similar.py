"""Findings that say nearly the same, offered while a title is typed.

Titles are compared by the three-letter pieces of their folded keys, so that spelling, half-spaces and the order
of a few words make no difference. The candidates are those of the same town and of its county as a whole.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest

from django.db.models import Q

from hamyar.core.persian import search_key
from hamyar.findings.models import Finding
from hamyar.findings.selectors.visibility import Person, findings_visible_to
from hamyar.places.models import County, Municipality

LEAST = 0.3
SAME_SECTOR = 0.1
SHORTEST = 4
MOST = 5


@dataclass(frozen=True)
class Likeness:
    """A finding and how alike it is, from 0 to 1."""

    finding: Finding
    share: float


Trigram = tuple[str, str, str]


def trigrams(key: str) -> Iterator[Trigram]:
    """Return the pieces of three letters of a key, with its ends marked."""
    marked = f" {key} "
    return zip(marked, marked[1:], marked[2:], strict=False)


def similar_findings(
    *,
    viewer: Person,
    title: str,
    county: County | None,
    municipality: Municipality | None = None,
    sector: str = "",
    leaving_out: Finding | None = None,
) -> tuple[Likeness, ...]:
    """Return the findings most alike that the viewer may know of, the most alike first.

    A finding of the same sector counts as a little more alike. Nothing is offered for less than four letters.
    """
    key = search_key(title)
    place = municipality.county if municipality else county
    if place is None or len(key) < SHORTEST:
        return ()
    of_place = Q(county=place) & (Q(municipality=municipality) | Q(municipality__isnull=True))
    rows = findings_visible_to(viewer=viewer).filter(of_place if municipality else Q(county=place))
    if leaving_out is not None:
        rows = rows.exclude(pk=leaving_out.pk)
    best = _best(key, sector, rows.order_by().values_list("pk", "title_key", "sector"))
    found = Finding.objects.select_related("municipality", "county").in_bulk([pk for _share, pk in best])
    return tuple(Likeness(found[pk], min(share, 1.0)) for share, pk in best if pk in found)


def _best(key: str, sector: str, rows: Iterable[tuple[int, str, str]]) -> list[tuple[float, int]]:
    wanted = frozenset(trigrams(key))
    shares = (
        (_share(wanted, title_key, key) + (SAME_SECTOR if sector and sector == of else 0.0), pk)
        for pk, title_key, of in rows
    )
    return nlargest(MOST, (pair for pair in shares if pair[0] >= LEAST))


def _share(wanted: frozenset[Trigram], title_key: str, key: str) -> float:
    """Return Dice's share of common pieces; a title that begins or contains what was typed counts as alike.

    A key of n letters has n pieces; those that stand twice in it are too few to be worth a second set.
    """
    share = 2 * len(wanted.intersection(trigrams(title_key))) / (len(wanted) + len(title_key))
    return max(share, 0.6) if key in title_key else share
