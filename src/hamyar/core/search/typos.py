"""Misspelt names: words with letters left out meet in one table, a distance decides."""

from collections.abc import Iterable
from itertools import combinations

SHORTEST = 4
"""Shorter words are never taken for another, but for one of this length that lacks a letter."""
LONG = 7
"""From this length two slips are forgiven."""


def forgiven(word: str) -> int:
    """Return how many slips are forgiven in a word of this length; none in a number."""
    if len(word) < SHORTEST or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < LONG else 2


def shortened(word: str) -> set[str]:
    """Return the word and all it gives when one letter, or in a long word two, are left out."""
    found = {word}
    for count in range(1, forgiven(word) + 1):
        for places in combinations(range(len(word)), count):
            found.add("".join(letter for place, letter in enumerate(word) if place not in places))
    return found


def distance(one: str, other: str) -> int:
    """Count letters added, dropped, changed or swapped with a neighbour (optimal string alignment)."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            best = min(above[column] + 1, line[column - 1] + 1, above[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                best = min(best, before[column - 2] + 1)
            line.append(best)
        before, above = above, line
    return above[-1]


def may_be_misspelt(word: str) -> bool:
    """Tell whether a word may be meant for another."""
    return forgiven(word) > 0 or (len(word) == SHORTEST - 1 and word.isalpha())


def nearest(word: str, candidates: Iterable[str]) -> list[str]:
    """Return the candidates within the forgiven distance, the nearest first.

    Of equally near ones those with the same first letter go first, as fingers seldom miss it; then by alphabet.
    """
    near = [
        (steps, candidate[0] != word[0], candidate)
        for candidate in set(candidates)
        if (steps := distance(word, candidate)) <= _allowed(word, candidate)
    ]
    return [candidate for *_order, candidate in sorted(near)]


def _allowed(word: str, candidate: str) -> int:
    if len(word) < SHORTEST:
        return int(len(candidate) == SHORTEST and may_be_misspelt(word))
    return min(forgiven(word), forgiven(candidate))
