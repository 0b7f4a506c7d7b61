"""The judged questions, and how right a list of answers is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.search.collection import Item

FILE = Path(__file__).with_name("queries.yaml")
BLIND = "blind"
"""The group of questions that nothing was tuned to."""


@dataclass(frozen=True)
class Question:
    """What is typed, of which group, and the answers in no order."""

    text: str
    group: str
    answers: frozenset[str]


def questions(items: Iterable[Item]) -> list[Question]:
    """Read the questions; those about news are answered by the items that are about it.

    Raises
    ------
    LookupError
        When no item is about what is asked for, so that the question would judge nothing.
    """
    by_subject: dict[tuple[str, str], set[str]] = {}
    for item in items:
        by_subject.setdefault((item.topic, item.town), set()).add(f"news:{item.entry.key}")
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return [
        Question(each["q"], group, frozenset(each.get("want") or by_subject[_subject(each)]))
        for group, listed in read.items()
        for each in listed
    ]


def _subject(each: dict[str, dict[str, str]]) -> tuple[str, str]:
    return each["about"]["topic"], each["about"]["town"]


def precision(found: Sequence[str], answers: frozenset[str], *, at: int = 5) -> float:
    """Share of the first answers that are right, of as many as there are right ones at most."""
    return len(answers.intersection(found[:at])) / min(at, len(answers))


def recall(found: Sequence[str], answers: frozenset[str], *, at: int = 10) -> float:
    """Share of the right answers that are among the first, of as many as fit there."""
    return len(answers.intersection(found[:at])) / min(at, len(answers))


def reciprocal_rank(found: Sequence[str], answers: frozenset[str]) -> float:
    """One over the place of the first right answer; nothing when there is none among fifty."""
    return next((1 / place for place, key in enumerate(found[:50], 1) if key in answers), 0.0)
