"""The method file: one readable YAML text that the web, the command line and the packages share.

``docs/reference/method-file.md`` describes every key. Reading checks all keys; nothing is guessed: an unknown
key is refused, with the nearest known one named.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hamyar.core.translation import gettext_noop
from hamyar.priorities.errors import UnableToReadMethodError
from hamyar.priorities.services.reader import Names, Reader, decode, load
from hamyar.priorities.services.reasons import reason_of
from hamyar_engine.errors import InvalidInputError
from hamyar_engine.index.enums import (
    Aggregation,
    Comparison,
    Direction,
    Missing,
    Normalisation,
    TierRule,
    Transform,
    Weighting,
)
from hamyar_engine.index.method import Method, Treatment
from hamyar_engine.index.model import Group, Indicator, check_hierarchy
from hamyar_engine.index.uncertainty import Uncertainty, WeightLaw

TOP_KEYS = (
    "code",
    "name",
    "note",
    "indicators",
    "groups",
    "treatment",
    "normalisation",
    "scale",
    "weighting",
    "pairwise",
    "aggregation",
    "missing",
    "rounding",
    "uncertainty",
    "tiers",
    "comparisons",
    "draws",
    "seed",
)
INDICATOR_KEYS = ("name", "direction", "weight", "group", "goalposts", "transform", "year")
GROUP_KEYS = ("name", "weight", "aggregation", "parent")
TREATMENT_KEYS = ("skewness", "kurtosis", "max_winsorised")
UNCERTAINTY_KEYS = (
    "weights",
    "normalisation",
    "aggregation",
    "drop_indicators",
    "value_error",
    "filled_error",
)
WEIGHT_LAW_KEYS = ("law", "concentration")
TIER_KEYS = ("rule", "confidence")
DEFAULT_DRAWS = 10_000
MOST_DRAWS = 1_000_000


@dataclass(frozen=True, kw_only=True)
class MethodFile:
    """A method as it stands in its file, checked.

    ``indicators`` and ``groups`` keep the order of the file; ``names`` holds their names by code.
    """

    code: str
    name: Names
    note: Names
    indicators: tuple[Indicator, ...]
    groups: tuple[Group, ...]
    method: Method
    uncertainty: Uncertainty
    confidence: float
    tier_rule: TierRule
    comparisons: tuple[Comparison, ...]
    draws: int
    seed: int
    names: Mapping[str, Names]
    years: Mapping[str, int]
    text: str

    def name_of(self, code: str, language: str) -> str:
        """Return the name of an indicator or a group."""
        names = self.names.get(code)
        return names.in_language(language) if names else code


def read_method(content: bytes, *, file: str) -> MethodFile:
    """Read and check a method file.

    Parameters
    ----------
    content
        The YAML text in UTF-8.
    file
        The name to say in refusals.

    Raises
    ------
    UnableToReadMethodError
        Naming the file and the key at fault.
    """
    text = decode(content, file=file)
    top = Reader(load(text, file=file), file=file, path="")
    top.only(TOP_KEYS)
    indicators = top.section("indicators")
    groups = top.section("groups", required=False)
    try:
        method = _build(top, indicators, groups, text)
        check_hierarchy(method.indicators, method.groups)
    except InvalidInputError as error:
        raise UnableToReadMethodError(
            gettext_noop("{file}: {key}: {reason}."),
            code=error.code,
            file=file,
            key=error.key or "—",
            reason=reason_of(error),
        ) from error
    return method


def _build(top: Reader, indicators: dict[str, Reader], groups: dict[str, Reader], text: str) -> MethodFile:
    code = top.text("code")
    if not code:
        top.refuse("code", gettext_noop("{file}: {key}: this part is missing or empty."), "missing_part")
    tiers = top.part("tiers")
    if tiers:
        tiers.only(TIER_KEYS)
    method = _method(top)
    return MethodFile(
        code=code,
        name=top.names("name", code),
        note=top.names("note", "") if "note" in top.value else Names("", ""),
        indicators=tuple(_indicator(each, reader) for each, reader in indicators.items()),
        groups=tuple(_group(each, reader) for each, reader in groups.items()),
        method=method,
        uncertainty=_uncertainty(top),
        confidence=tiers.number("confidence", 0.9, least=0.500001, most=1) if tiers else 0.9,
        tier_rule=tiers.choice("rule", TierRule, TierRule.NEIGHBOURS) if tiers else TierRule.NEIGHBOURS,
        comparisons=top.choices("comparisons", Comparison) or tuple(Comparison),
        draws=top.whole("draws", DEFAULT_DRAWS, least=1, most=MOST_DRAWS),
        seed=top.whole("seed", 1, least=0, most=2**53),
        names={each: reader.names("name", each) for each, reader in [*indicators.items(), *groups.items()]},
        years={each: reader.whole("year", 0, least=0, most=3000) for each, reader in indicators.items()},
        text=text,
    )


def _method(top: Reader) -> Method:
    treatment = top.part("treatment")
    return Method(
        treatment=_treatment(treatment) if treatment else None,
        missing=top.choice("missing", Missing, Missing.REFUSE),
        normalisation=top.choice("normalisation", Normalisation, Normalisation.MIN_MAX),
        scale=top.pair("scale") or (0.0, 1.0),
        weighting=top.choice("weighting", Weighting, Weighting.GIVEN),
        pairwise=top.matrix("pairwise"),
        aggregation=top.choice("aggregation", Aggregation, Aggregation.ARITHMETIC),
        rounding=top.optional_whole("rounding", least=0, most=12),
    )


def _treatment(reader: Reader) -> Treatment:
    reader.only(TREATMENT_KEYS)
    return Treatment(
        skewness=reader.number("skewness", 2.0, least=0),
        kurtosis=reader.number("kurtosis", 3.5),
        max_winsorised=reader.whole("max_winsorised", 5, least=0, most=1000),
    )


def _indicator(code: str, reader: Reader) -> Indicator:
    reader.only(INDICATOR_KEYS)
    return Indicator(
        code,
        direction=reader.choice("direction", Direction, Direction.HIGHER),
        weight=reader.number("weight", 1.0, least=0),
        group=reader.text("group") or None,
        goalposts=reader.pair("goalposts"),
        transform=reader.choice("transform", Transform, Transform.NONE),
    )


def _group(code: str, reader: Reader) -> Group:
    reader.only(GROUP_KEYS)
    aggregation = reader.value.get("aggregation")
    return Group(
        code,
        weight=reader.number("weight", 1.0, least=0),
        aggregation=reader.choice("aggregation", Aggregation, Aggregation.ARITHMETIC)
        if aggregation
        else None,
        parent=reader.text("parent") or None,
    )


def _uncertainty(top: Reader) -> Uncertainty:
    reader = top.part("uncertainty")
    if reader is None:
        return Uncertainty()
    reader.only(UNCERTAINTY_KEYS)
    return Uncertainty(
        weights=_weight_law(reader),
        normalisations=reader.choices("normalisation", Normalisation),
        aggregations=reader.choices("aggregation", Aggregation),
        drop_indicators=reader.truth("drop_indicators"),
        value_error=reader.number("value_error", 0.0, least=0, most=1),
        filled_error=reader.number("filled_error", 0.0, least=0, most=5),
    )


def _weight_law(reader: Reader) -> WeightLaw | None:
    law = reader.part("weights")
    if law is None:
        return None
    law.only(WEIGHT_LAW_KEYS)
    word = law.text("law", "dirichlet")
    if word == "flat":
        return WeightLaw()
    if word != "dirichlet":
        message = gettext_noop("{file}: {key}: “{value}” is not known; choose one of {known}.")
        law.refuse("law", message, "choice", value=word, known="dirichlet، flat")
    return WeightLaw(concentration=law.number("concentration", 50, least=1, most=1e9))
