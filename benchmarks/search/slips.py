"""Names with one slip of each kind, as fingers make them."""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

PERSIAN, LATIN = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی", "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Slip:
    """A name written wrong, in which way, and the document that bears the name."""

    text: str
    way: str
    group: str
    key: str


def slips(names: Iterable[tuple[str, str, str]], *, seed: int) -> Iterator[Slip]:
    """Make of each name (group, key, name) one slip of each kind, at a place and with a letter drawn by the seed."""
    draw = random.Random(seed)
    for group, key, name in names:
        for way, slip in WAYS.items():
            yield Slip(slip(name, draw), way, group, key)


def _added(name: str, draw: random.Random) -> str:
    place = _place(name, draw)
    return name[:place] + _letter(name[place], draw) + name[place:]


def _dropped(name: str, draw: random.Random) -> str:
    place = _place(name, draw)
    return name[:place] + name[place + 1 :]


def _changed(name: str, draw: random.Random) -> str:
    place = _place(name, draw)
    return name[:place] + _letter(name[place], draw) + name[place + 1 :]


def _swapped(name: str, draw: random.Random) -> str:
    pairs = [place for place in range(len(name) - 1) if _is_pair(name[place : place + 2])]
    place = draw.choice(pairs)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


WAYS: dict[str, Callable[[str, random.Random], str]] = {
    "added": _added,
    "dropped": _dropped,
    "changed": _changed,
    "swapped": _swapped,
}


def _place(name: str, draw: random.Random) -> int:
    return draw.choice([place for place, letter in enumerate(name) if letter.isalpha()])


def _letter(other: str, draw: random.Random) -> str:
    """Return another letter of the same script."""
    return draw.choice(
        [letter for letter in (LATIN if other.isascii() else PERSIAN) if letter != other.lower()]
    )


def _is_pair(two: str) -> bool:
    return two.isalpha() and two[0] != two[1]
