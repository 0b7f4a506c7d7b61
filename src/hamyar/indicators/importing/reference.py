"""What a file is compared with: indicators, places and standing values, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class IndicatorReference:
    """What the check must know about an indicator."""

    id: int
    code: str
    name_fa: str
    name_en: str
    level: str
    least: float
    most: float
    decimals: int
    theme: str


@dataclass(frozen=True, slots=True)
class PlaceReference:
    """A town or a county with the keys of all names it may be written with."""

    id: int
    code: str
    name: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """A value that is stored already."""

    amount: float
    status: str


@dataclass(frozen=True)
class Reference:
    """Everything a file is compared with.

    ``standing`` is keyed by indicator id, place id and year; towns and counties have ids of their own, the
    level of the indicator tells which.
    """

    indicators: Mapping[str, IndicatorReference]
    towns: Mapping[str, PlaceReference]
    counties: Mapping[str, PlaceReference]
    standing: Mapping[tuple[int, int, int], Standing] = field(default_factory=dict)
    allowed_towns: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where the file says nothing."""

    last_year: int
    year: int | None = None
    status: str = "final"
    source: str = ""
