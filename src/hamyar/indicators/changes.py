"""What a batch does to values, packed with the batch: a hundred thousand changes are one column of one row."""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hamyar.indicators.importing import Reason

Key = tuple[int, int | None, int | None, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after; ``before`` is empty for a value that is new."""

    row: int
    column: str
    indicator_id: int
    municipality_id: int | None
    county_id: int | None
    year: int
    before: dict[str, Any] | None
    after: dict[str, Any]
    doubts: tuple[Reason, ...] = ()

    @property
    def key(self) -> Key:
        """Return what identifies the value."""
        return (self.indicator_id, self.municipality_id, self.county_id, self.year)

    @property
    def is_new(self) -> bool:
        """Tell whether no value stood."""
        return self.before is None

    @property
    def share(self) -> float | None:
        """Return the change as a share of what stood; nothing for a new value or one that was zero."""
        if not self.before or not self.before["amount"]:
            return None
        before = float(self.before["amount"])
        return (float(self.after["amount"]) - before) / abs(before)


def pack(changes: Iterable[Change]) -> bytes:
    """Return the changes as they are kept with their batch."""
    rows = [
        [
            each.row,
            each.column,
            each.indicator_id,
            each.municipality_id,
            each.county_id,
            each.year,
            each.before,
            each.after,
            [[doubt.code, doubt.text, doubt.params] for doubt in each.doubts],
        ]
        for each in changes
    ]
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), 3)


def unpack(packed: bytes | memoryview) -> list[Change]:
    """Return the changes of a batch in the order of the file."""
    rows = json.loads(zlib.decompress(packed)) if packed else []
    return [_change(row) for row in rows]


def _change(row: list[Any]) -> Change:
    row[8] = tuple(_reason(*doubt) for doubt in row[8])
    return Change(*row)


def _reason(code: str, text: str, params: list[list[object]]) -> Reason:
    return Reason(code, text, tuple((str(name), value) for name, value in params))
