"""Small refusals the parts of a problem share."""

import math
from collections.abc import Iterable

from hamyar_engine.errors import InvalidInputError


def require(condition: object, message: str) -> None:
    """Refuse the input with ``message`` unless ``condition`` holds."""
    if not condition:
        raise InvalidInputError(message)


def require_amount(name: str, value: float) -> None:
    """Refuse a number that is negative or no number at all."""
    require(not math.isnan(value) and value >= 0, f"{name} must be zero or more, not {value}")


def require_unique(name: str, codes: Iterable[str]) -> None:
    """Refuse an empty code and a code that stands twice."""
    seen: set[str] = set()
    for code in codes:
        require(code, f"{name}: a code is empty")
        require(code not in seen, f"{name}: code {code!r} stands twice")
        seen.add(code)
