"""The five steps of the tier scale and their words; tier 1 is the most developed."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TIER_STEPS = 5
_WORDS: dict[int, Promise] = {
    1: _("more endowed"),
    2: _("rather endowed"),
    3: _("in the middle"),
    4: _("less endowed"),
    5: _("in priority for support"),
}


def tier_step(number: int, *, of: int = TIER_STEPS) -> int:
    """Return the step of the scale for tier ``number`` of ``of`` tiers; the last is always the fifth."""
    if of <= 1:
        return TIER_STEPS
    share = (min(max(number, 1), of) - 1) / (of - 1)
    return 1 + round(share * (TIER_STEPS - 1))


def tier_word(step: int) -> Promise:
    """Return the word a step carries beside its colour; it never shames a town."""
    return _WORDS[step]
