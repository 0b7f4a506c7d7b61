"""What an import would do, cell by cell."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from hamyar.core.persian import format_number, to_persian_digits
from hamyar.core.translation import active_language, translate
from hamyar.indicators.importing.reference import IndicatorReference, PlaceReference, Standing


class CellKind(StrEnum):
    """What becomes of a cell."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a cell is refused or doubtful; told in the language of the reader."""

    code: str
    text: str
    params: tuple[tuple[str, object], ...] = ()

    @property
    def message(self) -> str:
        """Return the sentence for the reader."""
        told = {name: _told(value) for name, value in self.params}
        return translate(self.text).format(**told)


def _told(value: object) -> object:
    """Write years and rows with the reader's digits, amounts with thousands separated too."""
    language = active_language()
    if isinstance(value, float):
        return format_number(value, language=language)
    return to_persian_digits(value) if isinstance(value, int) and language == "fa" else value


def reason(code: str, text: str, /, **params: object) -> Reason:
    """Make a reason from its code, its English message id and what its placeholders stand for."""
    return Reason(code, text, tuple(params.items()))


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """One cell of the file with what it means."""

    kind: CellKind
    row: int
    column: str
    typed: str = ""
    place_code: str = ""
    indicator: IndicatorReference | None = None
    place: PlaceReference | None = None
    year: int = 0
    amount: float = 0.0
    status: str = ""
    source: str = ""
    note: str = ""
    standing: Standing | None = None
    refusal: Reason | None = None
    doubts: tuple[Reason, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Tell whether a person should look at it before confirming."""
        return bool(self.doubts)

    @property
    def change_percent(self) -> float | None:
        """Return the change from the standing value in percent; nothing when there is none or it is zero."""
        if self.standing is None or self.standing.amount == 0:
            return None
        return (self.amount - self.standing.amount) / abs(self.standing.amount) * 100


@dataclass(frozen=True)
class Preview:
    """All cells of a file that hold something, in the order of the file."""

    cells: tuple[PreviewCell, ...]
    counts: dict[CellKind, int] = field(init=False)

    def __post_init__(self) -> None:
        found = Counter(cell.kind for cell in self.cells)
        object.__setattr__(self, "counts", {kind: found[kind] for kind in CellKind})

    def of(self, kind: CellKind) -> list[PreviewCell]:
        """Return the cells of one kind."""
        return [cell for cell in self.cells if cell.kind is kind]

    @cached_property
    def doubtful(self) -> list[PreviewCell]:
        """Return the cells that would be stored and that a person should look at first."""
        return [cell for cell in self.cells if cell.doubts]

    @property
    def changes(self) -> int:
        """Return how many values would be new or changed."""
        return self.counts[CellKind.NEW] + self.counts[CellKind.CHANGED]

    @property
    def can_be_confirmed(self) -> bool:
        """Tell whether nothing is refused and something would change."""
        return not self.counts[CellKind.REFUSED] and self.changes > 0

    @cached_property
    def digest(self) -> str:
        """Return a digest of what confirming would do; it differs once the standing values differ."""
        total = hashlib.sha256()
        for cell in self.cells:
            standing = cell.standing and (cell.standing.amount, cell.standing.status)
            place, indicator = cell.place and cell.place.code, cell.indicator and cell.indicator.code
            line = (cell.kind.value, indicator, place, cell.year, cell.amount, cell.status, standing)
            total.update(repr(line).encode())
        return total.hexdigest()
