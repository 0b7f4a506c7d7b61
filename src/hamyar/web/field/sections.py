"""What a telephone shows of a town, already in words and in the digits of the page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One fact: what it is, what is known, and a remark such as its year; a badge says what to heed."""

    label: str
    value: str
    remark: str = ""
    badge: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Section:
    """Lines under one heading: ``facts`` name what they tell, a ``list`` reads like sentences.

    ``empty`` stands where there is no line; ``more`` says how many of ``amount`` were left out.
    """

    title: str
    lines: tuple[Line, ...]
    form: str = "facts"
    empty: str = ""
    more: str = ""
    amount: int = 0

    @property
    def is_shown(self) -> bool:
        """Tell whether there is anything to read."""
        return bool(self.lines or self.empty)
