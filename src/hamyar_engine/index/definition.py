"""A method file, once it is read into a mapping, as typed values.

Reading the file itself (YAML, JSON) is left to the caller: the engine touches no disk.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from hamyar_engine.arrays import FloatArray
from hamyar_engine.errors import InvalidMethodError
from hamyar_engine.index.enums import Aggregation, Direction, Missing, Normalisation, Transform, Weighting
from hamyar_engine.index.method import Method, Treatment
from hamyar_engine.index.model import Group, IndexInput, Indicator, check_hierarchy
from hamyar_engine.index.normalisation import signed_goalposts

Choice = TypeVar("Choice", bound=StrEnum)

TOP_KEYS = (
    "code",
    "name",
    "description",
    "version",
    "indicators",
    "groups",
    "normalisation",
    "scale",
    "weighting",
    "pairwise",
    "aggregation",
    "missing",
    "treatment",
    "rounding",
    "uncertainty",
    "seed",
)
INDICATOR_KEYS = ("name", "direction", "weight", "group", "goalposts", "transform")
GROUP_KEYS = ("name", "weight", "aggregation", "parent")
TREATMENT_KEYS = ("skewness", "kurtosis", "max_winsorised")
NO_FILLING = "none"


@dataclass(frozen=True, kw_only=True)
class MethodDefinition:
    """A named method: what is measured, how it is computed, how doubt is explored.

    Parameters
    ----------
    code
        Its name in files.
    names
        Its name for people by language (``fa``, ``en``); empty where none is given.
    indicators, groups
        What is measured, with directions, weights and hierarchy.
    method
        The steps.
    uncertainty
        The block ``uncertainty`` as it stands, for the reader of uncertainty settings.
    seed
        Seed of the draws, where the method fixes one.
    """

    code: str
    indicators: tuple[Indicator, ...]
    method: Method
    names: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    uncertainty: Mapping[str, object] = field(default_factory=dict)
    seed: int | None = None

    def __post_init__(self) -> None:
        if not self.indicators:
            raise InvalidMethodError(
                "indicators: at least one is needed", code="no_indicators", key="indicators"
            )
        check_hierarchy(self.indicators, self.groups)
        if self.method.normalisation is Normalisation.GOALPOSTS:
            signed_goalposts(self.indicators)

    def input_for(
        self, *, units: Iterable[str], values: FloatArray, peers: Iterable[str] | None = None
    ) -> IndexInput:
        """Join values to their meaning; their columns are in the order of ``indicators``."""
        return IndexInput(
            tuple(units),
            self.indicators,
            values,
            groups=self.groups,
            peers=None if peers is None else tuple(peers),
        )


def read_definition(document: object) -> MethodDefinition:
    """Read a method from a mapping with the keys of a method file.

    Parameters
    ----------
    document
        The mapping. ``code``, ``indicators`` are needed; every other key has a default: direction
        ``higher``, weight 1, normalisation ``min_max``, weighting ``given``, aggregation
        ``arithmetic``, missing ``refuse`` (``none`` means the same), no treatment, no rounding.

    Raises
    ------
    InvalidMethodError
        Naming the key that is unknown, missing or of the wrong kind.
    """
    top = _mapping(document, key="method")
    _refuse_unknown(top, TOP_KEYS, key="")
    indicators = _mapping(top.get("indicators"), key="indicators")
    groups = _mapping(top.get("groups") or {}, key="groups")
    return MethodDefinition(
        code=_text(top.get("code"), key="code"),
        names=_names(top.get("name")),
        indicators=tuple(_indicator(code, body) for code, body in indicators.items()),
        groups=tuple(_group(code, body) for code, body in groups.items()),
        method=_method(top),
        uncertainty=_mapping(top.get("uncertainty") or {}, key="uncertainty"),
        seed=_whole(top.get("seed"), key="seed"),
    )


def _indicator(code: str, body: object) -> Indicator:
    key = f"indicators.{code}"
    fields = _mapping(body or {}, key=key)
    _refuse_unknown(fields, INDICATOR_KEYS, key=key)
    group = fields.get("group")
    return Indicator(
        code,
        direction=_choice(Direction, fields.get("direction", "higher"), key=f"{key}.direction"),
        weight=_number(fields.get("weight", 1), key=f"{key}.weight"),
        group=None if group is None else _text(group, key=f"{key}.group"),
        goalposts=_pair(fields.get("goalposts"), key=f"{key}.goalposts"),
        transform=_choice(Transform, fields.get("transform") or "none", key=f"{key}.transform"),
    )


def _group(code: str, body: object) -> Group:
    key = f"groups.{code}"
    fields = _mapping(body or {}, key=key)
    _refuse_unknown(fields, GROUP_KEYS, key=key)
    aggregation, parent = fields.get("aggregation"), fields.get("parent")
    return Group(
        code,
        weight=_number(fields.get("weight", 1), key=f"{key}.weight"),
        aggregation=None
        if aggregation is None
        else _choice(Aggregation, aggregation, key=f"{key}.aggregation"),
        parent=None if parent is None else _text(parent, key=f"{key}.parent"),
    )


def _method(top: Mapping[str, object]) -> Method:
    missing = top.get("missing")
    missing = Missing.REFUSE if missing is None or missing == NO_FILLING else missing
    return Method(
        treatment=_treatment(top.get("treatment")),
        missing=_choice(Missing, missing, key="missing"),
        normalisation=_choice(Normalisation, top.get("normalisation", "min_max"), key="normalisation"),
        scale=_pair(top.get("scale"), key="scale") or (0.0, 1.0),
        weighting=_choice(Weighting, top.get("weighting", "given"), key="weighting"),
        pairwise=_pairwise(top.get("pairwise")),
        aggregation=_choice(Aggregation, top.get("aggregation", "arithmetic"), key="aggregation"),
        rounding=_whole(top.get("rounding"), key="rounding"),
    )


def _treatment(body: object) -> Treatment | None:
    if body is None or body is False:
        return None
    fields = _mapping({} if body is True else body, key="treatment")
    _refuse_unknown(fields, TREATMENT_KEYS, key="treatment")
    most = _whole(fields.get("max_winsorised"), key="treatment.max_winsorised")
    default = Treatment()
    return Treatment(
        skewness=_number(fields.get("skewness", default.skewness), key="treatment.skewness"),
        kurtosis=_number(fields.get("kurtosis", default.kurtosis), key="treatment.kurtosis"),
        max_winsorised=default.max_winsorised if most is None else most,
    )


def _pairwise(body: object) -> tuple[tuple[float, ...], ...] | None:
    if body is None:
        return None
    rows = _list(body, key="pairwise")
    return tuple(
        tuple(_number(cell, key=f"pairwise.{at}") for cell in _list(row, key=f"pairwise.{at}"))
        for at, row in enumerate(rows, start=1)
    )


def _names(body: object) -> Mapping[str, str]:
    if body is None or isinstance(body, str):
        return {"en": body} if body else {}
    return {
        language: _text(name, key=f"name.{language}") for language, name in _mapping(body, key="name").items()
    }


def _refuse_unknown(fields: Mapping[str, object], known: tuple[str, ...], *, key: str) -> None:
    for name in fields:
        if name not in known:
            place = f"{key}.{name}" if key else name
            raise InvalidMethodError(
                f"{place}: there is no such key; known are {', '.join(known)}", code="unknown_key", key=place
            )


def _wrong(value: object, wanted: str, *, key: str) -> InvalidMethodError:
    found = "nothing" if value is None else repr(value)
    return InvalidMethodError(f"{key}: {wanted} is needed, not {found}", code="wrong_kind", key=key)


def _mapping(value: object, *, key: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
        raise _wrong(value, "a mapping of names", key=key)
    return value


def _list(value: object, *, key: str) -> list[object]:
    if not isinstance(value, list | tuple):
        raise _wrong(value, "a list", key=key)
    return list(value)


def _text(value: object, *, key: str) -> str:
    if not isinstance(value, str) or not value:
        raise _wrong(value, "a text", key=key)
    return value


def _number(value: object, *, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(value, "a number", key=key)
    return float(value)


def _whole(value: object, *, key: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(value, "a whole number", key=key)
    return value


def _pair(value: object, *, key: str) -> tuple[float, float] | None:
    if value is None:
        return None
    cells = [_number(cell, key=key) for cell in _list(value, key=key)]
    if len(cells) != 2:
        raise _wrong(value, "a list of two numbers", key=key)
    return cells[0], cells[1]


def _choice(kind: type[Choice], value: object, *, key: str) -> Choice:
    names = [str(item) for item in kind]
    if not isinstance(value, str) or value not in names:
        raise _wrong(value, f"one of {', '.join(names)}", key=key)
    return kind(value)
