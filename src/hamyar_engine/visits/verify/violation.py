"""What the verifier finds."""

from dataclasses import dataclass
from datetime import date

TOLERANCE = 1e-5


@dataclass(frozen=True)
class Violation:
    """One rule a plan breaks: ``rule`` is a short stable code, ``detail`` says what was found, in English."""

    rule: str
    detail: str
    place: str = ""
    team: str = ""
    on: date | None = None


def differs(first: float, second: float) -> bool:
    """Tell whether two amounts differ by more than rounding."""
    return abs(first - second) > TOLERANCE * max(1.0, abs(first), abs(second))


def exceeds(amount: float, limit: float) -> bool:
    """Tell whether an amount lies above a limit by more than rounding."""
    return amount > limit + TOLERANCE * max(1.0, abs(limit) if limit != float("inf") else 1.0)
