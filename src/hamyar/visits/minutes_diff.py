"""What differs between two texts of minutes, line by line and in words, to stand side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest


@dataclass(frozen=True)
class Piece:
    """Some words, and whether the other text says them too."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class DiffRow:
    """One line of both texts; an empty side has no such line."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        """Tell whether the two lines differ."""
        return any(piece.is_changed for piece in (*self.before, *self.after))


def differences(before: str, after: str) -> tuple[DiffRow, ...]:
    """Return both texts side by side, lines that belong together in one row."""
    return tuple(_rows(before.splitlines(), after.splitlines()))


def _rows(before: Sequence[str], after: Sequence[str]) -> Iterator[DiffRow]:
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        pairs = zip_longest(before[a_from:a_to], after[b_from:b_to], fillvalue="")
        for old, new in pairs:
            yield _same(old) if kind == "equal" else _changed(old, new)


def _same(line: str) -> DiffRow:
    pieces = (Piece(line, is_changed=False),)
    return DiffRow(pieces, pieces)


def _changed(old: str, new: str) -> DiffRow:
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    left, right = [], []
    for kind, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        is_changed = kind != "equal"
        if a_to > a_from:
            left.append(Piece(" ".join(before[a_from:a_to]), is_changed))
        if b_to > b_from:
            right.append(Piece(" ".join(after[b_from:b_to]), is_changed))
    return DiffRow(tuple(left), tuple(right))
