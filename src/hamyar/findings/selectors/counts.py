"""How many findings there are: by town, by county, by sector and kind."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from hamyar.findings.enums import OPEN, FindingKind
from hamyar.findings.models import Finding
from hamyar.findings.sectors import all_sectors
from hamyar.findings.selectors.visibility import Person, findings_visible_to
from hamyar.places.models import County, Municipality


@dataclass(frozen=True)
class PlaceCount:
    """The findings of a town or a county."""

    place: Municipality | County
    by_kind: tuple[int, ...]
    open: int

    @property
    def total(self) -> int:
        """Return all of them."""
        return sum(self.by_kind)


@dataclass(frozen=True)
class MatrixCell:
    """How many, and how dark the cell is, from 0 to 1."""

    kind: str
    count: int
    shade: float


@dataclass(frozen=True)
class MatrixRow:
    """One sector."""

    sector: str
    name: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class Matrix:
    """Sectors that have findings against the four kinds."""

    kinds: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]
    total: int

    @property
    def leading(self) -> MatrixRow | None:
        """Return the sector with most findings, the first of the list among equals."""
        return max(self.rows, key=lambda row: sum(cell.count for cell in row.cells), default=None)


def counts_by_town(*, viewer: Person) -> tuple[PlaceCount, ...]:
    """Return the towns that have findings the viewer may know of, most open ones first."""
    rows = findings_visible_to(viewer=viewer).exclude(municipality=None)
    counted = _counted(rows.order_by().values_list("municipality", "kind", "state"))
    towns = Municipality.objects.select_related("county").in_bulk(list(counted))
    return _sorted(PlaceCount(towns[pk], *figures) for pk, figures in counted.items())


def counts_by_county(*, viewer: Person) -> tuple[PlaceCount, ...]:
    """Return the counties that have findings, those of their towns included, most open ones first."""
    counted = _counted(findings_visible_to(viewer=viewer).order_by().values_list("county", "kind", "state"))
    counties = County.objects.in_bulk(list(counted))
    return _sorted(PlaceCount(counties[pk], *figures) for pk, figures in counted.items())


def _counted(rows: Iterable[tuple[int, str, str]]) -> dict[int, tuple[tuple[int, ...], int]]:
    by_kind: dict[int, Counter[str]] = {}
    still_open: Counter[int] = Counter()
    for pk, kind, state in rows:
        by_kind.setdefault(pk, Counter())[kind] += 1
        still_open[pk] += state in OPEN
    return {
        pk: (tuple(found[kind] for kind in FindingKind.values), still_open[pk])
        for pk, found in by_kind.items()
    }


def _sorted(counts: Iterable[PlaceCount]) -> tuple[PlaceCount, ...]:
    return tuple(sorted(counts, key=lambda row: (-row.open, -row.total, row.place.sort_key, row.place.code)))


def matrix_of(*, findings: QuerySet[Finding]) -> Matrix:
    """Return how many of some findings there are by sector and kind."""
    return matrix_of_pairs(pairs=list(findings.order_by().values_list("sector", "kind")))


def matrix_of_pairs(*, pairs: Sequence[tuple[str, str]]) -> Matrix:
    """Return the matrix of (sector, kind) pairs."""
    counted = Counter(pairs)
    most = max(counted.values(), default=1)
    known = [*all_sectors(), *sorted({sector for sector, _kind in counted} - all_sectors().keys())]
    rows = tuple(
        MatrixRow(sector, _name(sector), _cells(counted, sector, most))
        for sector in known
        if any(counted[sector, kind] for kind in FindingKind.values)
    )
    kinds = tuple((kind.value, str(kind.label)) for kind in FindingKind)
    return Matrix(kinds, rows, sum(counted.values()))


def _name(sector: str) -> str:
    known = all_sectors().get(sector)
    return known.name if known else sector


def _cells(counted: Counter[tuple[str, str]], sector: str, most: int) -> tuple[MatrixCell, ...]:
    return tuple(
        MatrixCell(kind, counted[sector, kind], round(counted[sector, kind] / most, 2))
        for kind in FindingKind.values
    )
