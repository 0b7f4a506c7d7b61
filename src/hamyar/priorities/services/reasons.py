"""The engine's refusals as sentences for people, by their code."""

from collections.abc import Mapping

from hamyar.core.translation import gettext_noop, translate
from hamyar_engine.errors import InvalidInputError

REASONS: Mapping[str, str] = {
    "missing": gettext_noop("the value is missing and the method refuses missing values"),
    "missing_all": gettext_noop(
        "no unit of the group, or none at all, has a value to fill the empty cell from"
    ),
    "peers_needed": gettext_noop(
        "filling from the group needs a column “peers” that names the group of each unit"
    ),
    "infinite_value": gettext_noop("the value is infinite"),
    "log_of_non_positive": gettext_noop("the logarithm needs a value above zero"),
    "negative_mean": gettext_noop("a geometric or harmonic mean cannot work with values below zero"),
    "entropy_negative": gettext_noop("entropy weights cannot work with values below zero"),
    "all_constant": gettext_noop("all values are equal, so no weights can be derived from them"),
    "weights_undefined": gettext_noop("no weights can be derived from these values"),
    "goalposts_needed": gettext_noop("the normalisation by goalposts needs two goalposts for this indicator"),
    "goalposts_order": gettext_noop("two finite goalposts are needed, the smaller first"),
    "goalposts_log": gettext_noop("the logarithm needs goalposts above zero"),
    "unknown_group": gettext_noop("there is no group of this name"),
    "empty_group": gettext_noop("the group has no members"),
    "group_cycle": gettext_noop("the groups form a circle"),
    "duplicate_code": gettext_noop("this code stands twice"),
    "zero_weights": gettext_noop("the weights of the members are all zero"),
    "weight_range": gettext_noop("a weight is a number from zero up"),
    "pairwise_needed": gettext_noop("pairwise comparisons belong to the weighting ahp, and ahp needs them"),
    "pairwise_size": gettext_noop("the pairwise table needs one row and one column per indicator"),
    "pairwise_reciprocal": gettext_noop("the pairwise table is not reciprocal"),
    "pairwise_inconsistent": gettext_noop(
        "the pairwise comparisons contradict each other (consistency ratio above 0.1)"
    ),
    "scale_order": gettext_noop("the scale must rise from its first to its second number"),
    "treatment_goalposts": gettext_noop("treatment of outliers and goalposts exclude each other"),
    "drop_needs_two": gettext_noop("leaving out an indicator needs at least two indicators"),
    "choice_twice": gettext_noop("one choice is named twice"),
    "concentration_range": gettext_noop("the concentration is a number from 1 up"),
    "empty_input": gettext_noop("at least one unit and one indicator are needed"),
}


def reason_of(error: InvalidInputError) -> str:
    """Return the reason in the reader's language; the engine's own words where no sentence is known."""
    sentence = REASONS.get(error.code)
    return translate(sentence) if sentence else error.message
